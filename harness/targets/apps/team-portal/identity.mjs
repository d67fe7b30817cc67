import { domainOf, emailOf } from './email.mjs';
import { demand } from './refusal.mjs';
import { subjectHash } from './secrets.mjs';

const EMAIL_FORMATS = [
  null,
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
];
const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';
const GROUPS_LINK = 'http://schemas.microsoft.com/claims/groups.link';

/**
 * What this application keeps of an assertion: `{ email, subject, groups, groupsLink }`. The address is the NameID and
 * nothing else. Only Entra ID tells of a lasting subject and of groups. Throws a refusal.
 */
export function identityFrom({ nameId, format, attributes }, method) {
  const email = EMAIL_FORMATS.includes(format) ? emailOf(nameId) : null;
  demand(email, 'Your identity provider sent no usable email address.', `${format} ${nameId}`);
  demand(method.domains.includes(domainOf(email)), `${domainOf(email)} is not an approved domain of this sign-in.`);
  if (method.idpType !== 'entra') return { email, subject: null, groups: [], groupsLink: null };

  const valuesOf = (name) => attributes.filter(([key]) => key === name).flatMap(([, values]) => values);
  const [objectId, ...more] = new Set(valuesOf(OBJECT_ID));
  demand(more.length === 0, 'Your identity provider sent more than one object ID.');
  const subject = objectId ? { methodId: method.id, keyedHash: subjectHash(method.id, objectId) } : null;
  return { email, subject, groups: valuesOf(GROUPS).filter(Boolean), groupsLink: valuesOf(GROUPS_LINK)[0] ?? null };
}
