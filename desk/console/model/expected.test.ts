import { expect, test } from 'vitest';
import { expectedOf, faultGroup } from './expected.ts';

const forgery = { expect: 'refuse', harm: 'identity', says: 'not the victim' } as const;
const check = { expect: 'refuse', harm: 'check', says: 'nobody' } as const;
const open = { expect: 'defined', harm: 'check', says: 'open' } as const;
const unusual = { expect: 'accept', harm: 'check', says: 'in' } as const;

test('the strictest of composed faults decides', () => {
  expect(expectedOf([]).answer).toBe('accept');
  expect(expectedOf([unusual])).toEqual({ answer: 'accept', says: 'in' });
  expect(expectedOf([unusual, open])).toEqual({ answer: 'defined', says: 'open' });
  expect(expectedOf([open, forgery])).toEqual({ answer: 'refuse', says: 'not the victim' });
  expect(expectedOf([forgery, open, check])).toEqual({ answer: 'refuse', says: 'nobody' });
});

test('each kind of fault has a heading of its own', () => {
  expect(new Set([forgery, check, open, unusual].map(faultGroup)).size).toBe(4);
});
