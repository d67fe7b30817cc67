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

/** Passwords in JSON that is written as text, and in JSON that is a string of such. */
const PASSWORDS = [
  /("[\w.:-]*(?:password|client_secret)"\s*:\s*")(?:[^"\\]|\\.)*/gis,
  /(\\"[\w.:-]*(?:password|client_secret)\\"\s*:\s*\\")(?:[^"\\]|\\\\.)*/gis,
];

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
  /** Value → label: what is found by a pattern. */
  readonly #labels = new Map<string, string>();
  /** Word → label: what is looked up, because there are as many as there are cases. */
  readonly #words = new Map<string, string>();
  /** Values of the pattern that are replaced only where they stand alone, as words are. */
  readonly #whole = new Set<string>();
  /** Null: to be made, where there is anything to find. */
  #parts: RegExp | null = null;

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
      this.#words.delete(form);
      this.#whole.delete(form);
    }
    this.#parts = null;
  }

  /**
   * From now on the label is written for the value where it stands alone. An id that the target made up may be part of
   * somebody's address, and addresses have to stay comparable.
   */
  name(value: string, label: string): void {
    if (value.length < SHORTEST || value === label) return;
    for (const form of formsOf(value).filter((each) => !this.#labels.has(each) && !this.#words.has(each))) {
      if (WORD.test(form)) this.#words.set(form, label);
      else {
        this.#labels.set(form, label);
        this.#whole.add(form);
        this.#parts = null;
      }
    }
  }

  text(text: string): string {
    const known = this.#own(withoutCredentials(text));
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

  #own(text: string): string {
    if (this.#labels.size + this.#words.size === 0) return text;
    let written = '';
    let at = 0;
    let part = this.#partFrom(text, at);
    let word = this.#wordFrom(text, at);
    while (part ?? word) {
      const next = first(part, word);
      written += text.slice(at, next.start) + next.label;
      at = next.start + next.value.length;
      if (part && part.start < at) part = this.#partFrom(text, at);
      if (word && word.start < at) word = this.#wordFrom(text, at);
    }
    return written + text.slice(at);
  }

  /** The next value that the pattern finds. */
  #partFrom(text: string, at: number): Found | null {
    this.#parts ??= partsOf([...this.#labels.keys()], this.#whole);
    if (!this.#parts) return null;
    this.#parts.lastIndex = at;
    const match = this.#parts.exec(text);
    return match && { start: match.index, value: match[0], label: this.#labels.get(match[0]) ?? match[0] };
  }

  /** The next word that has a label of its own. */
  #wordFrom(text: string, at: number): Found | null {
    if (this.#words.size === 0) return null;
    WORDS.lastIndex = at;
    for (let match = WORDS.exec(text); match; match = WORDS.exec(text)) {
      const [word] = match;
      for (const skipped of isEscape(text, match.index) ? [0, 2] : [0]) {
        const value = word.slice(skipped);
        const label = this.#words.get(value);
        if (label !== undefined) return { start: match.index + skipped, value, label };
      }
    }
    return null;
  }
}

/** What gives itself away, whoever made it up. */
const withoutCredentials = (text: string) =>
  PASSWORDS.reduce(
    (known, password) => known.replace(password, `$1${HIDDEN}`),
    text.replace(CREDENTIALS, `$1 ${HIDDEN}`),
  );

interface Found {
  start: number;
  value: string;
  label: string;
}

/** The one that starts first; of two at one place the longer, so that a value inside another does not break it. */
function first(a: Found | null, b: Found | null): Found {
  if (!a || !b) return (a ?? b)!;
  if (a.start !== b.start) return a.start < b.start ? a : b;
  return a.value.length >= b.value.length ? a : b;
}

/** Matches every one of the values; null without any. */
function partsOf(values: readonly string[], whole: ReadonlySet<string>): RegExp | null {
  if (values.length === 0) return null;
  const longestFirst = [...values].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((value) => (whole.has(value) ? alone(value) : literal(value))).join('|'), 'g');
}

/** What can be found by cutting a text into words. */
const WORD = /^[\w@-]+$/;
/** Words that are no part of an address. */
const WORDS = /(?<![\w.@-])[\w@-]+(?![\w@-]|\.\w)/g;

/** What stands there are the two digits of a percent-encoded character, and what follows them. */
const isEscape = (text: string, at: number): boolean =>
  text[at - 1] === '%' && /^[0-9A-Fa-f]{2}/.test(text.slice(at, at + 2));

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
