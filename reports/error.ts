/** Why a report could not be read or written. */
export type ReportErrorCode =
  'REPORT_UNREADABLE' | 'REPORT_NOT_JSON' | 'REPORT_VERSION' | 'REPORT_INVALID' | 'REPORT_PAGE_MISSING';

/** A report that cannot be read or written. The message says what was wrong and what to do. */
export class ReportError extends Error {
  readonly code: ReportErrorCode;
  /** File, with line and column or JSON Pointer where known. */
  readonly at: string;

  constructor(code: ReportErrorCode, at: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReportError';
    this.code = code;
    this.at = at;
  }
}
