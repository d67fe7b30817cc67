import type { LogoutWays } from '../../oidc/profile.ts';
import { formOf } from '../../saml/profile.ts';
import { frameParameters } from './oidc-switches.ts';

/** A frame for each application with an address for it; no back channel is documented. */
export const logout: LogoutWays = {
  frames: ({ issuer, sid, settings }) => ({
    ...(formOf({ settings }, frameParameters) !== 'sid-alone' && { iss: issuer }),
    sid,
  }),
  token: false,
};
