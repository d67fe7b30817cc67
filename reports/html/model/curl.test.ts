import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Observation } from '../../report.ts';
import { curlOf } from './curl.ts';

const seen = (kind: string, data: Observation['data'], more: Partial<Observation> = {}): Observation => ({
  ...{ id: 'o1', kind, data, atMs: 0, from: 'browser', to: 'target', says: '' },
  ...more,
});

/** What curl would be called with, as a shell reads it. */
function argumentsOf(command: string, env: Record<string, string> = {}): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const read = execFileSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...env },
  });
  return read.split('\0').slice(0, -1);
}

test('a request of the browser, with the names of the cookies that it brought', () => {
  const url = "http://127.0.0.1:{target}/login?next=%2F&name=O'Hara";
  const command = curlOf(seen('http.exchange', { method: 'GET', url, cookiesSent: ['sid'] }), []);
  expect(argumentsOf(command ?? '')).toEqual(['-i', url, '-H', 'Cookie: sid={sid}']);
});

test('a form that brings a SAML response holds it', () => {
  const data = { attempt: 1, method: 'POST', url: 'http://127.0.0.1/acs' };
  const text = "<Response a='1'>\n é </Response>";
  const emitted = seen(
    'idp.emitted',
    { attempt: 1 },
    {
      ...{ id: 'o1', browser: 'a', artefacts: [{ label: 'SAML response', mediaType: 'application/xml', text }] },
    },
  );
  const post = seen('http.exchange', data, { id: 'o2', browser: 'a' });
  const again = seen('http.exchange', data, { id: 'o3', browser: 'a' });
  const read = argumentsOf(curlOf(post, [emitted, post, again]) ?? '');
  expect(read).toEqual([
    '-i',
    '-X',
    'POST',
    data.url,
    '--data-urlencode',
    `SAMLResponse=${Buffer.from(text).toString('base64')}`,
  ]);
  expect(curlOf(again, [emitted, post, again])).not.toContain('SAMLResponse');
  expect(curlOf({ ...post, browser: 'b' }, [emitted, post])).not.toContain('SAMLResponse');
});

test('a call over SCIM, with its filter, its headers and its body; address and token are to be given', () => {
  const text = '{"userName":"ada"}';
  const call = seen(
    'scim.call',
    { method: 'PUT', path: '/Users/1', query: { attributes: 'id' }, headers: { 'If-Match': 'W/"1"' } },
    {
      artefacts: [{ label: 'PUT /Users/1', mediaType: 'application/json', text }],
    },
  );
  const env = { SCIM_URL: 'http://127.0.0.1/scim/v2', SCIM_TOKEN: 't' };
  expect(argumentsOf(curlOf(call, [call]) ?? '', env)).toEqual([
    ...['-i', '-X', 'PUT', 'http://127.0.0.1/scim/v2/Users/1?attributes=id', '-H', 'Authorization: Bearer t'],
    ...['-H', 'If-Match: W/"1"', '-H', 'Content-Type: application/scim+json', '--data-raw', text],
  ]);
});

test('what a target writes runs nothing, and is no key of a terminal', () => {
  const url = "http://x/'$(id)`id`\\\u001b]0;t\u0007\u0003\u202e\u{e0041}'";
  const command = curlOf(seen('http.exchange', { method: 'GET', url }), []) ?? '';
  expect(command).toMatch(/^[\x20-\x7e]*$/);
  expect(argumentsOf(command)).toEqual(['-i', url]);
});

test('what is no request has no command', () => {
  expect(curlOf(seen('target.account', { accounts: [] }), [])).toBeNull();
  expect(curlOf(seen('idp.emitted', { method: 'GET', url: 'http://x/' }), [])).toBeNull();
});
