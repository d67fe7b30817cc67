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
