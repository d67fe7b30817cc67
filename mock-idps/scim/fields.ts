import type { Person } from '../directory/person.ts';
import type { UserFields } from './dialect.ts';
import type { PersonAttributes, ProvisioningVendor } from './provisioning.ts';

/** What a person brings along with every act. */
export const fieldsOf = (person: Person, vendor: ProvisioningVendor): Partial<UserFields> => ({
  directoryId: person.id,
  userName: userNameOf(person, vendor),
  displayName: person.displayName,
  givenName: person.givenName,
  familyName: person.surname,
  email: person.email,
  phone: person.phone,
  department: person.department,
  title: person.jobTitle,
});

/** Somebody whom the directory sees for the first time. */
export const firstFields = (person: Person, vendor: ProvisioningVendor): UserFields => ({
  ...(fieldsOf(person, vendor) as UserFields),
  nickname: person.upn.split('@')[0] ?? person.upn,
  mobile: null,
  fax: null,
  street: null,
  postalCode: null,
  office: null,
  employeeNumber: null,
  active: true,
});

/** What an act changes of the fields. */
export function given({ surname, jobTitle, manager: _, ...same }: PersonAttributes): Partial<UserFields> {
  return {
    ...same,
    ...(surname !== undefined && { familyName: surname }),
    ...(jobTitle !== undefined && { title: jobTitle }),
  };
}

function userNameOf({ username, email, upn }: Person, vendor: ProvisioningVendor): string {
  if (vendor === 'okta') return username;
  if (vendor === 'google') return email ?? username;
  return withoutTenant(upn);
}

/** A guest's `ada_partner.example#EXT#@corp.test` is `ada@partner.example` where userPrincipalName is mapped (E-HOW, vendor-doc, 2026-11-29). */
function withoutTenant(upn: string): string {
  const [home, tenant] = upn.split('#EXT#@');
  if (tenant === undefined || home === undefined) return upn;
  const at = home.lastIndexOf('_');
  return at < 0 ? home : `${home.slice(0, at)}@${home.slice(at + 1)}`;
}
