import type { Faker } from '@faker-js/faker';
import type { Vendor } from '../app.ts';
import { Choices } from '../choices.ts';
import { emailOf, localPart, upnOf } from './address.ts';
import { change } from './change.ts';
import { groupCount, groupsOf } from './groups.ts';
import { formed, nameOf, type FullName } from './names.ts';
import { Numbering, type Found } from './numbering.ts';
import { groupId, personId } from './object-id.ts';
import type { Group, Person, PersonaSpec, PersonChange } from './person.ts';
import { jobTitleOf, profileOf } from './work.ts';

/** People as functions: nobody is stored, and asking again gives the same person. */
export interface Directory {
  /** The address follows from the key alone, so that the persona may add a `domainSuffix` to it; everything else follows from both. */
  person(vendor: Vendor, persona: PersonaSpec, key: string, tenant?: string): Person;
  change(person: Person, what: readonly PersonChange[]): Person;
  /** People number `from` to `from + count - 1` of a tenant that has no end. */
  people(vendor: Vendor, tenant: string, page: { from: number; count: number }): Person[];
  /** The person of that number, with what a persona asks for laid over what the directory has of them. */
  numbered(vendor: Vendor, tenant: string, number: number, persona?: PersonaSpec): Person;
  /** Numbers of the people who match, see `Numbering`. */
  find(vendor: Vendor, tenant: string, text: string, within: { from: number; limit: number; among: number }): Found;
  /** A group that somebody named, the same for the same key. */
  group(vendor: Vendor, tenant: string, key: string, name: string): Group;
}

export const DEFAULT_TENANT = 'corp';

/** Of people for whom nothing else is asked. */
const ORDINARY_DOMAIN = 'corp.test';

/** The tenant's first domain, where accounts without an own domain live. */
export const tenantDomain = (tenant: string) => `${tenant}.onmicrosoft.test`;

/** Loads the names, which takes some tens of milliseconds. */
export async function openDirectory({ seed, nonce }: { seed: number; nonce: string }): Promise<Directory> {
  const { faker } = await import('@faker-js/faker/locale/en');
  const world = { faker, seed, nonce };
  const numberings = new Map<string, Numbering>();
  const numberingOf = (vendor: Vendor, tenant: string) => {
    const key = `${vendor} ${tenant}`;
    const found = numberings.get(key) ?? new Numbering(faker, seed, nonce, ORDINARY_DOMAIN, vendor, tenant);
    numberings.set(key, found);
    return found;
  };
  const numbered: Directory['numbered'] = (vendor, tenant, number, persona) => {
    const numbering = numberingOf(vendor, tenant);
    const own = { name: numbering.nameOf(number), local: numbering.localPart(number, nonce) };
    return person(world, vendor, { groups: number % 4, ...persona }, `person-${number}`, tenant, own);
  };
  return {
    person: (vendor, persona, key, tenant = DEFAULT_TENANT) => person(world, vendor, persona, key, tenant),
    change: (somebody, what) => change(world, somebody, what),
    people: (vendor, tenant, { from, count }) =>
      Array.from({ length: count }, (_, index) => numbered(vendor, tenant, from + index)),
    numbered,
    find: (vendor, tenant, text, within) => numberingOf(vendor, tenant).find(text, within),
    group: (vendor, tenant, key, name) => ({
      id: groupId[vendor](new Choices('named group', seed, vendor, tenant, key), nonce),
      name,
    }),
  };
}

/** What all people of a run depend on. */
export interface World {
  faker: Faker;
  seed: number;
  nonce: string;
}

/** What the number of a person decides. */
interface Own {
  readonly name: FullName;
  readonly local: string;
}

function person(world: World, vendor: Vendor, persona: PersonaSpec, key: string, tenant: string, own?: Own): Person {
  const { seed, nonce } = world;
  // Who differs in the suffix alone has the same mailbox name but is somebody else.
  // The nonce decides nothing: it stands in addresses and ids, so that the same seed gives the same people in every run.
  const who = [seed, vendor, tenant, key, persona.domainSuffix ?? ''] as const;
  const about = (what: string) => new Choices(what, ...who);

  const local = own?.local ?? localPart(new Choices('address', seed, vendor, tenant, key), nonce);
  const email = emailOf(local, persona);
  const upn = upnOf(email, localPart(about('login'), nonce), persona, tenantDomain(tenant));
  const naming = about('name');
  const { givenName, surname } = formed(own?.name ?? nameOf(world.faker, naming), naming, persona.name);
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
