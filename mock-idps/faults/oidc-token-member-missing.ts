import { defineOidcFault } from '../oidc/fault.ts';
import { membersOf, withMembers } from '../oidc/edit.ts';

export default defineOidcFault({
  id: 'oidc/token-member-missing',
  stage: 'delivery',
  on: 'token',
  summary: 'A member is missing that the token endpoint may leave out.',
  source: {
    title: 'OAuth 2.0, Successful Response: scope is optional, expires_in recommended',
    at: 'RFC 6749 §5.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  flows: ['code', 'code id_token'],
  options: { member: ['expires_in', 'scope'] },
  apply(answer, { member }) {
    if (membersOf(answer)[member] === undefined) throw new RangeError(`The answer holds no ${member}.`);
    return withMembers(answer, { [member]: undefined });
  },
});
