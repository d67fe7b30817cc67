import type { Vendor } from '../app.ts';
import type { LogoutProfile } from '../saml/logout-profile.ts';
import { logout as entra } from './entra/logout.ts';
import { logout as okta } from './okta/logout.ts';

/** Single logout of the vendors that have it. Google has none, and the plain library IdP is asked for none. */
export const logoutProfiles: Readonly<Partial<Record<Vendor, LogoutProfile>>> = { entra, okta };
