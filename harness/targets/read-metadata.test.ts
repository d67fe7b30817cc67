import { afterEach, expect, test } from 'vitest';
import { openApi, type Api, type Reply } from './api.fixture.ts';
import { readMetadata } from './read-metadata.ts';

let api: Api | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const open = async (replies: Record<string, Reply | 'reset'>) => (api = await openApi(replies)).url;
const loopback = (url: string) => new URL(url).hostname === '127.0.0.1';

test('metadata is what the address serves, whatever the status', async () => {
  const url = await open({ 'GET /metadata': { status: 404, body: 'gone' } });
  expect(await readMetadata(`${url}/metadata`, loopback)).toEqual({ value: { status: 404, text: 'gone' } });
});

test('redirects are followed where they may lead, and not for ever', async () => {
  const url = await open({
    'GET /metadata': { status: 302, headers: { location: '/saml' } },
    'GET /saml': { status: 200, body: '<a/>' },
    'GET /away': { status: 302, headers: { location: 'http://elsewhere.test/' } },
    'GET /loop': { status: 302, headers: { location: '/loop' } },
  });
  expect(await readMetadata(`${url}/metadata`, loopback)).toEqual({ value: { status: 200, text: '<a/>' } });
  expect(await readMetadata(`${url}/away`, loopback)).toEqual({
    problem: 'http://elsewhere.test/ may not be contacted (allowHosts).',
  });
  expect(await readMetadata(`${url}/loop`, loopback)).toEqual({ problem: `${url}/loop leads on and on.` });
});

test('an address that the application made up is guarded, and no answer is told as such', async () => {
  const url = await open({ 'GET /metadata': 'reset' });
  expect(await readMetadata('http://elsewhere.test/', loopback)).toHaveProperty('problem');
  expect(await readMetadata(`${url}/metadata`, loopback)).toEqual({
    problem: `GET ${url}/metadata: the connection was closed.`,
  });
});
