import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReferenceSp, type ReferenceSp } from '../../harness/reference-sp/index.ts';
import { switchList } from '../switches.ts';
import type { Exchange } from './exchange.ts';
import type { ProvisioningSettings } from './provisioning.ts';
import { connectTo, newGroup, newToken, somebody } from './test-connection.ts';

let sp: ReferenceSp;
beforeAll(async () => {
  sp = await startReferenceSp({ tokens: { owner: 'owner', validation: 'validation' } });
});
afterAll(() => sp.close());

const connect = async (settings: ProvisioningSettings = {}) =>
  connectTo(sp.url, await newToken(sp.url, 'owner'), 'google', settings);

test('looks people up without count, and sends application/json under its name', async () => {
  const seen: Exchange[] = [];
  const token = await newToken(sp.url, 'owner');
  const onExchange = (exchange: Exchange) => void seen.push(exchange);
  const { idp } = connectTo(sp.url, token, 'google', {}, { onExchange });
  const ada = somebody('ada');
  await idp.assign(ada);
  const [lookUp, create] = seen;
  expect(lookUp?.url).toBe(
    `${sp.url}/scim/v2/Users?filter=userName%20eq%20%22${encodeURIComponent(ada.email ?? '')}%22&startIndex=1`,
  );
  expect(create?.headers).toMatchObject({
    'user-agent': 'Google-Auto-Provisioning',
    'content-type': 'application/json',
  });
});

test.each([
  [{}, 'PUT', 'deactivated'],
  [{ 'google/scim-update': 'patch', 'google/scim-deprovision': 'delete' }, 'PATCH', 'deleted'],
])('%j: changes by %s, and whoever is gone is %s', async (switches, method, end) => {
  const { idp, calls } = await connect({ switches });
  const ada = somebody('ada');
  await idp.assign(ada);
  await idp.change({ ...ada, surname: 'King' });
  expect(calls().at(-1)?.call).toMatch(new RegExp(`^${method} `));
  expect(await idp.delete(ada)).toMatchObject({ kind: end });
});

test.each([
  [{}, /^GET \/Users\?count=1$/],
  [{ 'google/scim-test': 'look-up' }, /^GET \/Users\?filter=userName eq "[0-9a-f-]{36}"&startIndex=1$/],
])('%j: is set up by %s', async (switches, call) => {
  const { idp, calls } = await connect({ switches });
  expect(await idp.testConnection()).toEqual({ ok: true });
  expect(calls()[0]?.call).toMatch(call);
});

test('pushes no groups', async () => {
  const { idp, calls } = await connect();
  expect(await idp.pushGroup(newGroup())).toMatchObject({ kind: 'skipped', because: 'not-done-by-vendor' });
  expect(calls()).toEqual([]);
});

test('what is not established is labelled so', () => {
  const ofGoogle = switchList().filter(({ vendor, protocol }) => vendor === 'google' && protocol === 'scim');
  expect(ofGoogle.map(({ id, established }) => [id, established])).toEqual(
    ['test', 'update', 'deprovision', '429'].map((word) => [`google/scim-${word}`, false]),
  );
});
