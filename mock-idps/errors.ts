/** Stable codes of what callers of the mock IdPs may do wrong. */
export type MockIdpErrorCode =
  | 'FAULT_UNKNOWN'
  | 'FAULT_INVALID'
  | 'FAULT_OPTION_UNKNOWN'
  | 'FAULT_OPTION_INVALID'
  | 'FAULT_NEEDS_VICTIM'
  | 'FAULT_NEEDS_OTHER_APP'
  | 'FAULT_DOES_NOT_FIT'
  | 'SWITCH_UNKNOWN'
  | 'SWITCH_FORM_UNKNOWN'
  | 'SHAPE_NOT_OFFERED'
  | 'SERVICE_PROVIDER_MISSING'
  | 'NAMEID_EMPTY'
  | 'XML_CHARACTER';

/** What was wrong and what to do about it, with a code that does not change. */
export class MockIdpError extends Error {
  override readonly name = 'MockIdpError';
  readonly code: MockIdpErrorCode;

  constructor(code: MockIdpErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
