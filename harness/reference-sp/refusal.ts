/** Everything a person or a program can be refused for: HTTP status and plain sentence. The codes are stable. */
const REFUSALS = {
  // Who may come in
  'not-verified': [
    403,
    'This sign-in method is not verified yet. It opens as soon as the validation team has verified it.',
  ],
  'method-rejected': [403, 'This sign-in method was rejected by the validation team.'],
  'method-disabled': [403, 'This sign-in method is disabled at the moment. An owner of the team can enable it.'],
  'no-account': [403, 'There is no account with your address. Ask an owner for the JIT login URL of your team.'],
  'account-disabled': [403, 'Your account is disabled. Ask an owner of the team.'],
  'account-exists': [403, 'There is an account with your address already.'],
  'other-subject': [
    403,
    'This address belongs to another subject at your identity provider. Ask an owner of the team.',
  ],
  'needs-email': [403, 'Your identity provider did not send a usable email address as NameID.'],
  'name-id-format': [403, 'The NameID is not in a format that can carry an email address.'],
  'domain-not-approved': [403, 'The domain of your address is not approved for this sign-in method.'],
  'groups-missing': [403, 'Your identity provider did not send your groups.'],
  'browser-mismatch': [403, 'This sign-in was started in another browser. Start again in this one.'],
  'ticket-unknown': [403, 'This sign-in has ended or was used already. Start again.'],

  // The way the message came
  'content-type': [415, 'The assertion consumer service takes application/x-www-form-urlencoded alone.'],
  'too-large': [413, 'The request is larger than this service takes.'],
  'response-missing': [400, 'There is no SAMLResponse parameter, or more than one.'],
  'malformed-request': [400, 'The request cannot be read.'],
  'malformed-message': [400, 'The SAML response cannot be read.'],
  doctype: [400, 'The SAML response has a document type declaration.'],
  comment: [400, 'The SAML response has a comment, a CDATA section or a processing instruction.'],

  // What the message is
  'idp-answered-error': [403, 'Your identity provider answered that it could not sign you in.'],
  structure: [403, 'The SAML response does not have the structure of a sign-in.'],
  'assertion-count': [403, 'The SAML response does not hold exactly one assertion.'],
  encrypted: [403, 'The assertion is encrypted, and this sign-in method has no key for that.'],
  decryption: [403, 'The assertion cannot be decrypted with the key of this service.'],
  'signature-missing': [403, 'Neither the response nor the assertion is signed.'],
  'signature-structure': [403, 'A signature stands where none belongs, or is not built as SAML demands.'],
  'signature-algorithm': [403, 'The signature uses an algorithm that is not trusted.'],
  'signature-invalid': [403, 'The signature does not hold for this message and the keys of this sign-in method.'],
  'malformed-time': [403, 'A time in the SAML response is not written in UTC as SAML demands.'],
  issuer: [403, 'The message was issued by somebody else than the identity provider of this sign-in method.'],
  destination: [403, 'The response was sent to another address than ours.'],
  expired: [403, 'The assertion has expired.'],
  'not-yet-valid': [403, 'The assertion is not valid yet.'],
  audience: [403, 'The assertion was made for another service provider.'],
  'condition-unknown': [403, 'The assertion depends on a condition that this service does not know.'],
  'subject-confirmation': [403, 'The assertion has no usable bearer confirmation.'],
  recipient: [403, 'The assertion was made for another recipient.'],
  'in-response-to': [403, 'The response does not say clearly which request it answers.'],
  'request-unknown': [403, 'The response answers a request that we did not make, or made too long ago.'],
  'request-used': [403, 'The request was answered already.'],
  unsolicited: [403, 'This sign-in method takes no sign-in that starts at the identity provider. Start here.'],
  replayed: [403, 'The assertion was used before.'],

  // Single logout
  'logout-missing': [400, 'There is no SAMLRequest or SAMLResponse, or more than one.'],
  'logout-structure': [403, 'The message does not have the structure of a single logout.'],
  'logout-unsigned': [403, 'The logout request is not signed.'],
  'logout-signature': [403, 'The signature does not hold for this message and the keys of this sign-in method.'],
  'logout-issuer': [403, 'The logout request was issued by somebody else than the identity provider of this method.'],
  'logout-destination': [403, 'The logout request was made for another address than ours.'],
  'logout-expired': [403, 'The logout request has expired.'],
  'logout-replayed': [403, 'The logout request was obeyed before.'],
  'logout-unknown': [403, 'The answer is to no logout request of ours.'],
  'logout-token': [400, 'The logout token is not valid.'],
  'logout-frame': [400, 'The address names no session.'],

  // OpenID Connect
  'callback-structure': [400, 'The answer of the identity provider has a parameter more than once.'],
  'state-unknown': [403, 'This sign-in was not asked for here, is over, or was answered already. Start again.'],
  'code-refused': [403, 'The answer of the identity provider cannot be redeemed.'],
  'id-token': [403, 'The ID token is not one of a sign-in here.'],
  'email-not-verified': [403, 'Your identity provider says that it has not verified your email address.'],
  'hosted-domain': [403, 'Your account is none of an organisation that is approved for this sign-in method.'],

  // Pages and the admin API
  'other-protocol': [404, 'This sign-in method does not speak that protocol.'],
  'not-found': [404, 'There is nothing at this address.'],
  'method-unknown': [404, 'There is no such sign-in method.'],
  'token-unknown': [404, 'There is no such token, or it was revoked.'],
  'account-unknown': [404, 'There is no such account.'],
  unauthorized: [401, 'Send the bearer token of the owner or of the validation team.'],
  forbidden: [403, 'This is for somebody else to do.'],
  'pass-phrase': [403, 'This is not the pass phrase of that role.'],
  'form-expired': [403, 'This form was not made for you, or is too old. Open the page again.'],
  'invalid-field': [422, 'A value is not usable.'],
  'jit-not-offered': [422, 'JIT provisioning is offered for Entra ID, Google Workspace and Okta alone.'],
  'jit-needs-support': [
    409,
    'JIT provisioning is chosen when a method is created. To switch it on for this one, contact support.',
  ],
  'domains-need-support': [409, 'The domains of a method that has been judged are changed by support alone.'],
  'wrong-state': [409, 'This cannot be done in the present state of the method.'],
  'account-taken': [409, 'There is an account with this address already.'],
  metadata: [422, 'The metadata of the identity provider cannot be used.'],
  discovery: [422, 'The discovery document of the issuer cannot be used.'],
  'metadata-fetch': [422, 'The metadata of the identity provider could not be fetched.'],
} as const satisfies Record<string, readonly [status: number, says: string]>;

export type RefusalCode = keyof typeof REFUSALS;

export const refusalCodes = Object.keys(REFUSALS) as RefusalCode[];

/** A refusal with a stable code, the status to answer with and a sentence for people. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;

  /** `detail` follows the sentence of the code and names the value that was wrong. */
  constructor(code: RefusalCode, detail?: string, options?: ErrorOptions) {
    const [status, says] = REFUSALS[code];
    super(detail ? `${says} ${detail}` : says, options);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
  }
}
