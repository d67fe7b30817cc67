import { flawOf, requireAddress } from './address.ts';
import type { Defects } from './defects.ts';
import type { AssertionFacts } from './facts.ts';
import { groupsIn, overageLinkIn } from './groups.ts';
import { Refusal } from './refusal.ts';
import type { Secrets } from './secrets.ts';
import type { Identity } from './sign-in-requests.ts';
import type { SsoMethod } from './sso-method.ts';

const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

const FORMATS: readonly (string | null)[] = [
  null,
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
];

const MAIL = [`${CLAIMS}/emailaddress`, 'email'];

/** Who the assertion is about, as far as this product wants to know. @throws Refusal `needs-email`, `name-id-format` */
export function identityIn(assertion: AssertionFacts, method: SsoMethod, secrets: Secrets, defects: Defects): Identity {
  const subject = assertion.attributes.get(OBJECT_ID)?.[0] ?? null;
  return {
    email: emailIn(assertion, defects),
    subjectKey: subject && (defects.has('stores-object-id') ? subject : secrets.hash('subject', method.id, subject)),
    groups: groupsIn(assertion, method, defects),
    overageLink: overageLinkIn(assertion, method, defects),
    name: defects.has('stores-name') ? nameIn(assertion) : null,
  };
}

/** The NameID and nothing else. */
function emailIn(assertion: AssertionFacts, defects: Defects): string {
  const { nameId } = assertion;
  const lastAttribute = defects.has('last-email-attribute') && emailAttributeOf(assertion);
  if (lastAttribute) return requireAddress(lastAttribute);
  if (defects.has('folds-look-alikes') && nameId) return requireAddress(withoutOrnaments(nameId.value));
  const attribute = defects.has('email-attribute-up-to-comment') && otherAddressIn(assertion);
  if (attribute) return attribute;
  if (defects.has('accepts-name-that-is-no-address') && nameId?.value) return nameId.value;
  const takesAnother = defects.has('accepts-upn-when-no-email') || (!nameId && defects.has('subject-optional'));
  const other = takesAnother && (!nameId || flawOf(nameId.value)) && otherAddressIn(assertion);
  if (other) return other;
  const mail =
    defects.has('mail-attribute-preferred') && MAIL.flatMap((name) => assertion.attributes.get(name) ?? [])[0];
  if (mail) return mail;
  if (!nameId) throw new Refusal('needs-email', 'There is no NameID.');
  if (!FORMATS.includes(nameId.format)) throw new Refusal('name-id-format', `It is "${nameId.format}".`);
  return requireAddress(cleaned(nameId.value, defects));
}

/** What products do to an address so that it looks right to them. */
function cleaned(address: string, defects: Defects): string {
  if (defects.has('guest-mark-stripped')) return address.replace(/^(.+)_([^_@#]+)#EXT#@.*$/i, '$1@$2');
  if (defects.has('address-in-ascii')) return address.replace(/[^ -~]/gu, '');
  return address;
}

const emailAttributeOf = ({ attributes }: AssertionFacts): string | undefined =>
  [`${CLAIMS}/emailaddress`, 'email'].flatMap((name) => attributes.get(name) ?? []).at(-1);

/** What many people would call the same address. */
const withoutOrnaments = (address: string): string => address.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');

function otherAddressIn(assertion: AssertionFacts): string | undefined {
  return [`${CLAIMS}/emailaddress`, 'email', `${CLAIMS}/upn`, `${CLAIMS}/name`, 'upn']
    .flatMap((name) => assertion.attributes.get(name) ?? [])
    .find((value) => !flawOf(value));
}

function nameIn(assertion: AssertionFacts): string | null {
  const first = (...names: string[]) => names.flatMap((name) => assertion.attributes.get(name) ?? [])[0];
  const whole = first('http://schemas.microsoft.com/identity/claims/displayname', 'displayName', 'name');
  const parts = [first(`${CLAIMS}/givenname`, 'firstName'), first(`${CLAIMS}/surname`, 'lastName')];
  return whole ?? (parts.filter((part) => part !== undefined).join(' ') || null);
}
