import type { AppRecord } from '../app-record.ts';
import { Choices, HEX } from '../choices.ts';
import { slug, type Endpoints, type Place } from '../endpoints.ts';

const isKey = ({ params }: Place, app: AppRecord) => params.key === app.externalKey;
const asked = ({ params }: Place) => params.key ?? '';

/** A plain library IdP has no addresses of its own: these are ours. */
export const endpoints: Endpoints = {
  vendor: 'other',
  identify(tenant, name) {
    const key = `${slug(tenant)}-${slug(name)}-${new Choices('other application', tenant, name).text(HEX, 8)}`;
    return { tenantId: tenant, externalKey: key, clientId: key, entityId: `urn:jitmus:other:${key}` };
  },
  paths: ({ externalKey }) => ({
    sso: `/other/${externalKey}/sso`,
    slo: null,
    metadata: `/other/${externalKey}/metadata`,
    start: `/other/${externalKey}/start`,
  }),
  sso: [{ path: '/other/:key/sso', inside: isKey, names: isKey, asked }],
  slo: [],
  metadata: [{ path: '/other/:key/metadata', inside: isKey, names: isKey, asked }],
  start: [{ path: '/other/:key/start', inside: isKey, names: isKey, asked }],
  metadataFile: null,
  tile: ({ serviceProvider, relayState }) =>
    serviceProvider?.startUrl ? { leadsTo: serviceProvider.startUrl } : { relayState: relayState ?? null },
};
