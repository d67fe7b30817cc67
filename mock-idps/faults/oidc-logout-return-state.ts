import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-return-state',
  message: 'logout-return',
  stage: 'delivery',
  summary: 'The application has its browser back with another state than it sent, or without one.',
  source: {
    title: 'OpenID Connect RP-Initiated Logout 1.0, Redirection to RP After Logout',
    at: 'openid-connect-rpinitiated-1_0 §3',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { form: ['other', 'missing'] },
  apply(address, { form }, { unheardOf }) {
    const spoilt = new URL(address);
    if (form === 'other') spoilt.searchParams.set('state', unheardOf);
    else spoilt.searchParams.delete('state');
    return spoilt;
  },
});
