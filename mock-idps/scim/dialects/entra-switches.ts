import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-29';

export const guide: Source = {
  title: 'Develop and plan provisioning for a SCIM endpoint; SCIM 2.0 protocol compliance',
  at: 'MicrosoftDocs/entra-docs docs/identity/app-provisioning/use-scim-to-provision-users-and-groups.md, application-provisioning-config-problem-scim-compatibility.md',
  basis: 'vendor-doc',
  checked,
};

/** Without the flag. */
export const active: Switch = {
  id: 'entra/scim-active',
  summary: 'How Entra writes active in a PATCH without aadOptscim062020.',
  forms: {
    capitalised: '"True" and "False", as the page on compliance has it',
    boolean: 'true and false, as the sample of the guide has it',
    'lower-case': '"true" and "false", where the mapping is an expression (scimmyjs/scimmy#86)',
  },
  source: guide,
};

export const activeOp: Switch = {
  id: 'entra/scim-active-op',
  summary: 'Operation by which Entra changes active.',
  forms: { replace: 'as documented', add: 'as seen in rancher/rancher#54025' },
  source: { title: 'Entra SCIM deprovisioning fails', at: 'rancher/rancher#54025', basis: 'issue', checked },
};

export const createActive: Switch = {
  id: 'entra/scim-create-active',
  summary: 'How Entra writes active in a POST.',
  forms: { boolean: 'true', string: '"True", in older jobs' },
  source: { title: 'active is a string', at: 'bytebase/bytebase#19073', basis: 'issue', checked },
};

export const manager: Switch = {
  id: 'entra/scim-manager',
  summary: 'How Entra names a manager.',
  forms: {
    'urn-path': 'path with the URN and the id alone, as requests in the field have it',
    list: 'path "manager" with a list of one, as in the guide',
  },
  source: {
    title: 'A request of Entra ID adds the manager as a plain id',
    at: 'Captain-P-Goldfish/SCIM-SDK#686, MicrosoftDocs/azure-docs#73842',
    basis: 'issue',
    checked: '2026-11-29',
  },
};

export const externalId: Switch = {
  id: 'entra/scim-external-id',
  summary: "What becomes a user's externalId.",
  forms: {
    'mail-nickname': 'mailNickname, as the guide maps it',
    'object-id': 'objectId, as seen in OctopusDeploy/Issues#9841',
  },
  source: guide,
};

export const memberRef: Switch = {
  id: 'entra/scim-member-ref',
  summary: 'Whether a member who is added or removed carries $ref without aadOptscim062020.',
  forms: { null: '$ref is null, as in the guide', 'left-out': 'the id alone, as the page on compliance has it' },
  source: guide,
};

export const probe: Switch = {
  id: 'entra/scim-probe',
  summary: 'What Entra asks for to see whether endpoint and token are good.',
  forms: {
    user: 'a user who cannot exist, as in the note on Test Connection',
    'user-and-group': 'a group that cannot exist too, as the general guidelines say; its address is inferred',
  },
  source: guide,
};

export const referenceCheck: Switch = {
  id: 'entra/scim-reference-check',
  summary: 'Whether Entra asks for a manager or member before it sends one.',
  forms: {
    none: 'it does not',
    filter: 'by a filter on id and the attribute: that it asks is documented, the address is inferred',
  },
  source: {
    title: 'How a reference is looked up; no capture shows the request',
    at: guide.at,
    basis: 'inferred',
    checked,
  },
};

export const rateLimit: Switch = {
  id: 'entra/scim-429',
  summary: 'What Entra does about 429 with Retry-After, on which answers of the forum contradict each other.',
  forms: {
    waits: 'waits that long and sends it again (questions/2284725)',
    'next-cycle': 'counts it as a failure like others (questions/1922038)',
  },
  source: {
    title: 'Provisioning and rate limits',
    at: 'learn.microsoft.com/en-us/answers questions/2284725, questions/1922038',
    basis: 'issue',
    checked,
  },
};
