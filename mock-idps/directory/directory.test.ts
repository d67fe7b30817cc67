import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Vendor } from '../app.ts';
import { namesOfGroups } from './groups.ts';
import { openDirectory, type Directory } from './directory.ts';
import type { Person, PersonaSpec, PersonChange } from './person.ts';

const nonce = '00c0ffee1234';
const vendors: Vendor[] = ['entra', 'google', 'okta', 'other'];
const anyVendor = fc.constantFrom(...vendors);
const anyPersona: fc.Arbitrary<PersonaSpec> = fc.record(
  {
    kind: fc.constantFrom('member', 'guest'),
    email: fc.constantFrom('plain', 'missing', 'mixed-case', 'plus-address', 'apostrophe', 'non-ascii'),
    upn: fc.constantFrom('same', 'different', 'other-name', 'no-address'),
    name: fc.constantFrom('plain', 'non-ascii', 'decomposed', 'emoji', 'apostrophe', 'markup'),
    profile: fc.constantFrom('full', 'bare', 'long', 'lines', 'separators'),
    groups: fc.nat(30),
    groupNames: fc.constantFrom('plain', 'hostile', 'commas', 'non-ascii'),
  },
  { requiredKeys: [] },
);

let directory: Directory;
beforeAll(async () => {
  directory = await openDirectory({ seed: 1, nonce });
});

describe('a person', () => {
  it('is the same for the same seed, nonce, tenant, persona and key, in whatever order people are asked for', async () => {
    const again = await openDirectory({ seed: 1, nonce });
    again.person('entra', {}, 'somebody else');
    expect(again.person('entra', { groups: 3 }, 'alice', 'acme')).toEqual(
      directory.person('entra', { groups: 3 }, 'alice', 'acme'),
    );
  });

  it('is somebody else when seed, tenant, vendor or key differs', async () => {
    const others = [
      (await openDirectory({ seed: 2, nonce })).person('entra', {}, 'alice'),
      directory.person('entra', {}, 'alice', 'acme'),
      directory.person('other', {}, 'alice'),
      directory.person('entra', {}, 'bob'),
    ];
    const people = [directory.person('entra', {}, 'alice'), ...others];
    for (const field of ['id', 'email', 'displayName', 'phone'] as const)
      expect(new Set(people.map((person) => person[field])).size).toBe(people.length);
  });

  it('differs between two runs by the nonce in address and ids alone', async () => {
    const later = await openDirectory({ seed: 1, nonce: 'ffffffffffff' });
    for (const vendor of ['entra', 'okta'] as const) {
      const [one, other] = [directory, later].map((each) =>
        each.change(each.person(vendor, { groups: 3 }, 'alice'), ['name', 'groups', 'email']),
      );
      expect(JSON.stringify(other)).toBe(JSON.stringify(one).replaceAll(nonce, 'ffffffffffff'));
    }
    expect(later.person('google', {}, 'alice').id).not.toBe(directory.person('google', {}, 'alice').id);
  });

  it('has an address that holds the nonce and nothing of the name', () => {
    fc.assert(
      fc.property(anyVendor, anyPersona, fc.string(), (vendor, persona, key) => {
        const { email, displayName } = directory.person(vendor, persona, key);
        fc.pre(email !== null);
        expect(email).toContain(nonce);
        expect(email.split('@')[0]?.length).toBeLessThanOrEqual(64);
        const local = email.slice(0, email.lastIndexOf('@')).toLowerCase();
        for (const part of displayName
          .normalize('NFC')
          .toLowerCase()
          .split(/[^\p{L}]+/u))
          if (part.length > 1) expect(local).not.toContain(part);
      }),
    );
  });

  it('has values so long and particular that none turns up elsewhere by chance', () => {
    const personal = (person: Person) => [
      person.givenName,
      person.surname,
      person.phone ?? '',
      person.department ?? '',
      person.jobTitle,
      person.id,
    ];
    const people = directory.people('entra', 'corp', { from: 0, count: 500 });
    const values = people.flatMap(personal);
    expect(Math.min(...values.map((value) => value.length))).toBeGreaterThanOrEqual(11);
    expect(new Set(people.map(({ id }) => id)).size).toBe(500);
    expect(new Set(people.map(({ email }) => email)).size).toBe(500);
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(500);
    expect(new Set(people.map(({ displayName }) => displayName)).size).toBe(500);
  });

  it('shares its id with nobody', () => {
    const people = directory.people('google', 'crowd', { from: 0, count: 3000 });
    expect(new Set(people.map(({ id }) => id)).size).toBe(3000);
    expect(directory.people('google', 'crowd', { from: 0, count: 3000 })).toEqual(people);
  });

  it.each([
    ['entra', new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-${nonce}$`)],
    ['google', /^1\d{20}$/],
    ['okta', new RegExp(`^00u[0-9A-Za-z]{5}${nonce}$`)],
  ] as const)('has an id of %s shape', (vendor, shape) => {
    expect(directory.person(vendor, {}, 'alice').id).toMatch(shape);
  });
});

describe('the address', () => {
  it.each([
    [{}, /^[a-z]+-[a-z]+\.[a-z]{8}\.00c0ffee1234@corp\.test$/],
    [{ domain: 'acme.test' }, /^[a-z-]+\.[a-z]{8}\.00c0ffee1234@acme\.test$/],
    [{ email: 'plus-address' }, /^[a-z-]+\.[a-z]{8}\.00c0ffee1234\+tag@corp\.test$/],
    [{ email: 'apostrophe' }, /^o'[a-z-]+\.[a-z]{8}\.00c0ffee1234@corp\.test$/],
    [{ email: 'mixed-case' }, /^[A-Z][a-z]+-[A-Z][a-z]+\.[A-Z][a-z]{7}\.00c0ffee1234@Corp\.Test$/],
  ] as const)('of %o has that form', (persona, form) => {
    expect(directory.person('okta', persona, 'alice').email).toMatch(form);
  });

  it('with a suffix is the address of the same key without it, and belongs to somebody else', () => {
    const victim = directory.person('entra', {}, 'pair');
    const signer = directory.person('entra', { domainSuffix: '.evil.test' }, 'pair');
    expect(signer.email).toBe(`${victim.email}.evil.test`);
    expect(signer.upn).toBe(signer.email);
    expect(signer.id).not.toBe(victim.id);
    expect(signer.displayName).not.toBe(victim.displayName);
  });
});

describe('the sign-in name', () => {
  it('is the address unless the persona says otherwise', () => {
    const person = directory.person('entra', {}, 'alice');
    expect([person.upn, person.username]).toEqual([person.email, person.email]);
  });

  it.each([
    [{ upn: 'different' }, /^[a-z]+-[a-z]+\.[a-z]{8}\.00c0ffee1234@corp\.onmicrosoft\.test$/],
    [{ upn: 'no-address' }, /^[a-z]+-[a-z]+\.[a-z]{8}\.00c0ffee1234$/],
    [{ kind: 'guest' }, /^[a-z]+-[a-z]+\.[a-z]{8}\.00c0ffee1234_partner\.example#EXT#@corp\.onmicrosoft\.test$/],
    [{ email: 'missing' }, /^[a-z]+-[a-z]+\.[a-z]{8}\.00c0ffee1234@corp\.onmicrosoft\.test$/],
  ] as const)('of %o has that form and is not the address', (persona, form) => {
    const person = directory.person('entra', persona, 'alice');
    expect(person.upn).toMatch(form);
    expect(person.upn).not.toBe(person.email);
  });
});

describe('groups', () => {
  it('are as many as asked for, nested ones included, and nobody else has them', () => {
    const alice = directory.person('entra', { groups: { direct: 3, nested: 148 } }, 'alice');
    const bob = directory.person('entra', { groups: 151 }, 'bob');
    const all = [...alice.groups, ...bob.groups];
    expect(all).toHaveLength(302);
    expect(new Set(all.map(({ id }) => id)).size).toBe(302);
    expect(new Set(all.map(({ name }) => name)).size).toBe(302);
    expect(all.every(({ id, name }) => id.endsWith(nonce) && name.endsWith(nonce))).toBe(true);
  });

  it('have hostile names when asked for, each its own', () => {
    const { groups } = directory.person('okta', { groups: 32, groupNames: 'hostile' }, 'mallory');
    expect(new Set(groups.map(({ name }) => name)).size).toBe(32);
    const names = groups.map(({ name }) => name).join('\n');
    for (const danger of ['<script>', '../', 'DROP TABLE', '%00', '=HYPERLINK(', nonce])
      expect(names).toContain(danger);
  });

  it('have names with commas, or beyond ASCII, when asked for', () => {
    const named = (groupNames: PersonaSpec['groupNames']) =>
      directory.person('entra', { groups: 6, groupNames }, 'lists').groups.map(({ name }) => name);
    expect(named('commas').every((name) => name.includes(',') && name.includes(nonce))).toBe(true);
    const foreign = named('non-ascii');
    expect(foreign.every((name) => /[^ -~]/.test(name) && name.includes(nonce))).toBe(true);
    expect(new Set(foreign.map((name) => name.normalize('NFC') === name))).toEqual(new Set([true, false]));
  });

  it('are known by ids, names, names with domain, and all names as one text', () => {
    const groups = [
      { id: '1', name: 'Night' },
      { id: '2', name: 'Day' },
    ];
    expect(namesOfGroups('corp', groups)).toEqual(['1', 'Night', 'CORP\\Night', '2', 'Day', 'CORP\\Day', 'Night,Day']);
    expect(namesOfGroups('corp', groups.slice(1))).toEqual(['2', 'Day', 'CORP\\Day']);
    expect(namesOfGroups('corp', [])).toEqual([]);
  });
});

describe('a profile', () => {
  const profile = (form: PersonaSpec['profile']) => directory.person('okta', { profile: form }, 'fields');

  it('holds phone and department, or neither', () => {
    expect(profile('bare')).toMatchObject({ phone: null, department: null });
    expect(profile('full')).toMatchObject({
      phone: expect.any(String) as string,
      department: expect.any(String) as string,
    });
  });

  it('may be as long as Okta takes, or of several lines', () => {
    expect(profile('long').department).toHaveLength(1024);
    expect(profile('lines').department).toContain('\r\n\t');
    expect(profile('separators').department).toContain('\u2028');
  });
});

describe('a login name', () => {
  it('may be another name before the domain of the address', () => {
    const { email, upn } = directory.person('entra', { upn: 'other-name', domain: 'x.test' }, 'two names');
    expect(upn).toMatch(/@x\.test$/);
    expect(upn).not.toBe(email);
  });
});

describe('a change', () => {
  const expected: [PersonChange, (keyof Person)[]][] = [
    ['name', ['givenName', 'surname', 'displayName']],
    ['phone', ['phone']],
    ['department', ['department', 'jobTitle']],
    ['groups', ['groups']],
    ['no-groups', ['groups']],
    ['email', ['email', 'upn', 'username']],
    ['email-case', ['email', 'upn', 'username']],
    ['subject', ['id']],
  ];

  it.each(expected)('of %s changes that and nothing else, and again when done again', (what, fields) => {
    for (const vendor of vendors) {
      const before = directory.person(vendor, { groups: 2 }, 'alice');
      const after = directory.change(before, [what]);
      expect(directory.change(before, [what])).toEqual(after);
      const changed = (Object.keys(before) as (keyof Person)[]).filter(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
      );
      expect(changed.sort()).toEqual([...fields].sort());
      if (what !== 'no-groups') expect(directory.change(after, [what])).not.toEqual(after);
    }
  });

  it('keeps the vendor’s shapes', () => {
    const after = directory.change(directory.person('google', {}, 'alice'), ['subject', 'groups']);
    expect(after.id).toMatch(/^1\d{20}$/);
    expect(after.groups[0]?.id).toMatch(new RegExp(`^[a-z]{8}${nonce}$`));
  });

  it('of letter case leaves an address that is equal without it', () => {
    const before = directory.person('entra', {}, 'alice');
    const after = directory.change(before, ['email-case']);
    expect(after.email).not.toBe(before.email);
    expect(after.email?.toLowerCase()).toBe(before.email);
    expect(after.email).toContain(nonce);
  });

  it('of an address that is missing changes nothing', () => {
    const before = directory.person('entra', { email: 'missing' }, 'alice');
    expect(directory.change(before, ['email', 'email-case'])).toEqual(before);
  });
});

describe('the people of a tenant', () => {
  it('are a function of their number: a page in the middle costs what the first one costs', () => {
    const [person] = directory.people('google', 'corp', { from: 999_999, count: 1 });
    expect(person?.key).toBe('person-999999');
    expect(directory.people('google', 'corp', { from: 999_990, count: 10 })[9]).toEqual(person);
  });

  it('have letters in the address that lead back to the number, for as many as there can be', () => {
    const number = fc.nat(999_999_999);
    fc.assert(
      fc.property(anyVendor, number, (vendor, n) => {
        const { email, displayName } = directory.numbered(vendor, 'corp', n);
        const within = { from: 0, limit: 5, among: 0 };
        expect(directory.find(vendor, 'corp', email ?? '', within)).toEqual({ numbers: [n], matches: 1 });
        expect(directory.find(vendor, 'corp', `${displayName} ${n}`, within).numbers).toEqual([n]);
      }),
    );
  });

  it('are found by any words of their names and addresses, as if everybody had been looked at', () => {
    const people = directory.people('okta', 'corp', { from: 0, count: 3_000 });
    const text = (person: Person) => `${person.displayName} ${person.email}`.toLowerCase();
    const word = fc.nat(2_999).chain((n) => fc.constantFrom(...text(people[n] as Person).split(/[ .@-]/)));
    const part = word.chain((whole) =>
      fc.record({ whole: fc.constant(whole), length: fc.integer({ min: 1, max: whole.length }) }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.nat(2_999), (parts, from) => {
        const words = parts.map(({ whole, length }) => whole.slice(0, length)).filter((each) => !/^\d+$/.test(each));
        const expected = people.flatMap((person, n) => (words.every((each) => holds(text(person), each)) ? [n] : []));
        const found = directory.find('okta', 'corp', words.join(' '), { from, limit: 4, among: 3_000 });
        expect(found.matches).toBe(expected.length);
        expect(found.numbers).toEqual(expected.filter((n) => n >= from).slice(0, 4));
      }),
    );
  });

  it('are found among a million', () => {
    const { displayName } = directory.numbered('entra', 'corp', 765_432);
    const found = directory.find('entra', 'corp', displayName, { from: 0, limit: 10, among: 1_000_000 });
    expect(found).toEqual({ numbers: [765_432], matches: 1 });
  });

  it('can be made otherwise, and stay who they are', () => {
    const [plain, other] = [
      directory.numbered('entra', 'corp', 17),
      directory.numbered('entra', 'corp', 17, { groups: 151, assigned: false, name: 'markup' }),
    ];
    expect([other.email, other.id, other.groups.length]).toEqual([plain.email, plain.id, 151]);
    expect(other.displayName).toContain(plain.surname);
  });
});

/** The eight letters of an address are found by their beginning, everything else by any part. */
const holds = (text: string, word: string) =>
  text
    .split(/[ .@-]/)
    .some((part) => (/^[bcdfghjklmnpqrstvwxz]{8}$/.test(part) ? part.startsWith(word) : part.includes(word)));

describe('a group that somebody named', () => {
  it('has an id of its vendor, by its key', () => {
    const group = directory.group('okta', 'corp', 'night', 'Night Shift');
    expect(group).toEqual({ id: expect.stringMatching(/^00g/) as string, name: 'Night Shift' });
    expect(directory.group('okta', 'corp', 'night', 'Day Shift').id).toBe(group.id);
    expect(directory.group('okta', 'corp', 'day', 'Night Shift').id).not.toBe(group.id);
  });
});
