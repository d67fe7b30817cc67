/** Where browsers wait for each other, so that all take the next step at the same moment. */
export interface Turnstiles {
  /** Before the message is delivered. */
  delivery: Turnstile;
  /** Before the step after it: many applications make the account there. */
  next: Turnstile;
  /** One browser is done, and need not be waited for any more. */
  leave(): void;
}

export function turnstilesFor(browsers: number): Turnstiles {
  const delivery = new Turnstile(browsers);
  const next = new Turnstile(browsers);
  return {
    delivery,
    next,
    leave() {
      delivery.leave();
      next.leave();
    },
  };
}

/** Lets nobody through until everybody has come or gone. */
class Turnstile {
  #expected: number;
  #waiting: (() => void)[] = [];

  constructor(expected: number) {
    this.#expected = expected;
  }

  pass(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#open();
    });
  }

  leave(): void {
    this.#expected--;
    this.#open();
  }

  #open(): void {
    if (this.#waiting.length < this.#expected) return;
    this.#expected -= this.#waiting.length;
    this.#waiting.splice(0).forEach((resolve) => resolve());
  }
}
