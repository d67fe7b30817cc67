import type { Means } from '../means.ts';
import type { TargetFile } from './target.gen.ts';

/** What the file leaves out of SSO methods, accounts and SCIM that it describes otherwise. */
export function undescribedIn({ sso, scim, ssoMethods, accountsAdmin, lacks }: TargetFile): ReadonlySet<Means> {
  const names = (call: object, placeholder: string) => JSON.stringify(call).includes(placeholder);
  const described: [Means, unknown][] = [];
  if (ssoMethods)
    described.push(
      ['ssoMethods.reject', ssoMethods.reject],
      ['ssoMethods.disable', ssoMethods.disable],
      ['ssoMethods.enable', ssoMethods.enable],
      ['ssoMethods.show', ssoMethods.show],
      ['ssoMethods.update', ssoMethods.update],
      ['ssoMethods.create.loginUrl', ssoMethods.create.loginUrl ?? sso?.saml?.loginUrl],
      ['ssoMethods.create.jitLoginUrl', ssoMethods.create.jitLoginUrl && !lacks?.jit],
      ['{jit} in ssoMethods.create', names(ssoMethods.create, '{jit}')],
    );
  if (sso?.saml?.sloUrl ?? ssoMethods?.create.sloUrl)
    described.push(['sso.saml.logoutUrl', sso?.saml?.logoutUrl ?? ssoMethods?.create.logoutUrl]);
  if (scim)
    described.push(
      ['scim.otherTeamToken', scim.otherTeamToken],
      ['scim.revokedToken', scim.revokedToken],
      ['scim.expiredToken', scim.expiredToken],
    );
  if (accountsAdmin) described.push(['{disabled} in accountsAdmin.create', names(accountsAdmin.create, '{disabled}')]);
  return new Set(described.filter(([, there]) => !there).map(([means]) => means));
}
