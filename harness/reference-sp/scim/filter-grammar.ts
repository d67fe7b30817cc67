/**
 * Filters of RFC 7644 §3.4.2.2, figure 1. Our own reading, because the library that was tried (scim2-parse-filter 0.2.10, now
 * the oracle of the tests) takes `emails[type eq "work"].value eq "x"` for two conditions that different values may meet, and
 * reads the escapes of JSON strings wrongly.
 */
export type Filter =
  | { op: 'and' | 'or'; filters: readonly Filter[] }
  | { op: 'not'; filter: Filter }
  | { op: 'pr'; path: string }
  | { op: Comparison; path: string; value: Literal }
  /** `emails[type eq "work"]`: one value of the attribute meets the filter. */
  | { op: 'some'; path: string; filter: Filter };

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Literal = string | number | boolean | null;

const COMPARISONS: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];

/** Levels of parentheses: with more of them the filter is an attack. */
const DEEPEST = 50;

/** A string, a bracket, or a word: an attribute path, an operator, a number, true, false or null. */
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y;

/** @throws SyntaxError */
export function parseFilter(text: string): Filter {
  const reader = new Reader(tokens(text));
  const filter = either(reader, 0);
  if (reader.next !== undefined) throw new SyntaxError(`${reader.next} comes too late.`);
  return filter;
}

function tokens(text: string): string[] {
  const found: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const [, ...kinds] = TOKEN.exec(trimmed) ?? [];
    const token = kinds.find((kind) => kind !== undefined);
    if (token === undefined) throw new SyntaxError(`${trimmed.slice(at)} cannot be read.`);
    found.push(token);
  }
  return found;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get next(): string | undefined {
    return this.#tokens[this.#at];
  }

  /** Whether this word, in any letter case, comes next; if so it is passed over. */
  passes(word: string): boolean {
    const passes = this.next?.toLowerCase() === word;
    if (passes) this.#at++;
    return passes;
  }

  take(what: string): string {
    const token = this.next;
    if (token === undefined) throw new SyntaxError(`${what} is missing at the end.`);
    this.#at++;
    return token;
  }

  demand(token: string): void {
    const found = this.take(token);
    if (found !== token) throw new SyntaxError(`${token} is missing before ${found}.`);
  }
}

function either(reader: Reader, depth: number): Filter {
  return chain('or', reader, () => both(reader, depth));
}

function both(reader: Reader, depth: number): Filter {
  return chain('and', reader, () => one(reader, depth));
}

function chain(op: 'and' | 'or', reader: Reader, part: () => Filter): Filter {
  const first = part();
  const filters = [first];
  while (reader.passes(op)) filters.push(part());
  return filters.length > 1 ? { op, filters } : first;
}

function one(reader: Reader, depth: number): Filter {
  if (depth > DEEPEST) throw new SyntaxError('It is nested too deeply.');
  if (reader.passes('not')) return { op: 'not', filter: group(reader, depth) };
  if (reader.next === '(') return group(reader, depth);
  return expression(reader, depth);
}

function group(reader: Reader, depth: number): Filter {
  reader.demand('(');
  const filter = either(reader, depth + 1);
  reader.demand(')');
  return filter;
}

function expression(reader: Reader, depth: number): Filter {
  const path = reader.take('An attribute');
  if (!/^[A-Za-z$]/.test(path)) throw new SyntaxError(`${path} is no attribute.`);
  if (reader.next !== '[') return condition(reader, path);
  reader.demand('[');
  const filter = either(reader, depth + 1);
  reader.demand(']');
  // `emails[type eq "work"].value eq "x"`: the same value meets both.
  if (!reader.next?.startsWith('.')) return { op: 'some', path, filter };
  const sub = reader.take('An attribute').slice(1);
  return { op: 'some', path, filter: { op: 'and', filters: [filter, condition(reader, sub)] } };
}

function condition(reader: Reader, path: string): Filter {
  const word = reader.take('An operator');
  const op = word.toLowerCase();
  if (op === 'pr') return { op, path };
  if (!COMPARISONS.includes(op)) throw new SyntaxError(`There is no operator ${word}.`);
  return { op: op as Comparison, path, value: literal(reader.take('A value')) };
}

function literal(token: string): Literal {
  const word = /^(true|false|null)$/i.test(token) ? token.toLowerCase() : token;
  try {
    const value: unknown = JSON.parse(word);
    if (value === null || typeof value !== 'object') return value as Literal;
  } catch {
    // Told below.
  }
  throw new SyntaxError(`${token} is no value.`);
}
