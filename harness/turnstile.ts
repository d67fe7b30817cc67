/** Lets nobody through until everybody has come or gone. */
export class Turnstile {
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
