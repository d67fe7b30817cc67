import fc from 'fast-check';
import { parse } from 'scim2-parse-filter';
import { describe, expect, test } from 'vitest';
import { parseFilter, type Filter } from './filter-grammar.ts';
import { demandOrder, matches, readFilter } from './filter.ts';
import { userType } from './schemas.ts';
import { ScimError } from './scim-error.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const ada = {
  id: 'a1',
  userName: 'Ada@corp.test',
  externalId: 'Adal',
  active: true,
  name: { familyName: 'Lovelace' },
  emails: [
    { type: 'work', value: 'ada@corp.test', primary: true },
    { type: 'home', value: 'ada@home.test' },
  ],
  meta: { lastModified: '2026-11-23T12:00:00.000Z' },
  [ENTERPRISE]: { department: 'R&D', manager: { value: 'm1' } },
};

const isMatch = (filter: string) => matches(userType, readFilter(filter), ada);

describe('a filter matches', () => {
  test.each([
    'userName eq "ada@CORP.test"',
    'USERNAME EQ "ada@corp.test"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@corp.test"',
    'externalId eq "Adal"',
    'id eq "a1" and userName pr',
    'active eq true',
    'active eq "True"',
    'emails eq "ada@home.test"',
    'emails.value eq "ada@home.test"',
    'emails[type eq "home"].value eq "ada@home.test"',
    'emails[type eq "work" and value co "@corp"]',
    'emails[primary eq "True"].value sw "ada"',
    'name.familyName ew "LACE"',
    'not (userName eq "bob")',
    'userName eq "bob" or userName eq "ada@corp.test" and active eq true',
    'meta.lastModified ge "2026-11-23T12:00:00Z"',
    'meta.lastModified gt "2026-11-23T13:30:00+02:00"',
    `${ENTERPRISE}:department eq "r&d"`,
    `${ENTERPRISE}:manager eq "m1"`,
    `${ENTERPRISE}:manager.value eq "m1"`,
    'title eq null',
    'userName ne "bob"',
    'title ne "Countess"',
  ])('%s', (filter) => {
    expect(isMatch(filter)).toBe(true);
  });
});

describe('a filter does not match', () => {
  test.each([
    'externalId eq "adal"',
    'id eq "A1"',
    'emails[type eq "work"].value eq "ada@home.test"',
    'emails[type eq "work" and value co "@home"]',
    'title pr',
    'nobody eq "x"',
    'nickname.x eq "x"',
    '(userName eq "bob" or userName eq "ada@corp.test") and active eq false',
    'not (active eq true)',
    `${ENTERPRISE}:manager eq "M1"`,
    'userName ne "ADA@corp.test"',
  ])('%s', (filter) => {
    expect(isMatch(filter)).toBe(false);
  });
});

describe('a filter is refused as invalidFilter', () => {
  test.each([
    'userName',
    'userName foo "x"',
    'userName eq',
    'userName eq "x',
    'userName eq x',
    '(userName pr',
    'userName pr)',
    'emails[type eq "work"',
    'emails[type eq "work"].value',
    'userName eq "x" "y"',
    'and userName pr',
    'active gt true',
    '"userName" eq "x"',
    '('.repeat(5000),
    'userName eq "\\x"',
  ])('%s', (filter) => {
    const refused = () => isMatch(filter);
    expect(refused).toThrow(ScimError);
    expect(refused).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidFilter' }));
  });
});

test('JSON escapes are read', () => {
  expect(parseFilter(String.raw`title eq "\u0041\\\"b"`)).toEqual({ op: 'eq', path: 'title', value: 'A\\"b' });
});

/** The same filter as the other library shows it. */
function asOracle(filter: Filter): unknown {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { op: filter.op, filters: filter.filters.map(asOracle) };
    case 'not':
      return { op: 'not', filter: asOracle(filter.filter) };
    case 'pr':
      return { op: 'pr', attrPath: filter.path };
    case 'some':
      return { op: '[]', attrPath: filter.path, valFilter: asOracle(filter.filter) };
    default:
      return { op: filter.op, attrPath: filter.path, compValue: filter.value };
  }
}

const path = fc.constantFrom('userName', 'name.familyName', 'emails.value', `${ENTERPRISE}:department`);
const literal = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab@. ()[]'é") }),
  fc.nat(),
  fc.boolean(),
  fc.constant(null),
);
const filters = fc.letrec<{ any: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    fc.tuple(path, fc.constantFrom('eq', 'co', 'gt'), literal).map(([a, op, v]) => `${a} ${op} ${JSON.stringify(v)}`),
    path.map((name) => `${name} pr`),
  ),
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('atom'),
    fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie('atom'), tie('atom'), tie('atom')).map(([a, b, c]) => `${a} or ${b} and ${c}`),
    tie('any').map((inner) => `not (${inner})`),
    tie('atom').map((inner) => `emails[${inner}]`),
  ),
})).any;

test('is read as another library reads it', () => {
  fc.assert(
    fc.property(filters, (text) => {
      expect(asOracle(parseFilter(text))).toEqual(parse(text));
    }),
  );
});

test('whatever is sent, it is read or refused', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'ab "\\[]().$ eqandprnot:') });
  fc.assert(
    fc.property(fc.oneof(noise, fc.string()), (text) => {
      try {
        parseFilter(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});

test.each(['active gt true', 'userName eq "x" and not (active le false)', 'emails[primary ge true]'])(
  'what has no order is refused before anybody is looked for: %s',
  (filter) => {
    expect(() => demandOrder(userType, readFilter(filter))).toThrow(ScimError);
  },
);

test.each(['userName gt "a"', 'active eq true', 'unheardOf gt 1', 'emails[value gt "a"]', 'active pr'])(
  'what has an order, or asks for none, is taken: %s',
  (filter) => {
    expect(() => demandOrder(userType, readFilter(filter))).not.toThrow();
  },
);
