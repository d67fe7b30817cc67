import { specOf, type Persona, type PersonaName } from '../library/persona.ts';
import { personas } from '../library/personas.gen.ts';
import { nearest } from '../harness/suggest.ts';
import { MAX_NUMBER, type Person, type PersonChange, type PersonaSpec, type Vendor } from '../mock-idps/index.ts';
import type {
  PeopleQuery,
  Person as Shown,
  PersonInput,
  PersonPage,
  PersonPatch,
  PersonSummary,
} from './api/api.gen.ts';
import { DeskError } from './desk-error.ts';
import { Shelf } from './shelf.ts';
import { DOMAIN, VENDORS, type World } from './world.ts';

/** What is kept of somebody: everything else follows from it. */
export interface Somebody {
  /** `entra.corp.17` for number 17 of the directory, `entra.corp.m1` for who was made by hand. */
  readonly id: string;
  readonly vendor: Vendor;
  readonly tenant: string;
  /** Null: made by hand, from `key`. */
  readonly number: number | null;
  readonly key: string;
  readonly persona: string | null;
  /** What is asked of them; of a number, beside what the directory has. */
  readonly spec: PersonaSpec;
  readonly changes: readonly PersonChange[];
}

/** As many as a search looks through; more are there by number. */
export const AMONG = 1_000_000;
const MOST_KEPT = 10_000;
const MOST_RECENT = 50;

/** People of all tenants: functions of seed and number, and those who were made or changed by hand. */
export class People {
  readonly #world: World;
  readonly #kept = new Shelf<Somebody>('person', MOST_KEPT);
  /** Whoever has many groups takes time to make. */
  readonly #recent = new Map<Somebody, Person>();
  #made = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Those who are not as the directory has them. */
  get kept(): readonly Somebody[] {
    return this.#kept.all;
  }

  /** `at`: where the id was given. @throws DeskError `NOT_FOUND` */
  get(id: string, at?: string): Somebody {
    return this.#kept.find(id) ?? numbered(id) ?? this.#kept.get(id, at);
  }

  /** @throws DeskError `PERSONA_UNKNOWN` */
  make({ vendor, tenant = 'corp', persona, spec, key }: PersonInput & { spec?: PersonaSpec }): Somebody {
    const same =
      key === undefined
        ? undefined
        : this.kept.find((one) => one.key === key && one.vendor === vendor && one.tenant === tenant);
    if (same) {
      const { spec: _, persona: __, ...stays } = same;
      return this.#kept.put({ ...stays, persona: persona ?? null, spec: specFrom(persona, spec) });
    }
    const n = this.#made + 1;
    const somebody = this.imagine({ vendor, tenant, key: key ?? `made by hand ${n}` }, { persona, spec });
    this.#made = n;
    return this.#kept.put({ ...somebody, id: `${vendor}.${tenant}.m${n}` });
  }

  /** Somebody of whom nothing is kept. @throws DeskError `PERSONA_UNKNOWN` */
  imagine(
    where: Pick<Somebody, 'vendor' | 'tenant' | 'key'>,
    { persona, spec }: { persona?: string | undefined; spec?: PersonaSpec | undefined },
  ): Somebody {
    return {
      ...where,
      id: `${where.vendor}.${where.tenant}.nobody`,
      number: null,
      persona: persona ?? null,
      spec: specFrom(persona, spec),
      changes: [],
    };
  }

  /** Whoever has the same mailbox at a longer domain, so that the address begins with the other's. */
  lookalikeOf(somebody: Somebody): Somebody {
    const { vendor, tenant, spec } = somebody;
    const id = `${vendor}.${tenant}.m${++this.#made}`;
    return this.#kept.put({
      ...somebody,
      id,
      persona: null,
      spec: { ...spec, domainSuffix: '.evil.test' },
      changes: [],
    });
  }

  change(id: string, { spec = {}, changes = [] }: PersonPatch): Somebody {
    const before = this.get(id);
    return this.#kept.put({ ...before, spec: { ...before.spec, ...spec }, changes: [...before.changes, ...changes] });
  }

  /** The person as the directory has them now. */
  person(somebody: Somebody): Person {
    const known = this.#recent.get(somebody);
    if (known) return known;
    const person = this.#make(somebody);
    this.#recent.set(somebody, person);
    if (this.#recent.size > MOST_RECENT) {
      const [oldest] = this.#recent.keys();
      if (oldest) this.#recent.delete(oldest);
    }
    return person;
  }

  #make({ vendor, tenant, number, key, spec, changes }: Somebody): Person {
    const { idps } = this.#world;
    const person =
      number === null
        ? idps.person(vendor, { ...spec, domain: spec.domain ?? DOMAIN }, key, { tenant })
        : idps.directory.numbered(vendor, tenant, number, spec);
    return changes.length > 0 ? idps.change(person, changes) : person;
  }

  page({ vendor, tenant = 'corp', search = '', from = 0, limit = 20 }: PeopleQuery): PersonPage {
    const wanted = search.trim();
    const { numbers, matches } =
      wanted === ''
        ? { numbers: Array.from({ length: limit }, (_, index) => from + index), matches: AMONG }
        : this.#world.idps.directory.find(vendor, tenant, wanted, { from, limit: limit + 1, among: AMONG });
    const shown = numbers.filter((number) => number <= MAX_NUMBER).slice(0, limit);
    const next = wanted === '' ? from + limit : (numbers[limit] ?? null);
    return {
      people: shown.map((number) => this.summary(this.get(`${vendor}.${tenant}.${number}`))),
      made: from === 0 ? this.#matching(vendor, tenant, wanted) : [],
      matches,
      among: AMONG,
      next: next !== null && next <= MAX_NUMBER ? next : null,
    };
  }

  summary(somebody: Somebody): PersonSummary {
    const { id, vendor, tenant, number, persona } = somebody;
    const { displayName, email, upn, groups, assigned } = this.person(somebody);
    return { id, vendor, tenant, number, persona, displayName, email, upn, groupCount: groups.length, assigned };
  }

  shown(somebody: Somebody): Shown {
    const { id: directoryId, groups, ...person } = this.person(somebody);
    const { domainSuffix: _, ...spec } = somebody.spec;
    const { key, kind, givenName, surname, username, phone, department, jobTitle } = person;
    return {
      ...this.summary(somebody),
      spec,
      changes: [...somebody.changes],
      ...{ key, kind, givenName, surname, username, directoryId, phone, department, jobTitle },
      groups: [...groups],
    };
  }

  /** Who was exported. */
  restore(somebody: Somebody): void {
    const made = /\.m(\d+)$/.exec(somebody.id)?.[1];
    this.#made = Math.max(this.#made, Number(made ?? 0));
    this.#kept.put(somebody);
  }

  clear(): void {
    this.#kept.clear();
    this.#recent.clear();
    this.#made = 0;
  }

  #matching(vendor: Vendor, tenant: string, search: string): PersonSummary[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return this.kept
      .filter((one) => one.number === null && one.vendor === vendor && one.tenant === tenant)
      .map((one) => this.summary(one))
      .filter(({ displayName, email, upn, persona }) => {
        const text = `${displayName} ${email} ${upn} ${persona}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .slice(-200)
      .reverse();
  }
}

/** Somebody whom nobody has changed; undefined: the id is of no number. */
function numbered(id: string): Somebody | undefined {
  const [, vendor, tenant = '', digits] = /^([a-z]+)\.([a-z0-9-]+)\.(\d{1,9})$/.exec(id) ?? [];
  const known = VENDORS.find((one) => one === vendor);
  if (!known) return undefined;
  const number = Number(digits);
  return { id, vendor: known, tenant, number, key: `person-${number}`, persona: null, spec: {}, changes: [] };
}

function specFrom(persona: string | undefined, spec: PersonaSpec = {}): PersonaSpec {
  if (persona === undefined) return spec;
  if (!Object.hasOwn(personas, persona)) {
    const meant = nearest(persona, Object.keys(personas));
    throw new DeskError('PERSONA_UNKNOWN', `There is no persona "${persona}".`, {
      status: 422,
      hint: 'GET /personas lists them.',
      ...(meant !== undefined && { suggestions: [meant] }),
    });
  }
  return { ...specOf(persona as PersonaName, DOMAIN), ...(spec as Persona) };
}
