import type { AppRecord } from '../../app-record.ts';
import { Choices, LETTERS_AND_DIGITS } from '../../choices.ts';
import { slug, type Endpoints, type Place } from '../../endpoints.ts';

const isKey = ({ params }: Place, app: AppRecord) => params.key === app.externalKey;
const isInstance = ({ params }: Place, app: AppRecord) => params.instance === app.clientId;

/**
 * Every application has an address of its own.
 * Source: crewjam/saml testdata, Okta IDPMetadata (capture), okta-management-openapi-spec (vendor-doc); the form of the
 * embed link is inferred. Checked 2026-11-23.
 */
export const endpoints: Endpoints = {
  vendor: 'okta',
  host: (organisation) => `${organisation}.okta.com`,
  identify(tenant, name) {
    const choices = new Choices('okta application', tenant, name);
    const externalKey = oktaId('exk', choices);
    return {
      tenantId: tenant,
      externalKey,
      clientId: oktaId('0oa', choices),
      entityId: `http://www.okta.com/${externalKey}`,
    };
  },
  paths: ({ externalKey, clientId }, tenant, name) => {
    const appName = `${slug(tenant)}_${slug(name)}_1`;
    return {
      sso: `/app/${appName}/${externalKey}/sso/saml`,
      slo: `/app/${appName}/${externalKey}/slo/saml`,
      metadata: `/app/${externalKey}/sso/saml/metadata`,
      start: `/home/${appName}/${clientId}/${oktaId('aln', new Choices('okta link', tenant, name))}`,
    };
  },
  sso: [{ path: '/app/:name/:key/sso/saml', inside: isKey, names: isKey, asked: ({ params }) => params.key ?? '' }],
  // The address of LogoutRequests as in traces (Clever/saml2#138, issue), that of LogoutResponses as in the guide (OD, vendor-doc).
  slo: ['/app/:name/:key/slo/saml', '/app/:name/:key/slo/saml/callback'].map((path) => ({
    path,
    inside: isKey,
    names: isKey,
    asked: ({ params }) => params.key ?? '',
  })),
  metadata: [
    { path: '/app/:key/sso/saml/metadata', inside: isKey, names: isKey, asked: ({ params }) => params.key ?? '' },
  ],
  start: [
    {
      path: '/home/:name/:instance/:link',
      inside: isInstance,
      names: isInstance,
      asked: ({ params }) => params.instance ?? '',
    },
  ],
  metadataFile: null,
  // A tile always posts a response; Default RelayState goes with it (Okta Management API, settings.signOn.defaultRelayState, vendor-doc).
  tile: ({ relayState }) => ({ relayState: relayState ?? null }),
};

const oktaId = (prefix: string, choices: Choices) => `${prefix}${choices.text(LETTERS_AND_DIGITS, 17)}`;
