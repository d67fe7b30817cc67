import { JitmusError } from '../errors.ts';
import type { Asker, ChoiceQuestion, ChoicesQuestion, TextQuestion } from './asker.ts';

/** Answers that were given by options: name without dashes → text. */
export type Given = ReadonlyMap<string, string>;

/** From what commander makes of options: their names in one word, lists taken apart. `env`: pairs NAME=value. */
export function givenIn(flags: Readonly<Record<string, unknown>>, env: readonly string[] = []): Given {
  const named = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const text = (value: unknown) => (Array.isArray(value) ? value.join() : String(value));
  const given = new Map(Object.entries(flags).map(([name, value]) => [named(name), text(value)]));
  if (env.length > 0) given.set('env', env.map((pair) => (/\s/.test(pair) ? `'${pair}'` : pair)).join(' '));
  return given;
}

/** Options first; what they leave open is asked. */
export class Questions {
  readonly #given: Given;
  readonly #asker: Asker;

  constructor(given: Given, asker: Asker) {
    this.#given = given;
    this.#asker = asker;
  }

  has(option: string): boolean {
    return this.#given.has(option);
  }

  tell(text: string): void {
    this.#asker.tell(text);
  }

  /** `known`: found out otherwise, so that nobody need be asked. */
  async text({ known = null, ...question }: TextQuestion & { known?: string | null }): Promise<string> {
    const given = this.#given.get(question.option);
    if (given === undefined) return known ?? (await this.#asker.text(question)).trim();
    const problem = question.check?.(given);
    if (problem !== undefined) throw new JitmusError('USAGE', problem, { at: `--${question.option}` });
    return given;
  }

  async choice<Value extends string>({
    known = null,
    ...question
  }: ChoiceQuestion<Value> & { known?: Value | null }): Promise<Value> {
    if (known !== null) return known;
    const given = this.#given.get(question.option);
    if (given === undefined) return this.#asker.choice(question);
    const found = question.choices.find(({ value }) => value === given);
    // A pointer may be one that nobody offered.
    return found?.value ?? (given as Value);
  }

  async choices<Value extends string>(question: ChoicesQuestion<Value>): Promise<readonly Value[]> {
    const given = this.#given.get(question.option);
    if (given === undefined) return this.#asker.choices(question);
    return given.split(',').filter(Boolean) as Value[];
  }

  /** Hosts that may be contacted. @throws JitmusError `USAGE` where nobody says so */
  async agrees(option: string, hosts: readonly string[]): Promise<readonly string[]> {
    const given = this.#given.get(option)?.split(',') ?? [];
    const open = hosts.filter((host) => !given.includes(host));
    if (open.length === 0) return hosts;
    if (await this.#asker.agrees(`${open.join(', ')} is not this machine. May jitmus test an application there?`))
      return hosts;
    throw new JitmusError('USAGE', `${open.join(', ')} is not this machine.`, {
      at: `--${option}`,
      hint: `If you mean to test an application there, and may, name it: --${option} ${open.join(',')}`,
    });
  }
}
