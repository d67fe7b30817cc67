import { afterEach, describe, expect, it } from 'vitest';
import { start, type Started } from '../harness/built.fixture.ts';
import type { AppList, EventPage } from './api/api.gen.ts';

let jitmus: Started | undefined;
afterEach(async () => {
  jitmus?.kill('SIGTERM');
  await jitmus?.ended;
});

async function started(...args: string[]) {
  jitmus = start(['idp', ...args]);
  const told = await jitmus.until(/The mock IdPs listen/);
  const word = (name: string) => new RegExp(`${name} +(\\S+)`).exec(told)?.[1];
  return { told, api: word('control API') ?? '', token: word('bearer token') };
}

const json = async <T>(answer: Response) => (await answer.json()) as T;

describe('jitmus idp', () => {
  it('has what the command line registers at the desk, also after a reset', async () => {
    const { api, token } = await started('okta', '--sp-entity-id', 'urn:my:app', '--sp-acs', 'http://127.0.0.1:9/acs');
    expect(token).toBeUndefined();
    const apps = async () => (await json<AppList>(await fetch(`${api}/apps`))).apps;
    const before = await apps();
    expect(before).toMatchObject([
      { id: 'okta-1', saml: { entityId: 'urn:my:app', acsUrl: 'http://127.0.0.1:9/acs' } },
    ]);
    expect((await fetch(`${api}/apps/okta-1`, { method: 'DELETE' })).status).toBe(204);
    await fetch(`${api}/reset`, { method: 'POST' });
    expect(await apps()).toEqual(before);
  });

  it('keeps what happened before anybody asked', async () => {
    const { api } = await started('okta');
    const { origin } = new URL(api);
    await fetch(`${origin}/app/nothing/exk0/sso/saml?SAMLRequest=x`);
    const { events } = await json<EventPage>(await fetch(`${api}/events`));
    expect(events.map(({ n, kind }) => [n, kind])).toEqual([
      [1, 'request'],
      [2, 'refused'],
    ]);
  });

  it('draws a token where it listens beyond this machine', async () => {
    const { api, token = '' } = await started('okta', '--host', '0.0.0.0');
    expect(token.length).toBeGreaterThanOrEqual(24);
    expect((await fetch(`${api}/apps`)).status).toBe(401);
    expect((await fetch(`${api}/apps`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('asks for a token that it was given, on loopback too', async () => {
    const { api, token } = await started('okta', '--token', 'my-own-token');
    expect(token).toBe('my-own-token');
    expect((await fetch(`${api}/apps`)).status).toBe(401);
    expect((await fetch(`${api}/apps`, { headers: { authorization: 'Bearer my-own-token' } })).status).toBe(200);
  });
});
