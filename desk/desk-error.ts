import { JitmusError } from '../harness/errors.ts';

/** What the desk does not do, with the HTTP status of the answer. */
export class DeskError extends JitmusError {
  readonly status: number;
  /** Words that were probably meant. */
  readonly suggestions: readonly string[];

  constructor(
    code: string,
    message: string,
    more: { status: number; at?: string; hint?: string; suggestions?: readonly string[] },
  ) {
    super(code, message, more);
    this.status = more.status;
    this.suggestions = more.suggestions ?? [];
  }
}
