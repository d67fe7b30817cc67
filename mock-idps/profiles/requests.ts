import type { Vendor } from '../app.ts';
import type { Endpoints } from '../endpoints.ts';
import { endpoints as other } from '../other/endpoints.ts';
import { requests as otherRequests } from '../other/requests.ts';
import type { RequestProfile } from '../saml/request-profile.ts';
import { endpoints as entra } from './entra/endpoints.ts';
import { requests as entraRequests } from './entra/requests.ts';
import { endpoints as google } from './google/endpoints.ts';
import { requests as googleRequests } from './google/requests.ts';
import { endpoints as okta } from './okta/endpoints.ts';
import { requests as oktaRequests } from './okta/requests.ts';

/** Where every vendor answers. The order counts: Entra's first path segment is a tenant's name, so it comes last. */
export const endpointsOf: Readonly<Record<Vendor, Endpoints>> = { google, okta, other, entra };

/** How every vendor treats what arrives at its SSO address. */
export const requestProfiles: Readonly<Record<Vendor, RequestProfile>> = {
  entra: entraRequests,
  google: googleRequests,
  okta: oktaRequests,
  other: otherRequests,
};
