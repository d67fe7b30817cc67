/** A problem that the user can mend: told with code, place and remedy, never with a stack. Ends the command with exit code 2. */
export class JitmusError extends Error {
  /** Stable: scripts may match on it. */
  readonly code: string;
  /** `file:line:column`, address or option. */
  readonly at: string | undefined;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, more: { at?: string; hint?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'JitmusError';
    this.code = code;
    this.at = more.at;
    this.hint = more.hint;
  }

  /** The form people read: code, place, sentence, remedy. */
  describe(): string {
    const first = [this.code, this.at, this.message].filter(Boolean).join('  ');
    return this.hint ? `${first}\n  ${this.hint}` : first;
  }
}

/** Several problems found at once, for instance in one scenario file. */
export class JitmusErrors extends JitmusError {
  readonly problems: readonly JitmusError[];

  constructor(problems: readonly [JitmusError, ...JitmusError[]]) {
    super(problems[0].code, problems[0].message, { at: problems[0].at, hint: problems[0].hint });
    this.problems = problems;
  }

  override describe(): string {
    return this.problems.map((problem) => problem.describe()).join('\n');
  }
}

/** Throws what was found, if anything was. */
export function throwAll(problems: readonly JitmusError[]): void {
  const [first, ...others] = problems;
  if (first) throw others.length ? new JitmusErrors([first, ...others]) : first;
}
