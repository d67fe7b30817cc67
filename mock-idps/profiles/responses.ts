import type { ResponseVendor } from '../saml/draft.ts';
import type { ResponseProfile } from '../saml/profile.ts';
import { profile as entra } from './entra/response.ts';
import { profile as google } from './google/response.ts';
import { profile as okta } from './okta/response.ts';

/** The response half of every vendor that the engine writes for. */
export const responseProfiles: Readonly<Record<ResponseVendor, ResponseProfile>> = { entra, google, okta };
