import { chosen, ENTERPRISE, type UserFields } from '../dialect.ts';
import type { ProvisioningSettings } from '../provisioning.ts';
import { externalId } from './entra-switches.ts';

/** Path → what the directory holds: the default mappings of a custom application (E-DEV, vendor-doc, 2026-11-29). */
export const mappings: Readonly<Record<string, (user: UserFields, settings: ProvisioningSettings) => string | null>> = {
  userName: (user) => user.userName,
  displayName: (user) => user.displayName,
  'emails[type eq "work"].value': (user) => user.email,
  'name.givenName': (user) => user.givenName,
  'name.familyName': (user) => user.familyName,
  title: (user) => user.title,
  externalId: (user, settings) => externalIdOf(user, settings),
  'phoneNumbers[type eq "work"].value': (user) => user.phone,
  'phoneNumbers[type eq "mobile"].value': (user) => user.mobile,
  'phoneNumbers[type eq "fax"].value': (user) => user.fax,
  'addresses[type eq "work"].streetAddress': (user) => user.street,
  'addresses[type eq "work"].postalCode': (user) => user.postalCode,
  'addresses[type eq "other"].formatted': (user) => user.office,
  [`${ENTERPRISE}:department`]: (user) => user.department,
  [`${ENTERPRISE}:employeeNumber`]: (user) => user.employeeNumber,
};

/** Attributes that an administrator may match by. */
export const matchings: Readonly<Record<'userName' | 'externalId' | 'email', string>> = {
  userName: 'userName',
  externalId: 'externalId',
  email: 'emails[type eq "work"].value',
};

const externalIdOf = ({ nickname, directoryId }: UserFields, settings: ProvisioningSettings): string =>
  chosen(settings, externalId) === 'object-id' ? directoryId : nickname;
