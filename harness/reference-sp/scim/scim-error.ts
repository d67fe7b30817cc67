/** Table 9 of RFC 7644 §3.12, as far as this service speaks it. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness';

/** What a client is told instead of a result. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | null;

  /** Without a type: the status says it all. */
  constructor(status: number, detail: string, scimType: ScimType | null = null, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
}

/** 400 with its type. */
export const badRequest = (scimType: ScimType, detail: string, options?: ErrorOptions): ScimError =>
  new ScimError(400, detail, scimType, options);

export const errorBody = ({ status, scimType, message }: ScimError): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  ...(scimType && { scimType }),
  detail: message,
});
