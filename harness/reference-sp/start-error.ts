/** What keeps the service from starting. */
export type StartErrorCode =
  'SP_UNKNOWN_DEFECT' | 'SP_OPTION_INVALID' | 'SP_PORT_IN_USE' | 'SP_CANNOT_LISTEN' | 'SP_DATABASE_UNUSABLE';

/** Says what was wrong, names the value, and says what to do. */
export class StartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}
