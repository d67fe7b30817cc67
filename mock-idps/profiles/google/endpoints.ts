import type { AppRecord } from '../../app-record.ts';
import { Choices, DIGITS } from '../../choices.ts';
import type { Endpoints, Place } from '../../endpoints.ts';

const inAccount = ({ query }: Place, app: AppRecord) => query.get('idpid') === app.tenantId;
const isSpid = ({ query }: Place, app: AppRecord) => query.get('spid') === app.externalKey;

/**
 * One address for all applications of an account, which the request's Issuer tells apart.
 * Source: crewjam/saml testdata (capture) for the SSO address; the form of the launcher's link is inferred. Checked 2026-11-23.
 */
export const endpoints: Endpoints = {
  vendor: 'google',
  host: () => 'accounts.google.com',
  identify(tenant, name) {
    const idpid = `C0${new Choices('google account', tenant).text('0123456789abcdefghijklmnopqrstuvwxyz', 7)}`;
    const application = new Choices('google application', tenant, name);
    const number = `${1 + application.below(9)}${application.text(DIGITS, 11)}`;
    const client = application.text('0123456789abcdefghijklmnopqrstuvwxyz', 32);
    return {
      tenantId: idpid,
      externalKey: number,
      clientId: `${number}-${client}.apps.googleusercontent.com`,
      entityId: `https://accounts.google.com/o/saml2?idpid=${idpid}`,
    };
  },
  paths: ({ tenantId, externalKey }) => ({
    sso: `/o/saml2/idp?idpid=${tenantId}`,
    slo: null,
    // Google has no such address, only a button in the Admin console.
    metadata: `/_jitmus/google/metadata?idpid=${tenantId}&spid=${externalKey}`,
    start: `/o/saml2/initsso?idpid=${tenantId}&spid=${externalKey}&forceauthn=false`,
  }),
  sso: [{ path: '/o/saml2/idp', inside: inAccount, asked: ({ query }) => query.get('idpid') ?? '' }],
  slo: [],
  metadata: [
    {
      path: '/_jitmus/google/metadata',
      inside: inAccount,
      names: isSpid,
      asked: ({ query }) => query.get('spid') ?? '',
    },
  ],
  start: [
    { path: '/o/saml2/initsso', inside: inAccount, names: isSpid, asked: ({ query }) => query.get('spid') ?? '' },
  ],
  metadataFile: 'GoogleIDPMetadata.xml',
  // The Start URL is the RelayState of an IdP-initiated response (support.google.com/a/answer/6087519, vendor-doc).
  tile: ({ serviceProvider, relayState }) => ({ relayState: relayState ?? serviceProvider?.startUrl ?? null }),
};
