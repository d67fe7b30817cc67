import { Choices } from '../../choices.ts';
import { tenantDomain } from '../../directory/directory.ts';
import type { Endpoints, Place } from '../../endpoints.ts';
import type { AppRecord } from '../../app-record.ts';
import { drawnGuid } from '../../ids.ts';

const inTenant = (tenant: string | undefined, app: AppRecord) =>
  tenant !== undefined && [app.tenantId, tenantDomain(app.tenant)].includes(tenant.toLowerCase());

const METADATA = '/FederationMetadata/2007-06/FederationMetadata.xml';

/**
 * One address for all applications of a tenant, which the request's Issuer tells apart.
 * Source: MicrosoftDocs/entra-docs federation-metadata.md (vendor-doc); the tile's path as launcher.myapps.microsoft.com
 * links are printed in public repositories (issue). Checked 2026-11-23.
 */
export const endpoints: Endpoints = {
  vendor: 'entra',
  identify(tenant, name) {
    const tenantId = drawnGuid(new Choices('entra tenant', tenant));
    const appId = drawnGuid(new Choices('entra application', tenant, name));
    return { tenantId, externalKey: appId, clientId: appId, entityId: `https://sts.windows.net/${tenantId}/` };
  },
  paths: ({ tenantId, clientId }) => ({
    sso: `/${tenantId}/saml2`,
    slo: `/${tenantId}/saml2`,
    metadata: `/${tenantId}${METADATA.toLowerCase()}?appid=${clientId}`,
    start: `/api/signin/${clientId}?tenantId=${tenantId}`,
  }),
  sso: [{ path: '/:tenant/saml2', inside, asked: ({ params }) => params.tenant ?? '' }],
  slo: [],
  metadata: [
    {
      path: `/:tenant${METADATA}`,
      inside,
      names: ({ query }, app) => (query.get('appid') ?? app.clientId) === app.clientId,
      asked: ({ params, query }) => query.get('appid') ?? params.tenant ?? '',
    },
  ],
  start: [
    {
      path: '/api/signin/:appId',
      inside: ({ query }, app) => inTenant(query.get('tenantId') ?? undefined, app),
      names: ({ params }, app) => params.appId === app.clientId,
      asked: ({ params, query }) => params.appId ?? query.get('tenantId') ?? '',
    },
  ],
  metadataFile: null,
  tile({ serviceProvider, relayState }) {
    return serviceProvider?.startUrl ? { leadsTo: serviceProvider.startUrl } : { relayState: relayState ?? null };
  },
};

function inside({ params }: Place, app: AppRecord): boolean {
  return inTenant(params.tenant, app);
}
