import type { Idps, Person, PersonaSpec, PersonChange, Vendor } from '../mock-idps/index.ts';
import type { PersonaEntry } from './scenario.ts';

/** The made-up people of one case: nobody else has ever used them. */
export class Cast {
  readonly #people = new Map<string, Person>();
  /** What somebody was before each change, by name. */
  readonly #earlier = new Map<string, Person[]>();
  readonly #idps: Idps;

  /** `key` names the case; `domain` is that of ordinary addresses. */
  constructor(idps: Idps, vendor: Vendor, key: string, people: ReadonlyMap<string, PersonaEntry>, domain: string) {
    this.#idps = idps;
    for (const [name, entry] of people) this.#people.set(name, make(idps, vendor, key, name, entry, people, domain));
  }

  get(name: string): Person {
    const person = this.#people.get(name);
    if (!person) throw new Error(`There is no ${name} in this case.`);
    return person;
  }

  /** From now on the person is as after these changes at the IdP. */
  change(name: string, what: readonly PersonChange[]): void {
    if (what.length === 0) return;
    const before = this.get(name);
    this.#earlier.set(name, [...this.earlier(name), before]);
    this.#people.set(name, this.#idps.change(before, what));
  }

  /** What the person was before each of the changes. */
  earlier(name: string): readonly Person[] {
    return this.#earlier.get(name) ?? [];
  }
}

function make(
  idps: Idps,
  vendor: Vendor,
  key: string,
  name: string,
  entry: PersonaEntry,
  people: ReadonlyMap<string, PersonaEntry>,
  domain: string,
): Person {
  const model = entry.lookalikeOf === null ? undefined : people.get(entry.lookalikeOf);
  if (entry.lookalikeOf === null || !model) return idps.person(vendor, specOf(entry.spec, domain), `${key}/${name}`);
  return idps.person(vendor, { ...specOf(model.spec, domain), domainSuffix: LOOKALIKE }, `${key}/${entry.lookalikeOf}`);
}

/** Ending that makes a look-alike's address out of another's. */
export const LOOKALIKE = '.evil.test';

/** `{domain}` in a persona's domain stands for the ordinary one. */
function specOf(spec: PersonaSpec, domain: string): PersonaSpec {
  return { ...spec, domain: spec.domain?.replaceAll('{domain}', domain) ?? domain };
}
