import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-29';

export const guide: Source = {
  title: 'SCIM 2.0 protocol reference; SCIM technical FAQs',
  at: 'okta/okta-developer-docs docs/reference/scim/scim-20, docs/concepts/scim/faqs',
  basis: 'vendor-doc',
  checked,
};

export const testCount: Switch = {
  id: 'okta/scim-test-count',
  summary: 'How many users Test API Credentials asks for.',
  forms: { two: 'as in the older test file and in a guide of Delinea', one: "as in Okta's test file" },
  source: {
    title: "Okta's test files of different ages",
    at: 'joelfranusic-okta/okta-scim-beta SCIM_tests_for_Runscope.json; okta/okta-developer-docs Okta-SCIM-20-SPEC-Test.json',
    basis: 'issue',
    checked,
  },
};

export const linking: Switch = {
  id: 'okta/scim-linked-members',
  summary: 'What becomes of the members of a group that is linked, not made.',
  forms: {
    replaced: "Okta's members take their place, as help.okta.com says for Active Directory",
    kept: "Okta's members join them",
  },
  source: {
    title: 'Group Push; no page says it for SCIM',
    at: 'help.okta.com usgp-about-group-push',
    basis: 'inferred',
    checked,
  },
};

export const rateLimit: Switch = {
  id: 'okta/scim-429',
  summary: 'What Okta does about 429 with Retry-After.',
  forms: { waits: 'waits that long and sends it again', 'next-cycle': 'counts it as a failure like others' },
  source: { title: 'No page says what Okta does about 429', at: guide.at, basis: 'inferred', checked },
};
