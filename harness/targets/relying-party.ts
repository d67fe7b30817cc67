import type { RelyingParty } from '../../mock-idps/index.ts';
import type { TargetFile } from './target.gen.ts';

/** What the IdPs have to know of an application whose variables are filled. */
export const relyingPartyOf = ({
  redirectUri,
  postLogoutRedirectUri,
  frontchannelLogoutUri,
  backchannelLogoutUri,
  clientAuth,
  responseType,
}: NonNullable<NonNullable<TargetFile['sso']>['oidc']>): RelyingParty => ({
  redirectUri,
  ...(postLogoutRedirectUri !== undefined && { postLogoutRedirectUri }),
  ...(frontchannelLogoutUri !== undefined && { frontchannelLogoutUri }),
  ...(backchannelLogoutUri !== undefined && { backchannelLogoutUri }),
  ...(clientAuth !== undefined && { clientAuth }),
  ...(responseType !== undefined && { responseType }),
});
