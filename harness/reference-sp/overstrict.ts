import type { Message } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { Refusal, type RefusalCode } from './refusal.ts';

const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const HOME = 'http://schemas.microsoft.com/identity/claims/identityprovider';
const MAIL = ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'email'];
/** A default of two hours has locked people out of several products. */
const MAX_SESSION_AGE_MS = 2 * 60 * 60_000;
const LONGEST_VALUE = 255;

/** What products demand although neither SAML nor the identity provider promises it: the defect, and the demand. */
const DEMANDS: Partial<Record<DefectId, readonly [(message: Message) => boolean, RefusalCode]>> = {
  'signed-response-required': [({ signed }) => signed.response, 'signature-missing'],
  'signed-assertion-required': [({ signed }) => signed.assertion, 'signature-missing'],
  'response-issuer-required': [({ response }) => response.issuer !== null, 'issuer'],
  'email-format-required': [({ assertion }) => assertion.nameId?.format === EMAIL_ADDRESS, 'name-id-format'],
  'mail-attribute-required': [
    ({ assertion }) => MAIL.some((name) => assertion.attributes.get(name)?.length),
    'needs-email',
  ],
  'foreign-home-refused': [
    ({ assertion }) => (assertion.attributes.get(HOME)?.[0] ?? assertion.issuer) === assertion.issuer,
    'issuer',
  ],
  'old-idp-session-refused': [
    ({ assertion, now }) => (assertion.authnInstant ?? now) > now - MAX_SESSION_AGE_MS,
    'expired',
  ],
  'long-value-refused': [
    ({ assertion }) => [...assertion.attributes.values()].flat().every((value) => value.length <= LONGEST_VALUE),
    'structure',
  ],
};

/** @throws Refusal of a product that is stricter than it may be */
export function demandTooMuch(message: Message, defects: Defects): void {
  for (const defect of defects) {
    const [isMet, code] = DEMANDS[defect] ?? [];
    if (isMet && code && !isMet(message)) throw new Refusal(code);
  }
}
