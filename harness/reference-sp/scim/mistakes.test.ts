import { expect, test } from 'vitest';
import { defects, type DefectId } from '../defects.ts';
import { startWorld } from '../test-world.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const TOKENS = {
  own: 'token-of-the-team',
  otherTeam: 'token-of-another-team',
  revoked: 'token-of-yesterday',
  expired: 'token-of-last-year',
};

const person = (name: string, more: object = {}) => ({
  schemas: [USER, ENTERPRISE],
  userName: `${name}@corp.test`,
  externalId: name,
  displayName: name,
  title: 'Reader',
  emails: [{ value: `${name}@corp.test`, type: 'work', primary: true }],
  [ENTERPRISE]: { department: 'Engines' },
  ...more,
});

type Call = [method: string, path: string, body?: unknown, headers?: Record<string, string>];

const patch = (path: string, ...operations: object[]): Call => [
  'PATCH',
  path,
  { schemas: [PATCH_OP], Operations: operations },
];
const look = (filter: string): Call => ['GET', `/Users?filter=${encodeURIComponent(filter)}`];

/** Whatever a client may do, in an order in which each of it means something. {0} is the first that was made. */
const calls: Call[] = [
  [
    'POST',
    '/Users',
    person('ada', { password: 'Correct-horse-9', id: 'mine', meta: { created: '2001-01-01T00:00:00Z' } }),
  ],
  ['POST', '/Users', person('grace')],
  ['POST', '/Groups', { schemas: [GROUP], displayName: 'Engines', members: [{ value: '{0}' }] }],
  ['GET', '/Users/{0}'],
  ['POST', '/Users', person('ada')],
  ['POST', '/Users', person('ADA', { externalId: 'another' })],
  ['POST', '/Users', { schemas: [USER] }],
  ['POST', '/Users', person('joan', { unheardOf: 1 })],
  ['POST', '/Users', person('hedy', { active: 'False', DISPLAYNAME: 'Hedy' })],
  ['POST', '/Users', '{'],
  ['GET', `/Users/${NOBODY}`],
  ['PUT', `/Users/${NOBODY}`, person('new')],
  ['GET', '/Users/{0}', undefined, { authorization: '' }],
  ['GET', '/Users/{0}', undefined, { authorization: 'Bearer' }],
  ['GET', '/Users/{0}', undefined, { authorization: 'Bearer of-nobody' }],
  ['GET', '/Users/{0}', undefined, { authorization: `Bearer ${TOKENS.revoked}` }],
  ['GET', '/Users/{0}', undefined, { authorization: `Bearer ${TOKENS.expired}` }],
  ['GET', '/Users/{0}', undefined, { authorization: `Bearer ${TOKENS.otherTeam}` }],
  ['GET', '/Users?count=1&startIndex=1'],
  ['GET', '/Users?count=2&startIndex=9'],
  ['GET', '/Users?sortBy=displayName&sortOrder=descending'],
  ['GET', '/Users/{0}?attributes=userName'],
  ['GET', `/Users/{0}?attributes=${USER}:userName`],
  look('emails.value eq "ada@corp.test"'),
  look('userName eq "ada@corp.test"'),
  look('userName eq "ADA@corp.test"'),
  look('externalId eq "ada"'),
  look('userName eq "nobody"'),
  look('userName eq "ada@corp.test" and title eq "Admiral"'),
  look(`title eq "O'Hara"`),
  look('userName resembles "ada"'),
  look('externalId eq "ADA"'),
  look('active gt true'),
  ['GET', '/Users?unheardOf=1'],
  ['GET', '/Users?sortBy=userName&sortOrder=descending'],
  ['GET', `/Groups?filter=${encodeURIComponent('displayName eq "Engines"')}`],
  ['POST', '/Users/.search', { schemas: [SEARCH], filter: 'userName eq "grace@corp.test"' }],
  ['GET', '/ServiceProviderConfig'],
  ['GET', '/Schemas'],
  ['GET', '/ResourceTypes'],
  ['GET', '/Unheard'],
  ['POST', '/Schemas', {}],
  patch('/Users/{0}', { op: 'replace', path: 'title', value: 'Countess' }),
  patch('/Users/{0}', { op: 'replace', value: { nickName: 'Gus' } }),
  patch('/Users/{0}', { op: 'replace', path: 'name', value: { givenName: 'Annabella' } }),
  patch('/Users/{0}', { op: 'replace', path: 'name', value: { familyName: 'King' } }),
  patch('/Users/{0}', { op: 'replace', path: 'name', value: 'King' }),
  patch('/Users/{0}', { op: 'replace', path: 'emails[type eq "work"].value', value: 'countess@corp.test' }),
  patch('/Users/{0}', { op: 'add', path: 'emails', value: [{ value: 'home@corp.test', type: 'home', primary: true }] }),
  patch('/Users/{0}', { op: 'replace', path: `${ENTERPRISE}:department`, value: 'Looms' }),
  patch('/Users/{0}', { op: 'Replace', path: 'active', value: 'False' }),
  ['GET', '/Users/{0}'],
  patch('/Users/{0}', { op: 'replace', path: 'active', value: 'True' }),
  patch('/Users/{0}', { op: 'replace', value: { 'name.givenName': 'Augusta' } }),
  patch('/Users/{0}', { op: 'replace', path: 'displayName', value: 'Half' }, { op: 'remove' }),
  ['GET', '/Users/{0}'],
  ['PATCH', '/Users/{0}', { Operations: [] }],
  patch('/Users/{0}', { op: 'remove' }),
  patch('/Users/{0}', { op: 'replace', path: 'emails[type eq "work"', value: 'x' }),
  patch('/Users/{0}', { op: 'remove', path: 'userName' }),
  patch('/Users/{0}', { op: 'replace', path: 'id', value: NOBODY }),
  patch('/Users/{0}', { op: 'replace', path: 'title', value: '' }),
  patch('/Users/{0}', { op: 'replace', path: 'nickName', value: null }),
  [
    'PATCH',
    '/Users/{0}',
    { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'title', value: 'x' }] },
    { 'if-match': 'W/"0"' },
  ],
  [
    'PATCH',
    '/Users/{0}',
    { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'title', value: 'x' }] },
    { 'content-type': 'application/json' },
  ],
  patch('/Users/{1}', { op: 'add', path: 'title', value: 'First' }, { op: 'add', path: 'title', value: 'Second' }),
  patch('/Users/{1}', { op: 'replace', path: 'userName', value: 'ada@corp.test' }),
  patch('/Groups/{2}', { op: 'add', path: 'members', value: [{ value: '{0}' }, { value: '{1}' }] }),
  patch('/Groups/{2}', { op: 'add', path: 'members', value: [{ value: NOBODY }] }),
  patch('/Groups/{2}', { op: 'remove', path: 'members' }),
  patch('/Groups/{2}', { op: 'add', path: 'members', value: [{ value: '{0}' }] }),
  patch('/Groups/{2}', { op: 'add', path: 'members', value: [{ value: '{1}' }] }),
  ['GET', '/Groups/{2}'],
  patch('/Groups/{2}', { op: 'Remove', path: 'members', value: [{ $ref: null, value: '{1}' }] }),
  patch('/Groups/{2}', { op: 'replace', value: { members: [{ value: '{1}' }] } }),
  patch('/Groups/{2}', { op: 'add', path: 'members', value: [{ value: '{0}' }] }),
  patch('/Groups/{2}', { op: 'remove', path: 'members[value eq "{0}"]' }),
  ['PUT', '/Users/{0}', person('ada', { displayName: 'Augusta' })],
  ['DELETE', '/Users/{0}'],
  ['GET', '/Users/{0}'],
  ['DELETE', '/Users/{0}'],
  ['POST', '/Users', person('ada')],
];

/** What a client sees of all that. What is drawn at random has a name. */
async function transcript(defect?: DefectId): Promise<string[]> {
  const world = await startWorld({ scimTokens: TOKENS, ...(defect && { defects: [defect] }) });
  const ids: string[] = [];
  const filled = (text: string) => text.replace(/\{(\d)\}/g, (_, index: string) => ids[Number(index)] ?? NOBODY);
  const lines: string[] = [];
  for (const [method, path, body, headers] of calls) {
    const text = body === undefined ? null : filled(typeof body === 'string' ? body : JSON.stringify(body));
    const answer = await fetch(`${world.url}/scim/v2${filled(path)}`, {
      method,
      headers: {
        connection: 'close',
        authorization: `Bearer ${TOKENS.own}`,
        'content-type': 'application/scim+json',
        ...headers,
      },
      body: text,
    });
    const seen = await answer.text();
    const id = method === 'POST' && answer.status < 300 ? /"id":"([^"]+)"/.exec(seen)?.[1] : undefined;
    if (id !== undefined) ids.push(id);
    const told = ['content-type', 'location', 'etag', 'www-authenticate'].map((name) => answer.headers.get(name));
    lines.push([method, path, answer.status, ...told, seen].join(' '));
  }
  expect(world.errors).toEqual([]);
  return lines.map((line) =>
    ids
      .reduce((known, id, index) => known.replaceAll(id, `{${index}}`), line)
      .replaceAll(world.url, '')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}'),
  );
}

let known: Promise<string[]> | undefined;
/** That of a sound product, taken down once. */
const sound = () => (known ??= transcript());

test('without a defect every client sees the same', async () => {
  expect(await transcript()).toEqual(await sound());
});

/** What a client of SCIM does not see; `jitmus prove` shows it. */
const elsewhere: DefectId[] = ['scim-sessions-live-on'];

test.each(defects.map(({ id }): DefectId => id).filter((id) => id.startsWith('scim-') && !elsewhere.includes(id)))(
  '%s: clients see something else',
  async (id) => {
    expect(await transcript(id)).not.toEqual(await sound());
  },
);
