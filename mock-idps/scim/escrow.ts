/** Failures from which Entra looks at how many there are (E-QUAR, vendor-doc, 2026-11-29, "subject to change, but works roughly"). */
const EVALUATED_FROM = 5_000;
const SHARE = 0.4;
const MOST = 40_000;
/** With references counted. */
const MOST_OF_ALL = 60_000;

/** Objects that fail, which Entra holds against a job. Managers and members are references, and count less. */
export class Escrow {
  readonly #failing = new Map<object, 'own' | 'reference'>();
  #succeeded = 0;

  succeeded(what: object): void {
    this.#failing.delete(what);
    this.#succeeded++;
  }

  failed(what: object, kind: 'own' | 'reference'): void {
    this.#failing.set(what, kind);
  }

  clear(): void {
    this.#failing.clear();
    this.#succeeded = 0;
  }

  /** Why the job belongs in quarantine; null: it does not. */
  verdict(): 'proportion-of-failures' | 'number-of-failures' | null {
    const all = this.#failing.size;
    if (all < EVALUATED_FROM) return null;
    const own = [...this.#failing.values()].filter((kind) => kind === 'own').length;
    if (own > MOST || all > MOST_OF_ALL) return 'number-of-failures';
    return own >= EVALUATED_FROM && own / (own + this.#succeeded) > SHARE ? 'proportion-of-failures' : null;
  }
}
