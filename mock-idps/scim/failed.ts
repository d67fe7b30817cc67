import type { Failure } from './outcome.ts';

/** A call came to nothing. Caught within the engine: acts tell it as an outcome. */
export class Failed extends Error {
  readonly failure: Failure;
  /** Of the connection at large, not of one object: a rejected token, or no list where one is due. */
  readonly isFatal: boolean;
  /** Milliseconds for which the application asked not to be called; null: it did not. */
  readonly after: number | null;

  constructor(failure: Failure, { isFatal = false, after = null }: { isFatal?: boolean; after?: number | null } = {}) {
    super(failure.says);
    this.failure = failure;
    this.isFatal = isFatal;
    this.after = after;
  }

  /** It is certain that the application changed nothing. */
  get isRefusal(): boolean {
    const { status } = this.failure;
    return status !== null && status >= 300 && status < 500;
  }
}

/** @throws whatever is no failure of a call */
export function failureIn(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  throw error;
}
