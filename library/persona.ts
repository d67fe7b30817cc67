import type { Person, PersonaSpec } from '../mock-idps/index.ts';
import { personas, type Personas } from './personas.gen.ts';

export { personas, type Personas };

/** Name of a kind of person that comes with jitmus. */
export type PersonaName = keyof Personas;

/** A kind of made-up person. Everything about them follows from the seed; nothing here is a vendor's attribute name. */
export interface Persona extends Omit<PersonaSpec, 'domainSuffix'> {
  /** One sentence for people. */
  says?: string;
}

/** Who signs in: a kind of person, by name or described, of which somebody new is made; or somebody who was made before. */
export type Who = PersonaName | Persona | Person;

export const isPerson = (who: Who): who is Person => typeof who === 'object' && 'key' in who;

/** `{domain}` in a persona's domain stands for the ordinary one. */
export function specOf(who: PersonaName | Persona, domain: string): PersonaSpec {
  const { says: _, ...spec }: Persona = typeof who === 'string' ? personaNamed(who) : who;
  return { ...spec, domain: spec.domain?.replaceAll('{domain}', domain) ?? domain };
}

function personaNamed(name: PersonaName): Persona {
  if (Object.hasOwn(personas, name)) return personas[name];
  throw new TypeError(`There is no persona "${name}". There are: ${Object.keys(personas).join(', ')}.`);
}
