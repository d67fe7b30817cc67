import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import { startScimServer, type ScimServer } from '../scim-server.fixture.ts';
import type { Act, App, EventPage, Problem, Provisioning } from './api.gen.ts';

let desk: OpenedDesk;
let server: ScimServer;
let connection: Provisioning;
beforeEach(async () => {
  server = await startScimServer('good-token');
  desk = await openedDesk();
  const { body: app } = await desk.call<App>('POST', '/apps', { vendor: 'entra', name: 'Provisioned' });
  const input = { app: app.id, baseUrl: server.baseUrl, token: 'good-token' };
  connection = (await desk.call<Provisioning>('POST', '/provisioning', input)).body;
});
afterEach(async () => {
  await desk.close();
  server.close();
});

const act = async (input: object, id = connection.id) =>
  (await desk.call<Act>('POST', `/provisioning/${id}/acts`, input)).body;
const shown = async () => (await desk.call<Provisioning>('GET', `/provisioning/${connection.id}`)).body;

describe('provisioning', () => {
  it('tests the connection, with both halves of each exchange', async () => {
    const test = await act({ act: 'test' });
    expect(test).toMatchObject({ n: 1, ok: true, says: 'The connection works.', failure: null });
    expect(test.exchanges).toMatchObject([
      { method: 'GET', status: 200, act: 1, answerBody: expect.stringContaining('ListResponse') as string },
    ]);
    expect(JSON.stringify(test)).not.toContain('good-token');
    const input = { app: connection.app, baseUrl: server.baseUrl, token: 'wrong' };
    const { body: wrong } = await desk.call<Provisioning>('POST', '/provisioning', input);
    expect(await act({ act: 'test' }, wrong.id)).toMatchObject({
      ok: false,
      failure: { code: 'unauthorized', status: 401 },
    });
  });

  it('brings people, changes them and takes them away', async () => {
    const person = 'entra.corp.7';
    expect(await act({ act: 'assign', person })).toMatchObject({
      ok: true,
      says: 'Created in the application: u1.',
      outcome: { kind: 'created', id: 'u1' },
    });
    expect(await act({ act: 'assign', person })).toMatchObject({ ok: true, outcome: { kind: 'skipped' } });
    const changed = await act({ act: 'change', person, attributes: { displayName: 'Augusta King', department: null } });
    expect(changed.exchanges.map(({ method, status }) => [method, status])).toContainEqual(['PATCH', 200]);
    expect(await act({ act: 'deactivate', person })).toMatchObject({ outcome: { kind: 'deactivated' } });
    expect(await shown()).toMatchObject({
      pending: 0,
      people: [{ person: { id: person }, scimId: 'u1' }],
      acts: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }],
    });
  });

  it('pushes groups with their members', async () => {
    for (const person of ['entra.corp.1', 'entra.corp.2']) await act({ act: 'assign', person });
    expect(
      await act({ act: 'push-group', group: 'night', named: 'Night Shift', members: ['entra.corp.1'] }),
    ).toMatchObject({ ok: true });
    await act({ act: 'add-members', group: 'night', members: ['entra.corp.2'] });
    await act({ act: 'rename-group', group: 'night', named: 'Day Shift' });
    await act({ act: 'remove-members', group: 'night', members: ['entra.corp.1'] });
    const { groups } = await shown();
    expect(groups).toMatchObject([{ group: 'night', name: 'Day Shift', members: ['entra.corp.2'], scimId: 'g3' }]);
    expect(server.groups).toMatchObject([{ displayName: 'Day Shift' }]);
    expect(await act({ act: 'delete-group', group: 'night' })).toMatchObject({ outcome: { kind: 'deleted' } });
  });

  it('runs cycles', async () => {
    const input = { app: connection.app, baseUrl: server.baseUrl, token: 'good-token', send: 'in-cycles' };
    const { body: cycles } = await desk.call<Provisioning>('POST', '/provisioning', input);
    expect(await act({ act: 'assign', person: 'entra.corp.3' }, cycles.id)).toMatchObject({
      says: 'It waits for the next cycle.',
    });
    expect(await act({ act: 'cycle' }, cycles.id)).toMatchObject({
      ok: true,
      cycle: { kind: 'initial', ran: true, pending: 0 },
    });
    expect(await act({ act: 'restart' }, cycles.id)).toMatchObject({ ok: true });
    expect(await act({ act: 'cycle' }, cycles.id)).toMatchObject({ cycle: { kind: 'initial' } });
  });

  it('tells the feed of each exchange', async () => {
    await act({ act: 'assign', person: 'entra.corp.9' });
    const { events } = (await desk.call<EventPage>('GET', '/events')).body;
    const calls = events.filter(({ kind }) => kind === 'scim');
    expect(calls.at(-1)).toMatchObject({
      direction: 'out',
      ok: true,
      provisioning: connection.id,
      app: connection.app,
      says: expect.stringMatching(/^POST \/scim\/v2\/Users \(create user\): 201/) as string,
    });
    expect(JSON.stringify(events)).not.toContain('good-token');
  });

  it('takes what the application answers for text, however hostile', async () => {
    server.answer = { status: 500, type: 'text/html', body: '<script>alert(1)</script>'.repeat(10_000) };
    const failed = await act({ act: 'assign', person: 'entra.corp.4' });
    expect(failed).toMatchObject({ ok: false, outcome: { kind: 'failed' } });
    expect(failed.exchanges.at(-1)?.answerBody?.length).toBeLessThan(70_000);
    expect(await shown()).toMatchObject({ pending: 1 });
  });

  it.each([
    ['nobody', { act: 'assign' }, 422, { code: 'PERSON_MISSING', at: '/person' }],
    ['somebody of another vendor', { act: 'assign', person: 'okta.corp.1' }, 422, { code: 'PERSON_ELSEWHERE' }],
    [
      'a group that was not pushed',
      { act: 'rename-group', group: 'night' },
      422,
      { code: 'GROUP_UNKNOWN', at: '/group' },
    ],
    ['no group', { act: 'push-group' }, 422, { code: 'GROUP_MISSING' }],
    ['an act with a slip', { act: 'asign' }, 400, { code: 'INPUT_INVALID', suggestions: ['assign'] }],
  ])('refuses an act on %s', async (_, input, status, problem) => {
    expect(await desk.call<Problem>('POST', `/provisioning/${connection.id}/acts`, input)).toMatchObject({
      status,
      body: problem,
    });
  });

  it.each([
    ['off this machine', { baseUrl: 'https://app.example/scim' }, { code: 'HOST_NOT_ALLOWED', at: '/baseUrl' }],
    ['with the word Bearer', { token: 'Bearer x' }, { code: 'SCIM_TOKEN_INVALID' }],
    ['to a resource', { baseUrl: 'http://127.0.0.1:1/Users' }, { code: 'SCIM_BASE_URL_INVALID' }],
  ])('opens no connection %s', async (_, change, problem) => {
    const input = { app: connection.app, baseUrl: server.baseUrl, token: 'x', ...change };
    expect(await desk.call<Problem>('POST', '/provisioning', input)).toMatchObject({ status: 422, body: problem });
  });

  it('is forgotten, and opened for no plain IdP', async () => {
    expect((await desk.call('DELETE', `/provisioning/${connection.id}`)).status).toBe(204);
    expect((await desk.call<{ provisioning: [] }>('GET', '/provisioning')).body.provisioning).toEqual([]);
    const { body: app } = await desk.call<App>('POST', '/apps', { vendor: 'other', name: 'plain' });
    const input = { app: app.id, baseUrl: server.baseUrl, token: 'x' };
    expect(await desk.call<Problem>('POST', '/provisioning', input)).toMatchObject({
      body: { code: 'VENDOR_WITHOUT_SCIM' },
    });
  });
});
