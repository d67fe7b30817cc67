import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../../examples/express-saml/app.ts';
import { jitmus, scratch } from '../../harness/built.fixture.ts';
import { httpDriver } from '../../harness/drivers/http-driver.ts';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import { startScimServer } from '../scim-server.fixture.ts';
import type {
  App,
  AppList,
  Desk,
  Imported,
  Person,
  Problem,
  Provisioning,
  Scenario,
  SignIn,
  SignInList,
  State,
} from './api.gen.ts';

let desk: OpenedDesk;
beforeEach(async () => {
  desk = await openedDesk({ vendors: ['entra'] });
});
afterEach(() => desk.close());

const saml = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };
const post = async <T>(path: string, body: object) => (await desk.call<T>('POST', path, body)).body;
const state = async (query = '') => (await desk.call<State>('GET', `/state${query}`)).body;

async function busy() {
  const app = await post<App>('/apps', {
    vendor: 'okta',
    name: 'busy',
    saml,
    settings: { sign: 'both' },
    loginUrl: 'http://127.0.0.1:9/login',
  });
  await post(`/apps/${app.id}/keys`, { act: 'publish-next' });
  await post(`/apps/${app.id}/keys`, { act: 'use-next' });
  const made = await post<Person>('/people', { vendor: 'okta', persona: 'guest', key: 'ada' });
  await desk.call('PATCH', '/people/okta.corp.3', { spec: { groups: 151 }, changes: ['email'] });
  await post<SignIn>('/sign-ins', { app: app.id, person: made.id, faults: ['saml/expired'], times: 'every' });
  await post<Provisioning>('/provisioning', { app: app.id, baseUrl: 'http://127.0.0.1:9/scim', token: 's3cret-token' });
  await desk.call('PATCH', '/clock', { frozen: true, now: Date.UTC(2031, 5, 1) });
  await desk.call('PUT', '/network', { faults: [{ endpoint: 'jwks', latencyMs: 5 }] });
  return app;
}

describe('the state', () => {
  it('is exported without secrets, unless asked for, and makes the same again', async () => {
    await busy();
    expect(JSON.stringify(await state())).not.toContain('s3cret-token');
    const whole = await state('?secrets=included');
    expect(whole.provisioning).toMatchObject([{ token: 's3cret-token' }]);
    const before = (await desk.call<AppList>('GET', '/apps')).body;
    await post('/reset', {});
    const { body } = await desk.call<Imported>('PUT', '/state', whole);
    expect(body).toEqual({ apps: 2, people: 2, sticky: 1, provisioning: 1, leftOut: [] });
    expect(await state('?secrets=included')).toEqual(whole);
    expect((await desk.call<AppList>('GET', '/apps')).body).toEqual(before);
    const { signIns } = (await desk.call<SignInList>('GET', '/sign-ins')).body;
    expect(signIns).toMatchObject([{ times: 'every', state: 'waiting', faults: [{ id: 'saml/expired' }] }]);
  });

  it('names what it lacks', async () => {
    await busy();
    const { body } = await desk.call<Imported>('PUT', '/state', await state());
    expect(body).toMatchObject({ provisioning: 0, leftOut: [expect.stringContaining('p1 has no token') as string] });
  });

  it('stays as it was where the document holds what cannot be', async () => {
    await busy();
    const before = await state('?secrets=included');
    const [first, ...others] = before.apps;
    const broken = { ...before, apps: [{ ...first, settings: { switches: { 'entra/nothing': 'x' } } }, ...others] };
    expect(await desk.call<Problem>('PUT', '/state', broken)).toMatchObject({
      status: 422,
      body: { code: 'SWITCH_UNKNOWN' },
    });
    expect(await state('?secrets=included')).toEqual(before);
    const other = { ...before, seed: 2 };
    expect(await desk.call<Problem>('PUT', '/state', other)).toMatchObject({
      status: 409,
      body: { code: 'STATE_OTHER_SEED' },
    });
    expect((await desk.call<Problem>('PUT', '/state', { ...before, schemaVersion: 2 })).status).toBe(400);
  });

  it('is as at the start after a reset', async () => {
    const start = await state();
    await busy();
    const { body } = await desk.call<Desk>('POST', '/reset');
    expect(body.clock).toMatchObject({ frozen: false });
    expect(await state()).toEqual({ ...start, clock: { frozen: false, offsetMs: expect.any(Number) as number } });
    expect((await desk.call<{ events: [] }>('GET', '/events')).body.events).toEqual([]);
  });
});

describe('what was done by hand', () => {
  it('becomes a scenario that jitmus run takes, and judges', { timeout: 90_000 }, async () => {
    const settings = { groups: { claim: 'vendor-default', send: 'security' } };
    const app = await post<App>('/apps', { vendor: 'entra', name: 'Express', settings });
    const value = (id: string) => app.setUp.toCopy.find((one) => one.id === id)?.value ?? '';
    const express = await startApp({
      entityId: value('entityId'),
      ssoUrl: value('ssoUrl'),
      certificate: value('certificate'),
    });
    await desk.call('PATCH', `/apps/${app.id}`, {
      saml: { metadataUrl: `${express.origin}/metadata` },
      loginUrl: `${express.origin}/login`,
    });
    const signIns = [];
    for (const input of [
      { as: 'overage' },
      { as: { groups: 2 }, faults: [{ id: 'saml/expired', options: { minutes: 20 } }] },
    ]) {
      const signIn = await post<SignIn>('/sign-ins', { app: app.id, ...input });
      const browser = await httpDriver.open('person', {
        isIdp: desk.idps.owns,
        allows: () => true,
        onExchange: () => undefined,
      });
      await browser.visit(signIn.url);
      signIns.push(signIn.id);
    }
    await express.close();

    const space = await scratch();
    const { folder } = space;
    const target = new URL('../../examples/express-saml/target.yaml', import.meta.url).pathname;
    const run = async (ids: string[], out: string) => {
      const saved = await post<Scenario>('/scenarios', { signIns: ids, title: `Saved by hand as ${out}` });
      await writeFile(join(folder, saved.file), saved.yaml);
      if (saved.personas) await writeFile(join(folder, saved.personas.file), saved.personas.yaml);
      const args = [
        'run',
        `saved-by-hand-as-${out}`,
        '--scenarios',
        folder,
        '--target',
        target,
        '--output',
        join(folder, out),
      ];
      const ended = await jitmus([...args, '--reporter', 'json']);
      return { saved, ended, cases: (await space.report(out)).cases };
    };
    const one = await run(signIns.slice(0, 1), 'overage');
    expect(one.saved.yaml).toContain('persona: overage');
    expect(one.saved.yaml).toContain('jit/overage-is-not-an-empty-list');
    expect(one.cases.map(({ id }) => id)).toEqual(['saved-by-hand-as-overage@entra.saml']);
    expect(one.cases[0]?.verdicts.map(({ rule }) => rule)).toContain('jit/overage-is-not-an-empty-list');

    const two = await run(signIns.slice(1), 'expired');
    expect(two.saved.personas?.yaml).toContain('groups: 2');
    expect(two.ended.code).toBe(0);
    const verdicts = two.cases[0]?.verdicts.map(({ rule, status }) => [rule, status]);
    expect(verdicts).toContainEqual(['saml/expiry', 'pass']);
    await space.remove();
  });

  it('over SCIM becomes one too', async () => {
    const server = await startScimServer('t');
    const { id } = await post<Provisioning>('/provisioning', { app: 'entra-1', baseUrl: server.baseUrl, token: 't' });
    for (const act of [
      { act: 'assign', person: 'entra.corp.3' },
      { act: 'change', person: 'entra.corp.3', attributes: { displayName: 'Augusta King', fax: '1' } },
      { act: 'push-group', group: 'night', members: ['entra.corp.3'] },
      { act: 'deactivate', person: 'entra.corp.3' },
    ])
      await post(`/provisioning/${id}/acts`, act);
    const saved = await post<Scenario>('/scenarios', { provisioning: id });
    expect(saved.yaml).toContain('displayName: Augusta King');
    expect(saved.notes).toEqual(['fax: a scenario cannot change these.']);
    const space = await scratch();
    const { folder } = space;
    await writeFile(join(folder, saved.file), saved.yaml);
    const name = saved.file.replace('.yaml', '');
    const { code, stdout } = await jitmus(['plan', name, '--scenarios', folder, '--idp', 'entra']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${name}@entra.scim`)]);
    await space.remove();
    server.close();
  });

  it('is of one application, and of something', async () => {
    const other = await post<App>('/apps', { vendor: 'okta', name: 'x', saml });
    await desk.call('PATCH', '/apps/entra-1', { saml });
    const [a, b] = [
      await post<SignIn>('/sign-ins', { app: 'entra-1' }),
      await post<SignIn>('/sign-ins', { app: other.id }),
    ];
    expect(await desk.call<Problem>('POST', '/scenarios', { signIns: [a.id, b.id] })).toMatchObject({
      status: 422,
      body: { code: 'SCENARIO_MIXED' },
    });
    expect(await desk.call<Problem>('POST', '/scenarios', {})).toMatchObject({ body: { code: 'SCENARIO_EMPTY' } });
    expect(await desk.call<Problem>('POST', '/scenarios', { signIns: ['s99'] })).toMatchObject({
      body: { code: 'NOT_FOUND', at: '/signIns/0' },
    });
  });
});
