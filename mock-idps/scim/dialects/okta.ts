import { isActive } from '../active.ts';
import { chosen, chunksOf, CORE_GROUP, CORE_USER, hasProfile, patchOf, quoted } from '../dialect.ts';
import type { Dialect, GroupState, Json, Member, UserFields, Write } from '../dialect.ts';
import { guide, linking, rateLimit, testCount } from './okta-switches.ts';

/** Headers as an engineer of Okta traced them in 2018 (oktadeveloper/okta-blog-archive PR 1956, issue). */
const headers = {
  accept: 'application/scim+json',
  'accept-charset': 'utf-8',
  'user-agent': 'Okta SCIM Client 1.0.0',
};

const profileOf = ({ userName, givenName, familyName, email, displayName }: UserFields) => ({
  userName,
  name: { givenName, familyName },
  ...(email !== null && { emails: [{ primary: true, value: email, type: 'work' }] }),
  displayName,
});

const entries = (members: readonly Member[]) => members.map(({ id, userName }) => ({ value: id, display: userName }));

/** Okta renames with every change of members, and an application of one's own gets the whole group by PUT. */
export const okta: Dialect = {
  source: guide,
  switches: [testCount, linking, rateLimit],
  headers,
  contentType: 'application/scim+json; charset=utf-8',
  afterRateLimit: rateLimit,
  habits: {
    deletesUsers: () => false,
    pushesGroups: true,
    noMatch: [404],
    letsGo: true,
    looksAgain: true,
    readsGroups: false,
    namesWithMembers: true,
    replacesLinked: (settings) => chosen(settings, linking) === 'replaced',
    // Help on the prerequisites of Group Push (vendor-doc, 2026-11-29).
    activeMembersOnly: true,
    quarantines: false,
    onDemand: null,
    // The examples of the reference answer with text/json, and once with text/html.
    anyContentType: true,
    // A conflict stops the job (Okta's SCIM reference); where PATCH is not implemented, a task for a person is made (oktadeveloper/okta-blog-archive PR 1956, issue).
    retries: ({ code }) => code !== 'conflict' && code !== 'not-implemented',
  },
  tests: (_guid, settings) => [
    { path: '/Users', query: `count=${chosen(settings, testCount) === 'two' ? 2 : 1}&startIndex=1`, finds: 'anybody' },
  ],
  matches: ({ userName }) => [{ path: 'userName', value: userName }],
  query: (filter) => `filter=${encodeURIComponent(filter)}&startIndex=1&count=100`,
  // support.okta.com how-group-linking-works-for-scim-integrations (vendor-doc, 2026-11-29).
  groupQuery: (displayName) => `filter=${encodeURIComponent(`displayName eq ${quoted(displayName)}`)}`,
  createUser: (user, _settings, password) => ({
    schemas: [CORE_USER],
    ...profileOf(user),
    locale: 'en-US',
    externalId: user.directoryId,
    groups: [],
    password,
    active: true,
  }),
  updateUser(user, current, { application = 'custom' }) {
    const switches = isActive(current) !== user.active;
    const same = hasProfile(current, user);
    if (!switches && same) return null;
    if (switches && same && application === 'catalogue')
      return patchOf([{ op: 'replace', value: { active: user.active } }]);
    return { method: 'PUT', body: { ...current, ...merged(user, current), active: user.active } };
  },
  setManager: () => null,
  referenceQuery: () => null,
  createGroup: ({ name }) => ({ schemas: [CORE_GROUP], displayName: name, members: [] }),
  renameGroup: (group, _current, { application = 'custom' }) =>
    application === 'custom' ? whole(group) : named(group),
  changeMembers(group, added, removed, { application = 'custom', membersAtOnce = 100 }) {
    if (added.length + removed.length === 0) return [];
    if (application === 'custom') return [{ ...whole(group), added, removed }];
    const [gone, come] = [chunksOf(removed, membersAtOnce), chunksOf(added, membersAtOnce)];
    return [
      { ...named(group), added: [], removed: [] },
      ...Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => {
        const [less = [], more = []] = [gone[index], come[index]];
        const operations = [
          ...less.map((id) => ({ op: 'remove', path: `members[value eq ${quoted(id)}]` })),
          ...(more.length > 0 ? [{ op: 'add', path: 'members', value: entries(more) }] : []),
        ];
        return { ...patchOf(operations), added: more, removed: less };
      }),
    ];
  },
  replaceMembers: (group, { application = 'custom' }) =>
    application === 'custom'
      ? whole(group)
      : patchOf([{ op: 'replace', path: 'members', value: entries(group.members) }]),
  changePassword: (password, current, { application = 'custom' }) =>
    application === 'custom'
      ? { method: 'PUT', body: { ...current, password } }
      : patchOf([{ op: 'replace', value: { password } }]),
};

const named = ({ id, name }: GroupState): Write => patchOf([{ op: 'replace', value: { id, displayName: name } }]);

const whole = ({ id, name, members }: GroupState): Write => ({
  method: 'PUT',
  body: { schemas: [CORE_GROUP], id, displayName: name, members: entries(members) },
});

/** What the application keeps of a name beside what Okta knows (a middle name) stays. */
function merged(user: UserFields, current: Json): Json {
  const profile = profileOf(user);
  return { ...profile, name: { ...(current.name as Json | null | undefined), ...profile.name } };
}
