import { ATTRNAME_UNSPECIFIED, AUTHN_CONTEXT, NAMEID_FORMAT } from '../../saml/names.ts';
import { formOf, type Quirk, type ResponseProfile, type Switch } from '../../saml/profile.ts';
import { leaf, wrapped } from '../../saml/signature.ts';
import type { SamlStyle } from '../../saml/style.ts';
import type { Source } from '../../source.ts';

const capture: Source = {
  title: 'Okta SAML response, July 2016',
  at: 'russellhaering/gosaml2 providertests/testdata/okta_response.xml',
  basis: 'capture',
  checked: '2026-11-23',
};

const style: SamlStyle = {
  declaration: '<?xml version="1.0" encoding="UTF-8"?>',
  prefixes: { protocol: 'saml2p', assertion: 'saml2', dsig: 'ds' },
  attributes: {
    Response: ['xmlns:saml2p', 'Destination', 'ID', 'InResponseTo', 'IssueInstant', 'Version', 'xmlns:xs'],
    Issuer: ['xmlns:saml2', 'Format'],
    Status: ['xmlns:saml2p'],
    Assertion: ['xmlns:saml2', 'ID', 'IssueInstant', 'Version', 'xmlns:xs'],
    'Assertion/Issuer': ['Format', 'xmlns:saml2'],
    Subject: ['xmlns:saml2'],
    SubjectConfirmationData: ['InResponseTo', 'NotOnOrAfter', 'Recipient'],
    Conditions: ['NotBefore', 'NotOnOrAfter', 'xmlns:saml2'],
    AttributeStatement: ['xmlns:saml2'],
    Attribute: ['Name', 'NameFormat'],
    AttributeValue: ['xmlns:xs', 'xmlns:xsi', 'xsi:type'],
    AuthnStatement: ['AuthnInstant', 'SessionIndex', 'xmlns:saml2'],
  },
  issuerFormat: NAMEID_FORMAT.entity,
  attributeNameFormat: ATTRNAME_UNSPECIFIED,
  valueType: 'xs:string',
  statements: ['AuthnStatement', 'AttributeStatement'],
  wrapsSignature: false,
  inclusivePrefixes: ['xs'],
  keyInfo: (key) => ({
    name: 'ds:KeyInfo',
    attributes: [],
    children: [
      {
        name: 'ds:X509Data',
        attributes: [],
        children: [leaf('ds', 'X509Certificate', wrapped(key.certificateBase64))],
      },
    ],
  }),
};

const emptyValue: Switch = {
  id: 'okta/empty-attribute',
  summary: 'What becomes of an attribute whose source is empty.',
  forms: { omitted: 'left out (not established)', 'empty-value': 'one empty value (not established)' },
  source: { title: 'Okta attribute statements', at: 'no capture', basis: 'inferred', checked: '2026-11-23' },
};

const groupSpelling: Switch = {
  id: 'okta/group-values',
  summary: 'How many values the group attribute has.',
  forms: {
    'one-each': 'one for each group, as captured',
    'comma-joined':
      'one that joins all names by commas, as reported of an organisation without SAML_SUPPORT_ARRAY_ATTRIBUTES',
  },
  source: {
    title: 'Groups of an Okta user arrive as one text',
    at: 'metabase/metabase#40517; metabase/metabase#41493',
    basis: 'issue',
    checked: '2026-11-24',
  },
};

const joinedGroups: Quirk = {
  id: 'okta/joined-groups',
  summary: groupSpelling.summary,
  source: groupSpelling.source,
  apply: (draft, signIn) =>
    formOf(signIn, groupSpelling) === 'one-each'
      ? draft
      : {
          ...draft,
          attributes: draft.attributes.map((attribute) =>
            attribute.about === 'groups' && attribute.values.length > 0
              ? { ...attribute, values: [attribute.values.join(',')] }
              : attribute,
          ),
        },
};

const sessionIndexIsRequest: Quirk = {
  id: 'okta/session-index-is-request-id',
  summary: 'SessionIndex repeats the id of the request; without a request it is an id of its own (inferred).',
  source: capture,
  apply: (draft, { request, newId }) => ({ ...draft, sessionIndex: request?.id ?? newId() }),
};

const authnInstantIsNow: Quirk = {
  id: 'okta/authn-instant-is-issue-instant',
  summary: 'AuthnInstant is the moment the message was made, whenever the person signed in.',
  source: capture,
  apply: (draft) => ({ ...draft, authnInstant: draft.issueInstant }),
};

const emptyAttributes: Quirk = {
  id: 'okta/empty-attributes',
  summary: 'An attribute without a value, or a group filter that matched nothing, is left out (inferred).',
  source: emptyValue.source,
  apply: (draft, signIn) => ({
    ...draft,
    attributes: draft.attributes.flatMap((attribute) => {
      if (attribute.values.length) return [attribute];
      const keeps = attribute.about !== 'groups' && formOf(signIn, emptyValue) === 'empty-value';
      return keeps ? [{ ...attribute, values: [''] }] : [];
    }),
  }),
};

export const profile: ResponseProfile = {
  vendor: 'okta',
  style,
  source: capture,
  shapes: ['both', 'response', 'assertion'],
  encryption: () => ({ algorithm: 'aes256-cbc', key: 'beside' }),
  groupsClaim: 'groups',
  groupValue: 'name',
  authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
  nameIdDefault: { format: 'vendor-default', source: 'username' },
  attributeDefault: { email: 'email', firstName: 'givenName', lastName: 'surname' },
  quirks: [sessionIndexIsRequest, authnInstantIsNow, emptyAttributes, joinedGroups],
  switches: [emptyValue, groupSpelling],
  window: () => ({ notBefore: -5, notOnOrAfter: 5, confirmation: 5 }),

  // What the request asks for is ignored, as captured in 2017.
  nameId: (_signIn, { format }, value) => ({
    format: NAMEID_FORMAT[format === 'vendor-default' ? 'unspecified' : format],
    value,
  }),

  attributes: () => [],
  groupsBehind: null,
};
