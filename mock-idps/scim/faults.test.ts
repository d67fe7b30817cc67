import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProvisioning } from './engine.ts';
import type { ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';
import { somebody } from './test-connection.ts';

// Line C099 of the catalogue of checks.
const ORIGIN = 'https://app.test';
const ada = somebody('ada');
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
    outcomes: [],
    quarantine: {
      since: 0,
      nextTry: 6 * 3_600_000,
      code: 'EncounteredQuarantineException',
      because: { code: 'unauthorized', detail: 'expired' },
    },
    pending: 1,
  });
  expect(await idp.runCycle()).toMatchObject({ ran: false, pending: 1 });
  now = 6 * 3_600_000;
  lookUp(200, listOf());
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

test.each([
  ['entra', { 'entra/scim-429': 'next-cycle' }],
  ['okta', { 'okta/scim-429': 'next-cycle' }],
  ['google', { 'google/scim-429': 'next-cycle' }],
] as const)('%s: 429 is a failure like others where %j', async (vendor, switches) => {
  const idp = connect(vendor, { settings: { switches } });
  lookUp(429, {}, { ...scim, 'retry-after': '7' });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'rate-limited' } });
  expect(waited).toEqual([]);
});

test('nobody waits in a call for longer than a call may take: a later cycle sends it', async () => {
  const idp = connect('entra');
  lookUp(429, {}, { ...scim, 'retry-after': '3600' });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'rate-limited' } });
  now = 3_599_999;
  lookUp(200, listOf());
  expect(await idp.runCycle()).toMatchObject({ outcomes: [], pending: 1 });
  now++;
  for (const _ of [1, 2]) lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').reply(201, { id: 'u1' }, scim);
  expect(await idp.runCycle()).toMatchObject({ outcomes: [{ outcome: { kind: 'created' } }], pending: 0 });
  expect(waited).toEqual([]);
});

test('what fails again and again is tried more and more seldom', async () => {
  const idp = connect('entra', { send: 'in-cycles' });
  await idp.assign(ada);
  const tried: number[] = [];
  for (let cycle = 0; cycle < 20; cycle++, now += 40 * 60_000) {
    lookUp(200, listOf());
    lookUp(500, {});
    const { outcomes } = await idp.runCycle();
    if (outcomes.length > 0) tried.push(cycle);
    nock.cleanAll();
  }
  expect(tried).toEqual([0, 1, 3, 7, 15]);
});

test('whoever does not match the filter is never touched', async () => {
  const idp = connect('entra');
  lookUp(200, listOf({ id: 'u1', userName: 'somebody-else' }));
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'wrong-match', status: 200 } });
  lookUp(200, listOf({ id: 'u1', userName: 'somebody-else' }));
  expect(await idp.testConnection()).toMatchObject({ ok: false, because: { code: 'wrong-match' } });
});

test('of two who match, neither is taken, and nobody is made', async () => {
  const idp = connect('okta');
  lookUp(200, listOf({ id: 'u1', userName: ada.upn }, { id: 'u2', userName: ada.upn }));
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'ambiguous-match' } });
});

test('somebody who is said to be found and is not shown is not made a second time', async () => {
  const idp = connect('entra');
  lookUp(200, { totalResults: 1 });
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'malformed-answer' } });
});

test('a user who is found by name and never at their id ends in a failure', async () => {
  const idp = connect('entra');
  for (const _ of [1, 2]) {
    lookUp(200, listOf({ id: 'u1', userName: ada.upn }));
    nock(ORIGIN).get('/scim/Users/u1').reply(404, {}, scim);
  }
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'not-found' } });
});

test('a cycle does not begin where /Users is not found, and goes on where the test meets a passing fault', async () => {
  const idp = connect('entra', { send: 'in-cycles' });
  await idp.assign(ada);
  lookUp(503, {});
  lookUp(404, {});
  expect(await idp.runCycle()).toMatchObject({
    outcomes: [{ outcome: { kind: 'failed', because: { code: 'not-found' } } }],
    quarantine: { code: 'EncounteredQuarantineException' },
    pending: 1,
  });
  expect(await idp.deactivate(ada)).toMatchObject({ kind: 'waiting', because: 'next-cycle' });
  await idp.restart();
  lookUp(200, listOf());
  expect(await idp.runCycle()).toMatchObject({ ran: true, quarantine: null });
});

test('a job that stays in quarantine is tried at 6, 12 and 24 hours and daily, and disabled after four weeks', async () => {
  const idp = connect('entra', { send: 'in-cycles' });
  await idp.assign(ada);
  const tried: number[] = [];
  let last: { disabled: boolean } = { disabled: false };
  for (let hour = 0; hour <= 28 * 24; hour += 6) {
    now = hour * 3_600_000;
    lookUp(401, {});
    const report = await idp.runCycle();
    if (report.ran) tried.push(hour);
    last = report;
    nock.cleanAll();
  }
  expect(tried.slice(0, 6)).toEqual([0, 6, 12, 24, 48, 72]);
  expect(tried.at(-1)).toBe(27 * 24);
  expect(last).toMatchObject({ ran: false, disabled: true, pending: 1 });
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
      externalId: ada.upn.split('@')[0],
      title: ada.jobTitle,
      name: { givenName: ada.givenName, familyName: ada.surname },
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: ada.department },
      phoneNumbers: [{ type: 'work', value: ada.phone }],
      emails: [{ type: 'work', value: ada.email }],
      active: true,
    };
    if (vendor === 'entra') lookUp(200, listOf());
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

test('an answer that does not come in time is a failure, and the change is owed', async () => {
  const idp = connect('okta', { timeoutMs: 20 });
  lookUp(200, listOf());
  nock(ORIGIN).post('/scim/Users').delayConnection(60_000).reply(201, {}, scim);
  expect(await idp.assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'time-out' }, again: true });
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
  const page = { totalResults: 150, Resources: Array.from({ length: 100 }, (_, index) => ({ id: `u${index}` })) };
  lookUp(200, page);
  lookUp(200, page);
  expect(await idp.importUsers()).toMatchObject({ pages: 2, total: 150, failure: { code: 'page-repeats' } });
});

test('404 to a look-up is nobody for Okta, and an error for Entra', async () => {
  lookUp(404, { detail: 'none' });
  nock(ORIGIN).post('/scim/Users').reply(201, { id: 'u1' }, scim);
  expect(await connect('okta').assign(ada)).toMatchObject({ kind: 'created' });
  lookUp(404, { detail: 'none' });
  expect(await connect('entra').assign(ada)).toMatchObject({ kind: 'failed', because: { code: 'not-found' } });
});
