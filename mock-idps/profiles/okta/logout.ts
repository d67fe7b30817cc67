import { formOf, type Switch } from '../../saml/profile.ts';
import type { LogoutCheck, LogoutProfile, LogoutRefusal } from '../../saml/logout-profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-24';
const guide: Source = {
  title: 'Configure Single Logout',
  at: 'okta/okta-developer-docs packages/@okta/vuepress-site/docs/guides/single-logout/main/saml2/properties.md',
  basis: 'vendor-doc',
  checked,
};

const responseSignature: Switch = {
  id: 'okta/logout-response-signature',
  summary: 'Whether a LogoutResponse is signed.',
  forms: {
    signed: 'in the message, as saml-profiles-2.0-os §4.4.4.2 demands (not established)',
    unsigned: 'not at all, as a service provider complained in 2017',
  },
  source: { title: 'SLO with Okta', at: 'Sustainsys/Saml2#866', basis: 'issue', checked },
};

const requestBinding: Switch = {
  id: 'okta/logout-request-binding',
  summary: 'How a LogoutRequest of Okta comes, which the administrator chooses (participateSlo.bindingType).',
  forms: {
    redirect: 'by HTTP-Redirect, which more applications take',
    post: 'by HTTP-POST, as in the example of the guide',
  },
  source: guide,
};

const sessionIndex: Switch = {
  id: 'okta/logout-session-index',
  summary:
    'Whether a LogoutRequest of Okta names the session, which the administrator chooses (participateSlo.sessionIndexRequired).',
  forms: { sent: 'one session ends', 'left-out': 'every session of the person ends' },
  source: guide,
};

/** What Okta's log calls it; the application is told AuthnFailed, and nothing more. */
const failed = (says: string, mend: string): LogoutRefusal => ({
  status: 403,
  code: 'User single sign out from app failure',
  says,
  mend,
  failed: 'AuthnFailed',
});

const signedAlways: LogoutCheck = {
  id: 'okta/logout-signed',
  summary: 'A LogoutRequest has to be signed by the key whose certificate was uploaded.',
  source: {
    title: 'Configure Single Logout in app integrations; the status AuthnFailed for a wrong signature as reported',
    at: 'help.okta.com/en-us/Content/Topics/Apps/Apps_Single_Logout.htm; SAML-Toolkits/java-saml#303',
    basis: 'vendor-doc',
    checked,
  },
  refuse: ({ signature }) =>
    signature === 'valid'
      ? null
      : failed(
          'Invalid Signature.',
          'Sign the LogoutRequest, and upload the certificate of the key as Signature Certificate.',
        ),
};

const issuerConfigured: LogoutCheck = {
  id: 'okta/logout-issuer',
  summary: 'The Issuer has to be the configured one.',
  source: {
    title: 'Single Logout error: Issuer does not match',
    at: 'support.okta.com/help/s/article/slo-issuer-does-not-match',
    basis: 'vendor-doc',
    checked,
  },
  refuse: ({ request: { issuer }, settings }) =>
    issuer === settings.serviceProvider?.entityId
      ? null
      : failed(
          `Issuer does not match: ${JSON.stringify(issuer)}.`,
          `Configure it as SP Issuer, or send ${settings.serviceProvider?.entityId ?? 'the configured one'}.`,
        ),
};

/** Whom the request names is not looked at: the session in the browser ends (not established). */
export const logout: LogoutProfile = {
  vendor: 'okta',
  bindings: ['redirect', 'post'],
  checks: [signedAlways, issuerConfigured],
  answer: ({ app, settings }) => ({
    binding: 'post',
    signed: formOf({ settings }, responseSignature) === 'signed',
    issuer: app.entityId,
    hasDestination: true,
  }),
  request: (session, settings) => ({
    binding: formOf({ settings }, requestBinding) === 'post' ? 'post' : 'redirect',
    signed: true,
    nameId: session.nameId,
    namesSession: formOf({ settings }, sessionIndex) === 'sent',
    lasts: null,
  }),
  refuseResponse: () => null,
  switches: [responseSignature, requestBinding, sessionIndex],
};
