import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../directory/person.ts';
import { openProvisioning } from './engine.ts';
import type { ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';

const ORIGIN = 'https://app.test';
const ada: Person = {
  key: 'ada',
  kind: 'member',
  givenName: 'Ada',
  surname: 'Lovelace',
  displayName: 'Ada Lovelace',
  email: 'ada@corp.test',
  upn: 'ada@corp.test',
  username: 'ada@corp.test',
  id: '00u1',
  phone: null,
  department: null,
  jobTitle: 'Archivist',
  groups: [],
  assigned: true,
};
const scim = { 'content-type': 'application/scim+json' };
const listOf = (...resources: object[]) => ({ totalResults: resources.length, Resources: resources });

let now = 0;
let waited: number[] = [];
beforeEach(() => {
  now = 0;
  waited = [];
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function connect(vendor: ProvisioningVendor, more: Partial<ProvisioningOptions> = {}) {
  const wait = async (milliseconds: number) => void waited.push(milliseconds);
  const connection = { seed: 1, nonce: '0123456789ab', vendor, name: 'app', clock: () => now };
  return openProvisioning(connection, { baseUrl: `${ORIGIN}/scim`, token: 'token', wait, ...more });
}
const lookUp = (status: number, body: object, headers: Record<string, string> = scim) =>
  nock(ORIGIN).get('/scim/Users').query(true).reply(status, body, headers);

test('a rejected token puts a job of Entra into quarantine, and nothing is lost', async () => {
  const idp = connect('entra', { send: 'in-cycles' });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'waiting', because: 'next-cycle' });
  lookUp(401, { detail: 'expired' });
  expect(await idp.runCycle()).toMatchObject({
    kind: 'initial',
    ran: true,
    outcomes: [{ key: 'ada', outcome: { kind: 'failed', because: { code: 'unauthorized', detail: 'expired' } } }],
    quarantine: { since: 0, nextTry: 6 * 3_600_000 },
    pending: 1,
  });
  expect(await idp.runCycle()).toMatchObject({ ran: false, pending: 1 });
  now = 6 * 3_600_000;
  lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').reply(201, { id: 'u1' }, scim);
  expect(await idp.runCycle()).toMatchObject({ ran: true, quarantine: null, pending: 0 });
  expect(idp.idOf(ada)).toBe('u1');
});

test('after 429 the time is waited that the application asks for', async () => {
  const idp = connect('okta');
  lookUp(429, {}, { ...scim, 'retry-after': '7' });
  lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').reply(201, { id: 'u1' }, scim);
  expect(await idp.assign(ada)).toEqual({ kind: 'created', id: 'u1' });
  expect(waited).toEqual([7000]);
});

test('after 429 without a time, the change is owed', async () => {
  const idp = connect('okta');
  lookUp(429, {});
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', again: true, because: { code: 'rate-limited' } });
  expect([waited, idp.pending()]).toEqual([[], 1]);
});

test.each(['entra', 'okta', 'google'] as const)(
  '%s makes nobody twice where the answer to a POST was lost',
  async (vendor) => {
    const idp = connect(vendor);
    lookUp(200, listOf());
    nock(ORIGIN)
      .post('/scim/Users')
      .replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'reset' } });
    const stored = {
      id: 'u1',
      userName: ada.upn,
      displayName: ada.displayName,
      externalId: 'ada',
      title: ada.jobTitle,
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [{ type: 'work', value: ada.email }],
      active: true,
    };
    lookUp(200, listOf(stored));
    nock(ORIGIN).get('/scim/Users/u1').reply(200, stored, scim);
    expect(await idp.runCycle()).toMatchObject({ outcomes: [{ outcome: { kind: 'linked', id: 'u1' } }], pending: 0 });
  },
);

test.each([
  [403, 'forbidden'],
  [409, 'conflict'],
  [412, 'changed-meanwhile'],
  [500, 'server-error'],
  [302, 'redirected'],
] as const)('a POST answered with %i is owed', async (status, code) => {
  const idp = connect('entra');
  lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').reply(status, {}, scim);
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code, status } });
  expect(idp.pending()).toBe(1);
});

test('an answer without an id is no account', async () => {
  const idp = connect('okta');
  lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').reply(201, '', scim);
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'malformed-answer' } });
});

test('an import ends at a page that repeats', async () => {
  const idp = connect('okta');
  const page = { totalResults: 4, Resources: [{ id: 'a' }, { id: 'b' }] };
  lookUp(200, page);
  lookUp(200, page);
  expect(await idp.importUsers()).toMatchObject({ pages: 2, total: 4, failure: { code: 'page-repeats' } });
});

test('404 to a look-up is nobody for Okta, and an error for Entra', async () => {
  lookUp(404, { detail: 'none' });
  nock(ORIGIN).post('/scim/Users').reply(201, { id: 'u1' }, scim);
  expect(await connect('okta').assign(ada)).toMatchObject({ kind: 'created' });
  lookUp(404, { detail: 'none' });
  expect(await connect('entra').assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'not-found' } });
});
