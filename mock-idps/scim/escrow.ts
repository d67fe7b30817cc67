/** Failures from which Entra looks at how many there are (E-QUAR, vendor-doc, 2026-11-29, "subject to change, but works roughly"). */
const EVALUATED_FROM = 5_000;
const SHARE = 0.4;
const MOST = 40_000;
/** With references counted. */
const MOST_OF_ALL = 60_000;

/** Objects that fail, which Entra holds against a job. Managers and members are references, and count less. */
export class Escrow {
  readonly #failing = new Map<object, 'own' | 'reference'>();
  /** Of those who fail by themselves, not by whom they refer to. */
  #own = 0;
  #succeeded = 0;

  succeeded(what: object): void {
    this.#forget(what);
    this.#succeeded++;
  }

  failed(what: object, kind: 'own' | 'reference'): void {
    this.#forget(what);
    this.#failing.set(what, kind);
    if (kind === 'own') this.#own++;
  }

  clear(): void {
    this.#failing.clear();
    this.#own = 0;
    this.#succeeded = 0;
  }

  #forget(what: object): void {
    if (this.#failing.get(what) === 'own') this.#own--;
    this.#failing.delete(what);
  }

  /** Why the job belongs in quarantine; null: it does not. */
  verdict(): 'proportion-of-failures' | 'number-of-failures' | null {
    const all = this.#failing.size;
    if (all < EVALUATED_FROM) return null;
    if (this.#own > MOST || all > MOST_OF_ALL) return 'number-of-failures';
    const share = this.#own / (this.#own + this.#succeeded);
    return this.#own >= EVALUATED_FROM && share > SHARE ? 'proportion-of-failures' : null;
  }
}
