/** A secret as it stands in reports. */
const HIDDEN = '«secret»';

/** Header and field names whose values never reach a report, whatever they hold. */
const SECRET_KEYS = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|.*(password|secret|token))$/i;

/**
 * Credentials that give themselves away inside other text. Neither a parameter of a challenge (`Bearer error="…"`) nor a
 * plain word (`bearer confirmation`) is one.
 */
const CREDENTIALS =
  /\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?![a-z]{1,20}[.,;:!?]?(?:[\s\"')<]|$))[\w.~+/-]{6,}=*(?![\w.~+/="-])/g;

/** Values shorter than this are found in everything. */
const SHORTEST = 4;

/** Values nested deeper than this are cut. */
const DEEPEST = 100;

/**
 * Takes secrets out of everything that is written, and gives what changes from run to run (nonce, free ports, ids that the
 * target made up) the same name in every run, so that the same seed gives the same report.
 */
export class Redactor {
  readonly #parent: Redactor | undefined;
  readonly #labels = new Map<string, string>();
  /** Values that are replaced only where they stand alone. */
  readonly #whole = new Set<string>();
  #pattern: RegExp | undefined;

  constructor(parent?: Redactor) {
    this.#parent = parent;
  }

  /** A redactor that knows all that this one knows, and what it learns itself. */
  child(): Redactor {
    return new Redactor(this);
  }

  /** From now on the value is hidden wherever it stands, escaped or not. */
  secret(value: string): void {
    this.alias(value, HIDDEN);
  }

  /** From now on the label is written for the value, inside other words too. */
  alias(value: string, label: string): void {
    if (value.length < SHORTEST || value === label) return;
    for (const form of formsOf(value)) {
      this.#labels.set(form, label);
      this.#whole.delete(form);
    }
    this.#pattern = undefined;
  }

  /**
   * From now on the label is written for the value where it stands alone. An id that the target made up may be part of
   * somebody's address, and addresses have to stay comparable.
   */
  name(value: string, label: string): void {
    if (value.length < SHORTEST || value === label) return;
    for (const form of formsOf(value).filter((each) => !this.#labels.has(each))) {
      this.#labels.set(form, label);
      this.#whole.add(form);
    }
    this.#pattern = undefined;
  }

  text(text: string): string {
    const known = this.#own(text.replace(CREDENTIALS, `$1 ${HIDDEN}`));
    return this.#parent ? this.#parent.text(known) : known;
  }

  redact<T>(value: T): T {
    return this.#walk(value, 0) as T;
  }

  #walk(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '…';
    if (Array.isArray(value)) return value.map((item) => this.#walk(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        this.text(key),
        SECRET_KEYS.test(key) ? hidden(item) : this.#walk(item, depth + 1),
      ]),
    );
  }

  /** Longest first, so that a value inside another does not break it. */
  #own(text: string): string {
    if (this.#labels.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#labels.keys()]
        .sort((a, b) => b.length - a.length)
        .map((value) => (this.#whole.has(value) ? alone(value) : literal(value)))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, (found) => this.#labels.get(found) ?? found);
  }
}

/** A value as it stands in text, addresses, forms, JSON and markup. */
function formsOf(value: string): string[] {
  const wellFormed = Buffer.from(value).toString();
  const encoded = encodeURIComponent(wellFormed);
  const markup = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return [...new Set([value, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1), markup])];
}

const literal = (value: string) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Neither part of a longer word nor of an address; what is percent-encoded before it is no part of it. */
const alone = (value: string) => `(?<=^|[^\\w.@-]|%[0-9A-Fa-f]{2})${literal(value)}(?![\\w@-]|\\.\\w)`;

/** Nothing and yes or no give nothing away. */
function hidden(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(hidden) : HIDDEN;
}
