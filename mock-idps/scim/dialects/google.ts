import { isActive } from '../active.ts';
import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';
import { chosen, CORE_USER, filterOf, hasProfile, patchOf, quoted } from '../dialect.ts';
import type { Dialect, UserFields } from '../dialect.ts';

const checked = '2026-11-29';
const unknown: Source = {
  title: "Google's SCIM messages are not documented; the form is ours",
  at: 'support.google.com/a/answer/7681608',
  basis: 'inferred',
  checked,
};

const test: Switch = {
  id: 'google/scim-test',
  summary: 'What Google asks for when provisioning is set up.',
  forms: { count: 'one user, as a guide of another vendor says', 'look-up': 'a user who cannot exist' },
  source: unknown,
};

const update: Switch = {
  id: 'google/scim-update',
  summary: 'How Google changes a user.',
  forms: { put: 'the whole user by PUT', patch: 'what changed by PATCH' },
  source: unknown,
};

const deprovision: Switch = {
  id: 'google/scim-deprovision',
  summary: 'What Google does with a user who was deleted in the directory.',
  forms: { 'active-false': 'deactivates', delete: 'deletes, as one guide of a vendor says' },
  source: unknown,
};

const rateLimit: Switch = {
  id: 'google/scim-429',
  summary: 'What Google does about 429 with Retry-After.',
  forms: { waits: 'waits that long and sends it again', 'next-cycle': 'counts it as a failure like others' },
  source: unknown,
};

const profileOf = ({ userName, givenName, familyName, displayName, email, active }: UserFields) => ({
  userName,
  name: { givenName, familyName },
  displayName,
  ...(email !== null && { emails: [{ primary: true, type: 'work', value: email }] }),
  active,
});

/** Groups are for the scope alone. Look-up: grokability/snipe-it#12642; headers: pond/scimitar#142 (issues). */
export const google: Dialect = {
  source: unknown,
  switches: [test, update, deprovision, rateLimit],
  headers: { accept: 'application/json', 'user-agent': 'Google-Auto-Provisioning' },
  contentType: 'application/json',
  afterRateLimit: rateLimit,
  habits: {
    deletesUsers: (settings) => chosen(settings, deprovision) === 'delete',
    pushesGroups: false,
    noMatch: [],
    letsGo: false,
    looksAgain: false,
    readsGroups: false,
    namesWithMembers: false,
    replacesLinked: () => false,
    activeMembersOnly: false,
    quarantines: false,
    onDemand: null,
    anyContentType: false,
    retries: () => true,
  },
  tests: (guid, settings) =>
    chosen(settings, test) === 'count'
      ? [{ path: '/Users', query: 'count=1', finds: 'anybody' }]
      : [{ path: '/Users', query: google.query(filterOf({ path: 'userName', value: guid })), finds: 'nobody' }],
  matches: ({ userName }) => [{ path: 'userName', value: userName }],
  query: (filter) => `filter=${encodeURIComponent(filter)}&startIndex=1`,
  groupQuery: (displayName) => google.query(`displayName eq ${quoted(displayName)}`),
  createUser: (user) => ({ schemas: [CORE_USER], ...profileOf(user) }),
  updateUser(user, current, settings) {
    if (hasProfile(current, user) && isActive(current) === user.active) return null;
    return chosen(settings, update) === 'patch'
      ? patchOf([{ op: 'replace', value: profileOf(user) }])
      : { method: 'PUT', body: { ...current, ...profileOf(user) } };
  },
  setManager: () => null,
  referenceQuery: () => null,
  createGroup: ({ name }) => ({ displayName: name }),
  renameGroup: () => null,
  changeMembers: () => [],
  replaceMembers: () => null,
  changePassword: () => null,
};
