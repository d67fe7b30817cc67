import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../examples/express-saml/app.ts';
import { httpDriver } from '../../harness/drivers/http-driver.ts';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type { App, EventPage, Expectation, Person, Problem, SignIn, SignInList, SignOut } from './api.gen.ts';

let desk: OpenedDesk;
let express: Awaited<ReturnType<typeof startApp>>;
let app: App;
beforeAll(async () => {
  desk = await openedDesk();
  app = (
    await desk.call<App>('POST', '/apps', {
      vendor: 'entra',
      name: 'Express',
      settings: { groups: { claim: 'vendor-default', send: 'security' } },
    })
  ).body;
  const value = (id: string) => app.setUp.toCopy.find((one) => one.id === id)?.value ?? '';
  express = await startApp({ entityId: value('entityId'), ssoUrl: value('ssoUrl'), certificate: value('certificate') });
  const saml = { metadataUrl: `${express.origin}/metadata` };
  await desk.call('PATCH', `/apps/${app.id}`, { saml, loginUrl: `${express.origin}/login` });
});
afterAll(async () => {
  await express.close();
  await desk.close();
});

const browser = () =>
  httpDriver.open('person', { isIdp: desk.idps.owns, allows: () => true, onExchange: () => undefined });
const order = async (input: object) => (await desk.call<SignIn>('POST', '/sign-ins', { app: app.id, ...input })).body;
const state = async ({ id }: SignIn) => (await desk.call<SignIn>('GET', `/sign-ins/${id}`)).body;

async function visited(url: string) {
  const opened = await browser();
  const visit = await opened.visit(url);
  const me = await opened.read(`${express.origin}/me`);
  return { visit, me: 'body' in me ? { status: me.status, ...(JSON.parse(me.body) as object) } : me };
}

it('signs somebody in 151 Entra groups in at the Express example, by the API alone', async () => {
  const ordered = await order({ as: 'overage' });
  expect(ordered).toMatchObject({ state: 'waiting', expects: { answer: 'accept' }, person: { groupCount: 151 } });
  expect(ordered.expects.says).toContain('a link in place of the 151 groups');
  const { visit, me } = await visited(ordered.url);
  expect(visit.text).toContain('Welcome');
  expect(me).toEqual({ status: 200, email: ordered.person.email, groups: [] });
  const after = await state(ordered);
  expect(after).toMatchObject({
    state: 'answered',
    protocol: 'saml',
    refused: null,
    trips: [{ genuine: true, url: null }],
  });
  const { events } = (await desk.call<EventPage>('GET', '/events')).body;
  const own = events.filter(({ signIn }) => signIn === ordered.id);
  expect(own.map(({ kind, direction, app: of }) => [kind, direction, of])).toEqual([
    ['request', 'in', app.id],
    ['emitted', 'out', app.id],
  ]);
  expect(own.map(({ n }) => n)).toEqual(after.events);
  expect(own[1]).toMatchObject({ event: { groups: 'overage' } });
});

describe('a sign-in', () => {
  it('carries several faults, and explains what a sound application does', async () => {
    const ordered = await order({ faults: ['saml/expired', { id: 'saml/audience-mismatch' }] });
    expect(ordered.expects).toMatchObject({
      answer: 'refuse',
      because: [{ fault: 'saml/expired' }, { fault: 'saml/audience-mismatch' }],
    });
    const { me } = await visited(ordered.url);
    expect(me).toMatchObject({ status: 401 });
    const { events } = (await desk.call<EventPage>('GET', '/events')).body;
    expect(events.findLast(({ signIn }) => signIn === ordered.id)).toMatchObject({
      event: { faults: ['saml/expired', 'saml/audience-mismatch'] },
    });
  });

  it('is explained before anything is ordered', async () => {
    const count = async () => (await desk.call<SignInList>('GET', '/sign-ins')).body.signIns.length;
    const before = await count();
    const preview = async (input: object) =>
      (await desk.call<Expectation>('POST', '/sign-ins/preview', { app: app.id, ...input })).body;
    expect(await preview({ as: 'overage' })).toMatchObject({
      answer: 'accept',
      says: expect.stringContaining('a link in place of the 151') as string,
    });
    expect(await preview({ faults: ['saml/expired'] })).toMatchObject({
      answer: 'refuse',
      because: [{ fault: 'saml/expired' }],
    });
    expect(await preview({ faults: ['saml/nameid-lookalike', 'saml/expired'] })).toMatchObject({
      answer: 'refuse',
      says: expect.stringContaining('nobody gets in') as string,
    });
    expect(await preview({ as: { assigned: false } })).toMatchObject({ answer: 'refuse' });
    expect(await count()).toBe(before);
  });

  it('is for a person of the directory, changed on the way', async () => {
    const id = 'entra.corp.4711';
    const { body: person } = await desk.call<Person>('PATCH', `/people/${id}`, { spec: { groups: 151 } });
    expect(person.groups).toHaveLength(151);
    expect(await visited((await order({ person: id })).url)).toMatchObject({ me: { email: person.email } });
    const { body: changed } = await desk.call<Person>('PATCH', `/people/${id}`, { changes: ['email', 'no-groups'] });
    expect([changed.email === person.email, changed.directoryId, changed.groups]).toEqual([
      false,
      person.directoryId,
      [],
    ]);
    expect(await visited((await order({ person: id })).url)).toMatchObject({ me: { email: changed.email } });
  });

  it('has a victim where a forgery needs one, and a signer whose address begins with the victim’s', async () => {
    const comment = await order({ faults: ['saml/nameid-nul'] });
    expect(comment.person.email).toBe(`${comment.victim?.email}.evil.test`);
    const foreign = (
      await desk.call<App>('POST', '/apps', {
        vendor: 'entra',
        name: 'another',
        saml: { entityId: 'urn:x', acsUrl: 'http://127.0.0.1:9/acs' },
      })
    ).body;
    expect((await order({ faults: ['saml/audience-mismatch'], otherApp: foreign.id })).victim).toBeNull();
  });

  it('is refused by the identity provider for whoever is not assigned, as the vendor shows it', async () => {
    const ordered = await order({ as: 'unassigned' });
    await visited(ordered.url);
    expect(await state(ordered)).toMatchObject({
      state: 'refused',
      refused: {
        code: 'AADSTS50105',
        established: true,
        vendorShows: 'Microsoft Entra ID shows an error page with AADSTS50105, and the application hears nothing.',
      },
    });
  });

  it('begins at the identity provider too', async () => {
    const ordered = await order({ at: 'idp', as: { groups: 1 } });
    await visited(ordered.url);
    expect(await state(ordered)).toMatchObject({ at: 'idp', state: 'answered' });
  });

  it('stands for everybody until it is ended', async () => {
    const sticky = await order({ as: 'overage', faults: ['saml/expired'], times: 'every' });
    expect(sticky.url).toBe(`${express.origin}/login`);
    for (let n = 0; n < 2; n++) expect((await visited(sticky.url)).me).toMatchObject({ status: 401 });
    const { signIns } = await state(sticky);
    expect(signIns).toHaveLength(2);
    const { body: one } = await desk.call<SignIn>('GET', `/sign-ins/${signIns[0]}`);
    expect(one).toMatchObject({ sticky: sticky.id, person: sticky.person, state: 'answered' });
    expect((await desk.call('DELETE', `/sign-ins/${sticky.id}`)).status).toBe(204);
    expect((await visited(sticky.url)).visit.text).toContain('Who signs in to Express?');
    expect(await state(sticky)).toMatchObject({ state: 'ended' });
  });

  it('is taken back while nobody has begun it, and not afterwards', async () => {
    const waiting = await order({});
    expect((await desk.call('DELETE', `/sign-ins/${waiting.id}`)).status).toBe(204);
    const over = await order({});
    await visited(over.url);
    expect(await desk.call('DELETE', `/sign-ins/${over.id}`)).toMatchObject({
      status: 409,
      body: { code: 'SIGN_IN_OVER' },
    });
    const { body } = await desk.call<SignInList>('GET', '/sign-ins');
    expect(body.signIns[0]?.id).toBe(over.id);
    expect(body.signIns.map(({ id }) => id)).not.toContain(waiting.id);
  });

  it.each([
    ['an application that there is not', { app: 'entra-7' }, { code: 'NOT_FOUND', at: '/app' }],
    ['a persona with a slip', { as: 'overrage' }, { code: 'PERSONA_UNKNOWN', suggestions: ['overage'] }],
    ['a fault with a slip', { faults: ['saml/expird'] }, { code: 'FAULT_UNKNOWN', suggestions: ['saml/expired'] }],
    [
      'an option that the fault has not',
      { faults: [{ id: 'saml/expired', options: { hours: 1 } }] },
      { code: 'FAULT_OPTION_UNKNOWN' },
    ],
    [
      'a fault of a sign-out',
      { faults: ['saml/logout-unsigned'] },
      { code: expect.stringMatching(/^FAULT_/) as string },
    ],
    ['somebody of another vendor', { person: 'okta.corp.1' }, { code: 'PERSON_ELSEWHERE', at: '/person' }],
    ['a place off this machine', { loginUrl: 'https://elsewhere.example/login' }, { code: 'HOST_NOT_ALLOWED' }],
  ])('is not ordered for %s', async (_, input, problem) => {
    const answer = await desk.call<Problem>('POST', '/sign-ins', { app: app.id, ...input });
    expect(answer).toMatchObject({ status: 422, body: problem });
  });
});

it('signs somebody out at the identity provider', async () => {
  const { body: okta } = await desk.call<App>('POST', '/apps', {
    vendor: 'okta',
    name: 'signs out',
    saml: { entityId: 'urn:sp', acsUrl: `${express.origin}/nowhere`, sloUrl: `${express.origin}/slo` },
    settings: { singleLogout: true },
  });
  const opened = await browser();
  const { body: signIn } = await desk.call<SignIn>('POST', '/sign-ins', { app: okta.id });
  await opened.visit(signIn.url);
  const { body: out } = await desk.call<SignOut>('POST', '/sign-outs', {
    app: okta.id,
    faults: ['saml/logout-request-unsigned'],
  });
  expect(out).toMatchObject({ protocol: 'saml', at: 'idp', state: 'waiting', expects: { answer: 'refuse' } });
  await opened.visit(out.url);
  const { body: after } = await desk.call<SignOut>('GET', `/sign-outs/${out.id}`);
  expect(after).toMatchObject({ state: 'answered', events: [expect.any(Number) as number] });
  expect((await desk.call<{ signOuts: SignOut[] }>('GET', '/sign-outs')).body.signOuts).toEqual([after]);
});
