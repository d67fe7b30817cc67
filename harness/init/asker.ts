import { JitmusError } from '../errors.ts';

/** One question. It can be answered by an option of the command line too. */
export interface Question {
  /** Name of that option, without dashes. */
  option: string;
  message: string;
}

export interface TextQuestion extends Question {
  /** What stands there already. Undefined: there is no sensible answer that could be guessed. */
  otherwise?: string;
  /** What is wrong with an answer; undefined where nothing is. */
  check?: (text: string) => string | undefined;
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

export interface ChoiceQuestion<Value extends string> extends Question {
  choices: readonly Choice<Value>[];
  otherwise: Value;
}

export interface ChoicesQuestion<Value extends string> extends Question {
  choices: readonly Choice<Value>[];
  otherwise: readonly Value[];
  /** At least one. */
  required: boolean;
}

/** Who answers what no option answers. */
export interface Asker {
  text(question: TextQuestion): Promise<string>;
  choice<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  choices<Value extends string>(question: ChoicesQuestion<Value>): Promise<readonly Value[]>;
  /** A yes, which no option gives by itself. */
  agrees(message: string): Promise<boolean>;
  /** Something that was found out meanwhile. */
  tell(text: string): void;
}

/** Nobody is there to ask: takes the defaults where that was said, and remembers what is missing. */
export class NobodyThere implements Asker {
  readonly #takesDefaults: boolean;
  readonly #tell: (text: string) => void;
  readonly #missing: Question[] = [];

  constructor(takesDefaults: boolean, tell: (text: string) => void) {
    this.#takesDefaults = takesDefaults;
    this.#tell = tell;
  }

  async text(question: TextQuestion): Promise<string> {
    return this.#answer(question, question.otherwise, '');
  }

  async choice<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value> {
    return this.#answer(question, question.otherwise, question.otherwise);
  }

  async choices<Value extends string>(question: ChoicesQuestion<Value>): Promise<readonly Value[]> {
    return this.#answer(question, question.otherwise, question.otherwise);
  }

  async agrees(): Promise<boolean> {
    return false;
  }

  tell(text: string): void {
    this.#tell(text);
  }

  /** @throws JitmusError `USAGE`, where something was asked that nobody answered */
  demandAll(): void {
    if (this.#missing.length === 0) return;
    const width = Math.max(...this.#missing.map(({ option }) => option.length));
    const lines = this.#missing.map(({ option, message }) => `--${option.padEnd(width)}  ${message}`);
    const defaults = this.#takesDefaults ? '' : '\n  Or let every default be taken: --yes';
    throw new JitmusError('USAGE', 'There is no terminal to ask at, and these answers are missing.', {
      at: 'jitmus init',
      hint: `${lines.join('\n  ')}${defaults}`,
    });
  }

  #answer<Value>(question: Question, otherwise: Value | undefined, stopgap: Value): Value {
    if (this.#takesDefaults && otherwise !== undefined) return otherwise;
    this.#missing.push(question);
    return otherwise ?? stopgap;
  }
}
