import type { Faker } from '@faker-js/faker';
import type { Vendor } from '../app.ts';
import { Choices } from '../choices.ts';
import { emailOf, localPart, upnOf } from './address.ts';
import { change } from './change.ts';
import { groupCount, groupsOf } from './groups.ts';
import { nameOf } from './names.ts';
import { personId } from './object-id.ts';
import type { Person, PersonaSpec, PersonChange } from './person.ts';
import { jobTitleOf, profileOf } from './work.ts';

/** People as functions: nobody is stored, and asking again gives the same person. */
export interface Directory {
  /** The address follows from the key alone, so that the persona may add a `domainSuffix` to it; everything else follows from both. */
  person(vendor: Vendor, persona: PersonaSpec, key: string, tenant?: string): Person;
  change(person: Person, what: readonly PersonChange[]): Person;
  /** People number `from` to `from + count - 1` of a tenant that has no end. */
  people(vendor: Vendor, tenant: string, page: { from: number; count: number }): Person[];
}

export const DEFAULT_TENANT = 'corp';

/** The tenant's first domain, where accounts without an own domain live. */
export const tenantDomain = (tenant: string) => `${tenant}.onmicrosoft.test`;

/** Loads the names, which takes some tens of milliseconds. */
export async function openDirectory({ seed, nonce }: { seed: number; nonce: string }): Promise<Directory> {
  const { faker } = await import('@faker-js/faker/locale/en');
  const world = { faker, seed, nonce };
  return {
    person: (vendor, persona, key, tenant = DEFAULT_TENANT) => person(world, vendor, persona, key, tenant),
    change: (somebody, what) => change(world, somebody, what),
    people: (vendor, tenant, { from, count }) =>
      Array.from({ length: count }, (_, index) => {
        const number = from + index;
        return person(world, vendor, { groups: number % 4 }, `person-${number}`, tenant);
      }),
  };
}

/** What all people of a run depend on. */
export interface World {
  faker: Faker;
  seed: number;
  nonce: string;
}

function person(world: World, vendor: Vendor, persona: PersonaSpec, key: string, tenant: string): Person {
  const { seed, nonce } = world;
  // Who differs in the suffix alone has the same mailbox name but is somebody else.
  // The nonce decides nothing: it stands in addresses and ids, so that the same seed gives the same people in every run.
  const who = [seed, vendor, tenant, key, persona.domainSuffix ?? ''] as const;
  const about = (what: string) => new Choices(what, ...who);

  const email = emailOf(localPart(new Choices('address', seed, vendor, tenant, key), nonce), persona);
  const upn = upnOf(email, localPart(about('login'), nonce), persona, tenantDomain(tenant));
  const { givenName, surname } = nameOf(world.faker, about('name'), persona.name);
  return {
    key,
    kind: persona.kind ?? 'member',
    givenName,
    surname,
    displayName: `${givenName} ${surname}`,
    email,
    upn,
    username: upn,
    id: personId[vendor](about('id'), nonce),
    ...profileOf(persona.profile, about('phone'), about('department')),
    jobTitle: jobTitleOf(about('job title')),
    groups: groupsOf(vendor, groupCount(persona.groups), persona.groupNames, nonce, ...who.map(String)),
    assigned: persona.assigned ?? true,
  };
}
