import type { Switch } from '../../saml/profile.ts';

export const idTokenSize: Switch = {
  id: 'okta/id-token',
  summary: 'What an ID token holds that comes together with an access token.',
  forms: {
    fat: 'everything that the scopes ask for, as the guide to groups claims shows it',
    thin: 'neither profile nor groups, which /userinfo then tells, as the page on access management says',
  },
  source: {
    title: 'Two pages that contradict each other',
    at: 'okta/okta-developer-docs guides/customize-tokens-groups-claim; concepts on API access management',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
};

export const sessionClaim: Switch = {
  id: 'okta/sid',
  summary: 'Whether ID tokens name the session of which a frame tells when it ends.',
  forms: {
    'with-front-channel-logout':
      'the ID tokens of an application that is registered for front-channel logout hold sid (inferred: without it the session could not be found)',
    never: 'they do not: sid is not among the claims that are documented',
  },
  source: {
    title: 'frontchannel_logout_session_required of an application, and the list of claims',
    at: 'okta/okta-management-openapi-spec management.yaml and oauth-minimal.yaml',
    basis: 'inferred',
    checked: '2026-11-29',
  },
};
