/** A secret as it stands in reports. */
const HIDDEN = '«secret»';

/** Header and field names whose values never reach a report, whatever they hold. */
const SECRET_KEYS = /^(authorization|proxy-authorization|cookie|set-cookie|password|client_?secret|x-api-key)$/i;

/** Tokens that give themselves away inside other text. */
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/g;

/**
 * Takes secrets out of everything that is written, and gives what changes from run to run (nonce, free ports, ids that the
 * target made up) the same name in every run, so that the same seed gives the same report.
 */
export class Redactor {
  readonly #parent: Redactor | undefined;
  readonly #replacements = new Map<string, string>();
  #pattern: RegExp | undefined;

  constructor(parent?: Redactor) {
    this.#parent = parent;
  }

  /** A redactor that knows all that this one knows, and what it learns itself. */
  child(): Redactor {
    return new Redactor(this);
  }

  secret(value: string): void {
    this.alias(value, HIDDEN);
  }

  alias(value: string, label: string): void {
    if (value.length < 4 || value === label) return;
    for (const form of [value, encodeURIComponent(value)]) this.#replacements.set(form, label);
    this.#pattern = undefined;
  }

  text(text: string): string {
    const bare = text.replace(BEARER, `$1 ${HIDDEN}`);
    const known = this.#own(bare);
    return this.#parent ? this.#parent.text(known) : known;
  }

  redact<T>(value: T): T {
    return this.#walk(value) as T;
  }

  #walk(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#walk(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        this.text(key),
        SECRET_KEYS.test(key) && typeof item === 'string' ? HIDDEN : this.#walk(item),
      ]),
    );
  }

  /** Longest first, so that a value inside another does not break it. */
  #own(text: string): string {
    if (this.#replacements.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#replacements.keys()]
        .sort((a, b) => b.length - a.length)
        .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, (found) => this.#replacements.get(found) ?? found);
  }
}
