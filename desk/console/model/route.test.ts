import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

test('a route survives the way through the address', () => {
  const parts = fc.array(fc.string({ minLength: 1 }));
  const query = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(parts, query, (path, parameters) => {
      expect(parseRoute(formatRoute(path, parameters))).toEqual({ path, query: parameters });
    }),
  );
});

test('what is not there is left out, and words stay readable', () => {
  expect(formatRoute(['sign-in'], { app: 'a1', person: undefined, faults: 'saml/expired,saml/replay', at: '' })).toBe(
    '#/sign-in?app=a1&faults=saml/expired,saml/replay',
  );
});

test('a broken escape is taken as it stands', () => {
  expect(parseRoute('#/people/%E0%A4')).toEqual({ path: ['people', '%E0%A4'], query: {} });
});
