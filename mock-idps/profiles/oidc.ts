import type { OidcProfile, OidcVendor } from '../oidc/profile.ts';
import { profile as other } from '../other/oidc.ts';
import { profile as entra } from './entra/oidc.ts';
import { profile as google } from './google/oidc.ts';
import { profile as okta } from './okta/oidc.ts';

/** The OpenID Connect half of every vendor. */
export const oidcProfiles: Readonly<Record<OidcVendor, OidcProfile>> = { entra, google, okta, other };
