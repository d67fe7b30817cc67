import { defineOidcLogoutFault } from '../oidc/logout-fault.ts';

export default defineOidcLogoutFault({
  id: 'oidc/logout-frame-issuer',
  message: 'logout-frame',
  stage: 'delivery',
  summary: 'The address in the frame names another issuer.',
  source: {
    title: 'OpenID Connect Front-Channel Logout 1.0, Relying Party Logout Functionality',
    at: 'openid-connect-frontchannel-1_0 §2',
    basis: 'specification',
    checked: '2026-11-29',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  apply(address) {
    const spoilt = new URL(address);
    spoilt.searchParams.set('iss', 'https://other-idp.example');
    return spoilt;
  },
});
