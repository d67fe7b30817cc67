import { CONSONANTS, type Choices } from '../choices.ts';
import type { PersonaSpec } from './person.ts';

/** None of these words is, or holds, a given name or surname: what is found in an account can then be told apart. */
export const MANNERS = [
  'quiet',
  'brisk',
  'zesty',
  'eager',
  'gentle',
  'humble',
  'keen',
  'nimble',
  'rapid',
  'tidy',
  'upbeat',
  'vivid',
];
export const ANIMALS = [
  'otter',
  'gecko',
  'okapi',
  'ibex',
  'tapir',
  'puffin',
  'lemur',
  'possum',
  'badger',
  'weasel',
  'squid',
  'yak',
];

/** Where a guest is at home, as the guest's UPN says. */
const GUEST_HOME = 'partner.example';

/** `quiet-otter.bcdfghjk.0123456789ab`: letters of its own and the run's nonce, never a part of the person's name. */
export function localPart(choices: Choices, nonce: string): string {
  return localPartOf(choices.pick(MANNERS), choices.pick(ANIMALS), choices.text(CONSONANTS, 8), nonce);
}

export const localPartOf = (manner: string, animal: string, letters: string, nonce: string): string =>
  `${manner}-${animal}.${letters}.${nonce}`;

/** The address of a persona whose mailbox that is; null when the directory holds none. */
export function emailOf(local: string, persona: PersonaSpec): string | null {
  const domain = persona.domain ?? 'corp.test';
  const suffix = persona.domainSuffix ?? '';
  switch (persona.email ?? 'plain') {
    case 'plain':
      return `${local}@${domain}${suffix}`;
    case 'plus-address':
      return `${local}+tag@${domain}${suffix}`;
    case 'apostrophe':
      return `o'${local}@${domain}${suffix}`;
    case 'non-ascii':
      return `öçþ-ж.${local}@${domain}${suffix}`;
    case 'mixed-case':
      return withCapitals(`${local}@${domain}${suffix}`);
    case 'missing':
      return null;
  }
}

/** The same address in other letters: with capitals, or without where it had any. The nonce stays as it is. */
export function otherCase(email: string): string {
  return email === email.toLowerCase() ? withCapitals(email) : email.toLowerCase();
}

const withCapitals = (email: string) =>
  email.replace(/(?<![a-z0-9])[a-z](?![0-9a-f]{11}(?![a-z0-9]))/g, (first) => first.toUpperCase());

/**
 * The name a person signs in with at the IdP.
 * @param login an address-like name that differs from the email, used where the persona asks for one
 * @param tenantDomain the tenant's first domain, where guests and different names live
 */
export function upnOf(email: string | null, login: string, persona: PersonaSpec, tenantDomain: string): string {
  if (persona.kind === 'guest') return `${login}_${GUEST_HOME}#EXT#@${tenantDomain}`;
  switch (persona.upn ?? 'same') {
    case 'same':
      return email ?? `${login}@${tenantDomain}`;
    case 'different':
      return `${login}@${tenantDomain}`;
    case 'other-name':
      return `${login}@${persona.domain ?? 'corp.test'}${persona.domainSuffix ?? ''}`;
    case 'no-address':
      return login;
  }
}
