import { expect, test } from 'vitest';
import { hostGuard, isLoopback, notAllowed } from './hosts.ts';

test.each<[string, boolean]>([
  ['localhost', true],
  ['LOCALHOST', true],
  ['sp.localhost', true],
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['localhost.example', false],
  ['notlocalhost', false],
  ['127.0.0.1.example', false],
  ['1127.0.0.1', false],
  ['::2', false],
  ['', false],
])('%s is this machine: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});

test.each<[string, boolean]>([
  ['http://127.0.0.1:21001/login', true],
  ['http://127.1/', true],
  ['http://0x7f000001/', true],
  ['https://[::1]:8443/', true],
  ['https://staging.example/login', true],
  ['https://STAGING.example:8443/', true],
  ['https://other.example:8443/', true],
  ['https://other.example/', false],
  ['https://login.staging.example/', false],
  ['https://staging.example.evil.example/', false],
  ['https://staging.example@evil.example/', false],
  ['http://localhost@evil.example/', false],
  ['http://evil.example/?http://localhost/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['ftp://127.0.0.1/', false],
  ['javascript:alert(1)', false],
  ['file:///etc/passwd', false],
  ['data:text/html,x', false],
  ['/relative', false],
  ['', false],
])('%s may be contacted: %s', (url, allowed) => {
  expect(hostGuard(['Staging.example', 'other.example:8443'])(url)).toBe(allowed);
});

test('what is told of an address that may not be contacted', () => {
  expect(notAllowed('https://app.example/x', 'file:3:5', [])).toMatchObject({
    code: 'TARGET_OFF_LOOPBACK',
    at: 'file:3:5',
    message: 'app.example is not this machine.',
    hint: 'If you mean to test an application there, and may, name it: allowHosts: [app.example]',
  });
  expect(notAllowed('127.0.0.1:8080/x', 'file:3:5', [])).toMatchObject({
    code: 'TARGET_INVALID',
    message: '"127.0.0.1:8080/x" is not an http or https address.',
  });
  expect(notAllowed('https://app.example/x', 'file:3:5', ['app.example'])).toBeNull();
});
