import type { Person } from '../../mock-idps/index.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

type Json = Record<string, unknown>;

/** What the person is called in SCIM. */
export const userNameOf = ({ email, upn }: Person): string => email ?? upn;

/** A person as a user of the core and enterprise schema (RFC 7643 §4.1, §4.3), with what their directory holds. */
export function userBody(person: Person): Json {
  const { givenName, surname, displayName, email, phone, department, jobTitle, id } = person;
  return {
    schemas: [USER, ENTERPRISE_USER],
    externalId: id,
    userName: userNameOf(person),
    name: { givenName, familyName: surname, formatted: displayName },
    displayName,
    title: jobTitle,
    active: true,
    ...(email !== null && { emails: [{ value: email, type: 'work', primary: true }] }),
    ...(phone !== null && { phoneNumbers: [{ value: phone, type: 'work' }] }),
    ...(department !== null && { [ENTERPRISE_USER]: { department } }),
  };
}
