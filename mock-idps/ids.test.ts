import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalNonce, idSource } from './ids.ts';

const seeds = fc.record({
  seed: fc.integer(),
  orderKey: fc.string(),
  nonce: fc.stringMatching(/^[0-9a-f]{12}$/),
});

describe('message ids', () => {
  test('have the shape of their vendor and end in the run nonce', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const next = idSource(seed);
        const [entra, google, okta] = [next('entra'), next('google'), next('okta')];
        expect(entra).toMatch(/^_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(entra.endsWith(seed.nonce)).toBe(true);
        expect(google).toMatch(/^_[0-9a-f]{32}$/);
        expect(google.endsWith(seed.nonce)).toBe(true);
        expect(okta).toMatch(/^id[1-9][0-9]{25}$/);
        expect(okta.endsWith(decimalNonce(seed.nonce))).toBe(true);
      }),
    );
  });

  test('are the same for the same order, and all different within one', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [first, second] = [idSource(seed), idSource(seed)];
        const ids = Array.from({ length: 20 }, () => first('okta'));
        expect(ids).toEqual(Array.from({ length: 20 }, () => second('okta')));
        expect(new Set(ids).size).toBe(20);
      }),
    );
  });

  test('differ between orders, seeds and runs', () => {
    const base = { seed: 1, orderKey: 'a', nonce: '0123456789ab' };
    const others = [base, { ...base, seed: 2 }, { ...base, orderKey: 'b' }, { ...base, nonce: '0123456789ac' }];
    expect(new Set(others.map((seed) => idSource(seed)('google'))).size).toBe(4);
  });
});

test('the largest nonce fits in 15 digits', () => {
  expect(decimalNonce('ffffffffffff')).toBe('281474976710655');
  expect(decimalNonce('000000000000')).toBe('000000000000000');
});
