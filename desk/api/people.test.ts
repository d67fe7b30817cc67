import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedDesk, type OpenedDesk } from '../desk.fixture.ts';
import type {
  Desk,
  FaultList,
  Person,
  PersonaList,
  PersonPage,
  Problem,
  QuirkList,
  SwitchList,
  TenantList,
} from './api.gen.ts';

let desk: OpenedDesk;
beforeAll(async () => {
  desk = await openedDesk({ vendors: ['google'] });
});
afterAll(() => desk.close());

const page = async (query: string) => (await desk.call<PersonPage>('GET', `/people?${query}`)).body;

describe('people', () => {
  it('are read page by page', async () => {
    const first = await page('vendor=entra&limit=3');
    expect(first.people.map(({ id }) => id)).toEqual(['entra.corp.0', 'entra.corp.1', 'entra.corp.2']);
    expect([first.matches, first.next]).toEqual([1_000_000, 3]);
    expect((await page('vendor=entra&from=999999999')).people).toHaveLength(1);
  });

  it('are found among a million by words of name and address, and by number', async () => {
    const { body: person } = await desk.call<Person>('GET', '/people/okta.corp.876543');
    const [given = '', family = ''] = [person.givenName.split(' ')[0], person.surname.split('-')[1]];
    const found = await page(`vendor=okta&limit=50&search=${given.slice(0, 5)}%20${family}`);
    expect(found.matches).toBeGreaterThan(0);
    for (const { displayName, email } of found.people)
      for (const word of [given.slice(0, 5), family])
        expect(`${displayName} ${email}`.toLowerCase()).toContain(word.toLowerCase());
    expect((await page(`vendor=okta&search=${encodeURIComponent(person.email ?? '')}`)).people).toMatchObject([
      { number: 876543 },
    ]);
    expect((await page('vendor=okta&search=876543')).people).toMatchObject([{ id: person.id }]);
    expect(await page('vendor=okta&search=nobodyiscalledthis')).toMatchObject({ people: [], matches: 0, next: null });
  });

  it('lead from page to page of what was found', async () => {
    const one = await page('vendor=okta&search=otter&limit=2');
    const two = await page(`vendor=okta&search=otter&limit=2&from=${one.next}`);
    expect((await page('vendor=okta&search=otter&limit=4')).people).toEqual([...one.people, ...two.people]);
  });

  it('are made to measure, and found beside those of the directory', async () => {
    const input = { vendor: 'google', persona: 'markup-name', spec: { groups: 2 }, key: 'mallory' };
    const made = await desk.call<Person>('POST', '/people', input);
    expect(made).toMatchObject({
      status: 201,
      body: { id: 'google.corp.m1', number: null, persona: 'markup-name', groupCount: 2 },
    });
    expect(made.body.displayName).toContain('<b onmouseover');
    expect((await desk.call<Person>('POST', '/people', input)).body).toEqual(made.body);
    expect((await page('vendor=google&search=markup-name')).made).toMatchObject([{ id: 'google.corp.m1' }]);
    const { tenants } = (await desk.call<TenantList>('GET', '/tenants')).body;
    expect(tenants).toContainEqual({
      vendor: 'google',
      tenant: 'corp',
      apps: ['google-1'],
      made: 1,
      people: 1_000_000,
    });
  });

  it('change', async () => {
    const before = (await desk.call<Person>('GET', '/people/entra.corp.5')).body;
    const after = (await desk.call<Person>('PATCH', '/people/entra.corp.5', { changes: ['name', 'email'] })).body;
    expect([after.displayName === before.displayName, after.email === before.email]).toEqual([false, false]);
    expect([after.directoryId, after.changes]).toEqual([before.directoryId, ['name', 'email']]);
    const more = (await desk.call<Person>('PATCH', '/people/entra.corp.5', { spec: { assigned: false } })).body;
    expect([more.email, more.assigned]).toEqual([after.email, false]);
  });

  it.each([
    ['/people/entra.corp.x', 404, { code: 'NOT_FOUND' }],
    ['/people/nobody.corp.1', 404, { code: 'NOT_FOUND' }],
    ['/people', 400, { code: 'INPUT_INVALID', at: '/vendor' }],
    ['/people?vendor=entra&limit=1000', 400, { code: 'INPUT_INVALID', at: '/limit' }],
    ['/people?vendor=entra&serach=x', 400, { at: '/serach', suggestions: ['search'] }],
  ])('%s is a problem', async (path, status, problem) => {
    expect(await desk.call<Problem>('GET', path)).toMatchObject({ status, body: problem });
  });
});

describe('the lists', () => {
  it('tell of every fault what a sound application does, and from where that is known', async () => {
    const { faults } = (await desk.call<FaultList>('GET', '/faults')).body;
    expect(faults.find(({ id }) => id === 'saml/expired')).toMatchObject({
      protocol: 'saml',
      of: 'sign-in',
      says: 'A sound application refuses it, and nobody gets in.',
      options: [{ name: 'minutes', kind: 'number' }],
    });
    expect(new Set(faults.map(({ of }) => of))).toEqual(new Set(['sign-in', 'sign-out', 'discovery']));
  });

  it('tell of personas, switches and quirks', async () => {
    const { personas } = (await desk.call<PersonaList>('GET', '/personas')).body;
    expect(personas).toContainEqual(expect.objectContaining({ name: 'overage', spec: { groups: 151 } }));
    expect((await desk.call<SwitchList>('GET', '/switches')).body.switches.length).toBeGreaterThan(0);
    const { quirks } = (await desk.call<QuirkList>('GET', '/quirks')).body;
    expect(new Set(quirks.map(({ kind }) => kind))).toEqual(new Set(['habit', 'check']));
  });

  it('tell of the desk, whose links all lead somewhere', async () => {
    const { body } = await desk.call<Desk>('GET', '/');
    expect(body).toMatchObject({ origin: desk.idps.origin, api: desk.api, tls: null, seed: 1 });
    for (const [name, link] of Object.entries(body.links)) {
      const answer = await fetch(name === 'people' ? `${link}?vendor=entra` : link);
      expect([name, answer.status]).toEqual([name, 200]);
    }
  });
});
