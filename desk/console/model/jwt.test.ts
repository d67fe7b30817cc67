import { expect, test } from 'vitest';
import { tokenParts } from './jwt.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token falls into its parts, whatever letters they hold', () => {
  expect(tokenParts(`${part({ alg: 'RS256' })}.${part({ name: 'Zoë 🦦' })}.c2ln`)).toEqual({
    header: '{"alg":"RS256"}',
    payload: '{"name":"Zoë 🦦"}',
    signature: 'c2ln',
  });
  expect(tokenParts(`${part({ alg: 'none' })}.${part({})}.`)?.signature).toBe('');
});

test.each([
  ['', 'nothing'],
  ['{"sub":"x"}', 'JSON'],
  ['a.b', 'two parts'],
  ['a.b.c.d', 'four parts'],
  ['!!.!!.!!', 'letters that base64url has not'],
  [`${part({})}.gICA.x`, 'bytes that are no UTF-8'],
])('%j is no token: %s', (text) => {
  expect(tokenParts(text)).toBeNull();
});
