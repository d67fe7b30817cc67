import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUERY_KEYS, formatRoute, parseRoute } from './route.ts';
import type { Query, Route } from './route.ts';

test.each<[string, Route]>([
  ['', { view: 'overview', query: {} }],
  ['#/', { view: 'overview', query: {} }],
  ['#/nowhere?status=fail', { view: 'overview', query: { status: 'fail' } }],
  ['#/matrix?idp=okta', { view: 'matrix', query: { idp: 'okta' } }],
  ['#/cases?status=fail,blocked&unknown=1&q=', { view: 'cases', query: { status: 'fail,blocked' } }],
  [
    '#/case/attacks/saml-unsigned@entra.saml?status=fail&o=o4',
    { view: 'case', id: 'attacks/saml-unsigned@entra.saml', query: { status: 'fail' }, observation: 'o4' },
  ],
  ['#/case/%E0%A4%A', { view: 'case', id: '%E0%A4%A', query: {} }],
])('%s is understood', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('an address stays readable', () => {
  expect(
    formatRoute({
      view: 'case',
      id: 'attacks/saml-x@okta.saml/v 1',
      query: { status: 'fail,error' },
      observation: 'o2',
    }),
  ).toBe('#/case/attacks/saml-x@okta.saml/v%201?status=fail,error&o=o2');
});

test('every route survives the address bar', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  const query: fc.Arbitrary<Query> = fc.record(Object.fromEntries(QUERY_KEYS.map((key) => [key, text])), {
    requiredKeys: [],
  });
  const route = fc.oneof<fc.Arbitrary<Route>[]>(
    fc.record({ view: fc.constantFrom('overview', 'matrix', 'cases'), query }),
    fc.record({ view: fc.constant('case'), id: text, query }),
    fc.record({ view: fc.constant('case'), id: text, query, observation: text }),
  );
  fc.assert(
    fc.property(route, (one) => {
      const typed = new URL(formatRoute(one), 'file:///report.html').hash;
      expect(parseRoute(typed)).toEqual(one);
    }),
  );
});
