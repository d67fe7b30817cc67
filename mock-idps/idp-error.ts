/** What can be wrong with how the mock identity providers are asked to run. Requests from the network never end in one of these. */
export type IdpErrorCode =
  | 'IDPS_PORT_IN_USE'
  | 'IDPS_OPTION_INVALID'
  | 'IDPS_UNKNOWN_DEFECT'
  | 'APP_SETTINGS_INVALID'
  | 'APP_KEY_DIFFERS'
  | 'APP_FOREIGN'
  | 'FAULT_UNKNOWN'
  | 'FAULT_INVALID'
  | 'FAULT_OPTION_UNKNOWN'
  | 'FAULT_OPTION_INVALID'
  | 'FAULT_NEEDS_VICTIM'
  | 'FAULT_NEEDS_OTHER_APP'
  | 'FAULT_NEEDS_EARLIER'
  | 'FAULT_DOES_NOT_FIT'
  | 'FAULT_NOT_FOR_OTHER'
  | 'FAULT_OTHER_PROTOCOL'
  | 'SHAPE_NOT_OFFERED'
  | 'SERVICE_PROVIDER_MISSING'
  | 'RELYING_PARTY_MISSING'
  | 'NAMEID_EMPTY'
  | 'SWITCH_UNKNOWN'
  | 'SWITCH_FORM_UNKNOWN'
  | 'XML_CHARACTER'
  | 'KEY_FILE_BROKEN'
  | 'KEY_FILE_EXPIRED'
  | 'KEY_FOLDER_UNUSABLE'
  | 'SCIM_BASE_URL_INVALID'
  | 'SCIM_TOKEN_INVALID'
  | 'SCIM_OPTION_INVALID';

/** Says what was wrong, names the value, and says what to do. */
export class IdpError extends Error {
  readonly code: IdpErrorCode;

  constructor(code: IdpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'IdpError';
    this.code = code;
  }
}
