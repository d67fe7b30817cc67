import { expect, test } from 'vitest';
import { faultGroup } from './fault-groups.ts';

const forgery = { expect: 'refuse', harm: 'identity', says: 'not the victim' } as const;
const check = { expect: 'refuse', harm: 'check', says: 'nobody' } as const;
const open = { expect: 'defined', harm: 'check', says: 'open' } as const;
const unusual = { expect: 'accept', harm: 'check', says: 'in' } as const;

test('each kind of fault has a heading of its own', () => {
  expect(new Set([forgery, check, open, unusual].map(faultGroup)).size).toBe(4);
});
