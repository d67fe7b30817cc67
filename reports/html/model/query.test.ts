import { expect, test } from 'vitest';
import { fixtureReport } from '../fixture.ts';
import { modelOf } from './model.ts';
import { countBy, select } from './query.ts';
import type { Query } from './route.ts';

const { cases, ...head } = fixtureReport();
const model = modelOf({ head, cases });

const ids = (query: Query): string[] => select(model, query).map(({ row }) => row.facts.id);

test('without a query every case comes, the worst first', () => {
  const all = ids({});
  expect(all.length).toBe(150);
  expect(all[0]).toBe('attacks/saml-comment-in-name-id@okta.saml');
  expect(all.slice(1, 5).every((id) => id.startsWith('attacks/saml-audience-mismatch@'))).toBe(true);
});

test('a status finds the cases that have such a verdict, and names those verdicts', () => {
  const blocked = select(model, { status: 'blocked' });
  expect(blocked.map(({ row }) => row.facts.id).sort()).toEqual([
    'attacks/saml-wrapping-3@other.saml',
    'attacks/saml-wrapping-5@other.saml',
    'scim/deactivate@okta.scim',
  ]);
  for (const { verdicts } of blocked) expect(verdicts.every(({ status }) => status === 'blocked')).toBe(true);
});

test('what is asked of verdicts must hold of one and the same', () => {
  expect(ids({ status: 'fail', rule: 'sso/refuses-sign-in', idp: 'okta' })).toEqual([
    'attacks/saml-comment-in-name-id@okta.saml',
    'attacks/saml-audience-mismatch@okta.saml',
  ]);
  expect(ids({ status: 'fail', rule: 'sso/refuses-cleanly', grade: 'bypass' })).toEqual([]);
});

test('several values of a status or an IdP add up', () => {
  const both = ids({ status: 'blocked,error' });
  expect(both).toHaveLength(ids({ status: 'blocked' }).length + ids({ status: 'error' }).length);
  expect(ids({ idp: 'entra,other' })).toHaveLength(ids({ idp: 'entra' }).length + ids({ idp: 'other' }).length);
});

test('verdicts on the mocks come only when asked for by rule', () => {
  expect(ids({ status: 'pass' })).not.toContain('sso/not-assigned@google.saml');
  expect(ids({ rule: 'google/assigned-people-only' })).toEqual(['sso/not-assigned@google.saml']);
});

test.each<[string, Query, number]>([
  ['area', { area: 'scim' }, 4],
  ['protocol', { protocol: 'scim' }, 4],
  ['level', { level: 'MAY' }, 3],
  ['grade', { grade: 'bypass' }, 1],
  ['effect', { effect: 'waived' }, 1],
  ['scenario', { scenario: 'jit/foreign-domain' }, 12],
  ['reason', { reason: 'The refusal was answered with 500.' }, 5],
  ['nothing that exists', { area: 'nowhere' }, 0],
])('narrowed by %s', (_, query, count) => {
  expect(ids(query)).toHaveLength(count);
});

test('words are looked for everywhere in a case, in any order and letter case', () => {
  expect(ids({ q: 'app-123' })).toEqual(['attacks/saml-replayed@google.saml']);
  expect(ids({ q: 'okta SHORT name' })).toEqual(['attacks/saml-comment-in-name-id@okta.saml']);
  expect(ids({ q: 'saml/comment-in-name-id' })).toHaveLength(4);
  expect(ids({ q: 'session of victoria' })).toEqual(['attacks/saml-comment-in-name-id@okta.saml']);
});

test('orders by name and by time', () => {
  const byName = ids({ sort: 'name' });
  expect(byName).toEqual([...byName].sort());
  const times = select(model, { sort: 'slowest' }).map(({ row }) => row.facts.durationMs);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('the counts beside a filter are what choosing it gives', () => {
  const query: Query = { status: 'fail', area: 'attacks' };
  const counts = countBy(model, query, 'idp', ({ row }) => [row.facts.idp]);
  for (const [idp, count] of counts) expect(ids({ ...query, idp })).toHaveLength(count);
  const statuses = countBy(model, query, 'status', ({ verdicts }) => verdicts.map(({ status }) => status));
  for (const [status, count] of statuses) expect(ids({ ...query, status })).toHaveLength(count);
});

test('a case stands for its worst verdict on the target, a pass before a skip', () => {
  const markOf = (id: string) => model.rows.find(({ facts }) => facts.id === id)?.mark;
  expect(markOf('attacks/saml-audience-mismatch@entra.saml')).toBe('fail');
  expect(markOf('attacks/saml-doctype@entra.saml')).toBe('warning');
  expect(markOf('attacks/saml-replayed@google.saml')).toBe('waived');
  expect(markOf('attacks/saml-login-csrf@entra.saml')).toBe('error');
  expect(markOf('sso/requests@entra.saml')).toBe('pass');
  expect(markOf('jit/groups@entra.saml')).toBe('skipped');
  expect(markOf('sso/not-assigned@google.saml')).toBe('pass');
});
