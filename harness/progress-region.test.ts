import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { region, type Going } from './progress-region.ts';

const plain = pc.createColors(false);
const going: Going = {
  total: 200,
  done: 60,
  before: 20,
  red: 3,
  latest: 'attacks/saml-unsigned@entra.saml',
  stopping: null,
  forMs: 10_000,
};

test('it tells how far it is, what failed, how fast it goes and how long that takes', () => {
  expect(region(going, 80, plain)).toBe(
    '━━━━━━━─────────────────  60/200  3 failed  4.0/s, 35 s left\nattacks/saml-unsigned@entra.saml',
  );
});

test.each([
  [{ done: 20, red: 0 }, '━━──────────────────────  20/200'],
  [{ forMs: 400 }, '━━━━━━━─────────────────  60/200  3 failed'],
  [{ total: 3_060, forMs: 20_000 }, '────────────────────────  60/3060  3 failed  2.0/s, 25 min 0 s left'],
  [{ total: 50_060, forMs: 20_000 }, '────────────────────────  60/50060  3 failed  2.0/s, 6 h 56 min left'],
])('of %j it tells what can be known', (given, line) => {
  expect(region({ ...going, ...given }, 80, plain).split('\n')[0]).toBe(line);
});

test('while it stops it says so', () => {
  expect(region({ ...going, stopping: 'Interrupted.' }, 80, plain)).toMatch(/\nInterrupted\.$/);
});

test('it has two lines, none of them wider than the terminal, whatever is told', () => {
  const any = fc.record({
    total: fc.nat(1_000_000),
    done: fc.nat(1_000_000),
    before: fc.nat(1_000_000),
    red: fc.nat(10_000),
    latest: fc.string({ maxLength: 200 }).map((text) => text.replaceAll(/\s/g, '')),
    forMs: fc.nat(10_000_000),
    width: fc.integer({ min: 20, max: 200 }),
  });
  fc.assert(
    fc.property(any, ({ width, before, done, total, ...rest }) => {
      const counted = { total, done: Math.min(done, total), before: Math.min(before, done, total) };
      const lines = region({ ...rest, ...counted, stopping: null }, width, plain).split('\n');
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line.length).toBeLessThan(width);
    }),
  );
});

test('colours change nothing but the colour', () => {
  const coloured = region(going, 80, pc.createColors(true));
  expect(coloured).toContain('\u001b[31m3 failed');
  expect(stripVTControlCharacters(coloured)).toBe(region(going, 80, plain));
});
