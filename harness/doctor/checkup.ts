import { visible } from '../../reports/index.ts';
import { paragraph } from '../paragraph.ts';
import type { Terminal } from '../terminal.ts';
import type { Outcome, Trouble } from './outcome.ts';

/** Columns of a step's name. */
const NAME = 14;
const MARKS = { fine: '✓', note: '·', mend: '✕' } as const;

/** Tells the steps of a check-up as they come, and counts what is to be mended. */
export class Checkup {
  readonly #terminal: Terminal;
  /** As people may read it: without what is hidden in reports, and with addresses as they are, or as they stand in the file. */
  readonly #shown: (text: string, forFile: boolean) => string;
  #toMend = 0;
  #untried = 0;

  constructor(terminal: Terminal, shown: (text: string, forFile: boolean) => string) {
    this.#terminal = terminal;
    this.#shown = shown;
  }

  get toMend(): number {
    return this.#toMend;
  }

  /** Steps that could not be tried. */
  get notTried(): number {
    return this.#untried;
  }

  /** The steps that follow belong to this. */
  part(title: string): void {
    this.#terminal.line(`\n${this.#terminal.color.bold(title)}`);
  }

  /** Looks, and tells what was seen. Answers whether steps that rest on this one can be tried. */
  async step(name: string, look: () => Promise<Outcome> | Outcome): Promise<boolean> {
    this.#begin(name);
    let outcome: Outcome;
    try {
      outcome = await look();
    } finally {
      this.#end();
    }
    this.#tell(name, outcome);
    return outcome.status !== 'mend';
  }

  /** Steps that rest on one that failed. */
  untried(names: readonly string[], because: string): void {
    this.#untried += names.length;
    for (const name of names) this.#line('-', name, `not tried, because ${because}`, this.#terminal.color.dim);
  }

  #tell(name: string, outcome: Outcome): void {
    const { color } = this.#terminal;
    if (outcome.status !== 'mend')
      return this.#line(MARKS[outcome.status], name, outcome.says, outcome.status === 'fine' ? color.green : color.dim);
    this.#toMend++;
    this.#line(MARKS.mend, name, outcome.seen, color.red);
    this.#more(outcome);
  }

  #more({ cause, mend }: Trouble): void {
    const { color } = this.#terminal;
    for (const [word, text] of [
      ['Likely', cause],
      ['Mend', mend],
    ] as const)
      for (const [index, line] of this.#wrapped(text, NAME + 13, word === 'Mend').entries())
        this.#terminal.line(`${' '.repeat(NAME + 5)}${index ? ' '.repeat(8) : color.bold(word.padEnd(8))}${line}`);
  }

  #line(mark: string, name: string, text: string, paint: (text: string) => string): void {
    const [first = '', ...others] = this.#wrapped(text, NAME + 5);
    this.#terminal.line(`  ${paint(mark)} ${name.padEnd(NAME)} ${first}`);
    for (const line of others) this.#terminal.line(' '.repeat(NAME + 5) + line);
  }

  #wrapped(text: string, taken: number, forFile = false): string[] {
    return paragraph(visible(this.#shown(text, forFile)), Math.max(40, this.#terminal.width - taken));
  }

  /** A step may take as long as an application takes to start. */
  #begin(name: string): void {
    if (this.#terminal.live) this.#terminal.write(this.#terminal.color.dim(`  … ${name}`));
  }

  #end(): void {
    if (this.#terminal.live) this.#terminal.write('\r\u001b[2K');
  }
}
