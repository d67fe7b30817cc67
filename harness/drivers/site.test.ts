import { expect, test } from 'vitest';
import { sameSite } from './site.ts';

test.each<[string, string, boolean]>([
  ['http://localhost:1/', 'http://localhost:2/', true],
  ['http://127.0.0.1:1/', 'http://127.0.0.1:2/', true],
  ['http://localhost/', 'http://127.0.0.1/', false],
  ['http://127.0.0.1/', 'http://127.0.0.2/', false],
  ['http://[::1]/', 'http://[::1]:8080/', true],
  ['http://a.localhost/', 'http://b.localhost/', false],
  ['https://app.corp.test/', 'https://login.corp.test/', true],
  ['http://app.corp.test/', 'https://app.corp.test/', false],
  ['https://corp.test/', 'https://evil-corp.test/', false],
  ['https://one.co.uk/', 'https://two.co.uk/', false],
])('%s and %s are one site: %s', (a, b, same) => {
  expect(sameSite(new URL(a), new URL(b))).toBe(same);
});
