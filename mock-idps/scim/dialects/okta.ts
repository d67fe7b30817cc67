import type { Source } from '../../source.ts';
import { isActive } from '../active.ts';
import { CORE_GROUP, CORE_USER, hasProfile, patchOf, quoted } from '../dialect.ts';
import type { Dialect, Member, UserFields } from '../dialect.ts';

const guide: Source = {
  title: 'SCIM 2.0 protocol reference; SCIM technical FAQs',
  at: 'okta/okta-developer-docs docs/reference/scim/scim-20, docs/concepts/scim/faqs',
  basis: 'vendor-doc',
  checked: '2026-11-23',
};

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
  switches: [],
  headers,
  contentType: 'application/scim+json; charset=utf-8',
  deletesUsers: () => false,
  pushesGroups: true,
  test: () => 'count=2&startIndex=1',
  matches: ({ userName }) => [`userName eq ${quoted(userName)}`],
  query: (filter) => `filter=${encodeURIComponent(filter)}&startIndex=1&count=100`,
  groupQuery: (displayName) => okta.query(`displayName eq ${quoted(displayName)}`),
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
    return { method: 'PUT', body: { ...current, ...profileOf(user), active: user.active } };
  },
  setManager: () => null,
  createGroup: ({ name }) => ({ schemas: [CORE_GROUP], displayName: name, members: [] }),
  renameGroup: (id, name, members, { application = 'custom' }) =>
    application === 'custom'
      ? whole(id, name, members)
      : patchOf([{ op: 'replace', value: { id, displayName: name } }]),
  changeMembers({ id, name, members }, added, removed, { application = 'custom' }) {
    if (added.length + removed.length === 0) return [];
    if (application === 'custom') return [whole(id, name, members)];
    return [
      okta.renameGroup(id, name, members, { application }),
      patchOf([
        ...removed.map((gone) => ({ op: 'remove', path: `members[value eq ${quoted(gone)}]` })),
        ...(added.length > 0 ? [{ op: 'add', path: 'members', value: entries(added) }] : []),
      ]),
    ];
  },
};

const whole = (id: string, displayName: string, members: readonly Member[]) =>
  ({ method: 'PUT', body: { schemas: [CORE_GROUP], id, displayName, members: entries(members) } }) as const;
