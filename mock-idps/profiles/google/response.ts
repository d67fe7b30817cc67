import { AUTHN_CONTEXT, NAMEID_FORMAT } from '../../saml/names.ts';
import { formOf, type Quirk, type ResponseProfile, type Switch } from '../../saml/profile.ts';
import { leaf, wrapped } from '../../saml/signature.ts';
import type { SamlStyle } from '../../saml/style.ts';
import type { Source } from '../../source.ts';

const MAX_MAPPED_GROUPS = 75;

const style: SamlStyle = {
  declaration: '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
  prefixes: { protocol: 'saml2p', assertion: 'saml2', dsig: 'ds' },
  attributes: {
    Response: ['xmlns:saml2p', 'Destination', 'ID', 'InResponseTo', 'IssueInstant', 'Version'],
    Issuer: ['xmlns:saml2'],
    Status: [],
    Assertion: ['xmlns:saml2', 'ID', 'IssueInstant', 'Version'],
    'Assertion/Issuer': [],
    Subject: [],
    SubjectConfirmationData: ['InResponseTo', 'NotOnOrAfter', 'Recipient'],
    Conditions: ['NotBefore', 'NotOnOrAfter'],
    AttributeStatement: [],
    Attribute: ['Name'],
    AttributeValue: ['xmlns:xs', 'xmlns:xsi', 'xsi:type'],
    AuthnStatement: ['AuthnInstant', 'SessionIndex'],
  },
  issuerFormat: null,
  attributeNameFormat: null,
  valueType: 'xs:anyType',
  statements: ['AttributeStatement', 'AuthnStatement'],
  wrapsSignature: true,
  inclusivePrefixes: [],
  keyInfo: (key) => ({
    name: 'ds:KeyInfo',
    attributes: [],
    children: [
      {
        name: 'ds:X509Data',
        attributes: [],
        children: [
          leaf('ds', 'X509SubjectName', key.subjectName),
          leaf('ds', 'X509Certificate', wrapped(key.certificateBase64)),
        ],
      },
    ],
  }),
};

/** Published messages of real tenants. */
const captures: Source = {
  title: 'Google Workspace SAML responses, January 2016 and April 2022',
  at: "crewjam/saml testdata/TestSPCanHandlePlaintextResponse_response; salrashid123's walk-through of Workspace as an IdP",
  basis: 'capture',
  checked: '2026-11-23',
};

const nameIdFormat: Switch = {
  id: 'google/nameid-format',
  summary: 'Format of the NameID.',
  forms: {
    requested: 'the one that the request asks for, else the configured one, as captured in 2022',
    absent: 'no Format attribute at all, as captured in 2016',
  },
  source: captures,
};

const nameIdCase: Switch = {
  id: 'google/nameid-case',
  summary: 'Letter case of the NameID.',
  forms: { 'as-stored': 'as the directory holds it', lower: 'lower case (not established)' },
  source: { title: 'Google primary addresses', at: 'no capture', basis: 'inferred', checked: '2026-11-23' },
};

const noGroup: Switch = {
  id: 'google/no-mapped-group',
  summary: 'What becomes of the group attribute of somebody in none of the mapped groups.',
  forms: { omitted: 'left out (not established)', empty: 'an attribute without values (not established)' },
  source: { title: 'Google group mapping', at: 'no capture', basis: 'inferred', checked: '2026-11-23' },
};

const mappedGroupsOnly: Quirk = {
  id: 'google/mapped-groups',
  summary: 'At most 75 groups can be mapped for an application, so no more than 75 group names are sent.',
  source: {
    title: 'Map groups to SAML attributes',
    at: 'support.google.com/a/answer/11143403',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
  apply: (draft, signIn) => ({
    ...draft,
    attributes: draft.attributes.flatMap((attribute) => {
      if (attribute.about !== 'groups') return [attribute];
      if (!attribute.values.length && formOf(signIn, noGroup) === 'omitted') return [];
      return [{ ...attribute, values: attribute.values.slice(0, MAX_MAPPED_GROUPS) }];
    }),
  }),
};

const wholeSeconds: Quirk = {
  id: 'google/authn-instant-in-whole-seconds',
  summary: 'AuthnInstant has no milliseconds.',
  source: captures,
  apply: (draft) => ({ ...draft, authnInstant: Math.floor(draft.authnInstant / 1000) * 1000 }),
};

export const profile: ResponseProfile = {
  vendor: 'google',
  style,
  source: captures,
  shapes: ['assertion', 'response'],
  // Not offered (inferred: neither help pages nor captures show it).
  encryption: null,
  groupsClaim: 'groups',
  groupValue: 'name',
  authnContext: AUTHN_CONTEXT.unspecified,
  nameIdDefault: { format: 'vendor-default', source: 'email' },
  attributeDefault: { email: 'email', firstName: 'givenName', lastName: 'surname' },
  quirks: [mappedGroupsOnly, wholeSeconds],
  switches: [nameIdFormat, nameIdCase, noGroup],
  window: () => ({ notBefore: -5, notOnOrAfter: 5, confirmation: 5 }),

  nameId(signIn, { format }, value) {
    const configured = NAMEID_FORMAT[format === 'vendor-default' ? 'emailAddress' : format];
    return {
      format: formOf(signIn, nameIdFormat) === 'absent' ? null : (signIn.request?.nameIdFormat ?? configured),
      value: formOf(signIn, nameIdCase) === 'lower' ? value.toLowerCase() : value,
    };
  },

  attributes: () => [],
  groupsBehind: null,
};
