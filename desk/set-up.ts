import type { App as MockApp, Source } from '../mock-idps/index.ts';
import type { App, SetUpValue } from './api/api.gen.ts';

const splashtop: Source = {
  title: 'Gallery tutorial for Splashtop',
  at: 'MicrosoftDocs/entra-docs docs/identity/saas-apps/splashtop-tutorial.md',
  basis: 'vendor-doc',
  checked: '2026-11-23',
};

const value = (
  protocol: SetUpValue['protocol'],
  id: string,
  name: string,
  text: string | null | undefined,
  more: { secret?: boolean; entra?: string } = {},
) => ({ protocol, id, name, text, secret: more.secret ?? false, entra: more.entra ?? null });

/**
 * The values that an administrator carries over, each by the name that its standard has. Where it stands at a vendor is told
 * only where that is established.
 */
export function setUpOf(app: MockApp): App['setUp'] {
  const { serviceProvider: sp, relyingParty: rp, relayState } = app.settings;
  const shown = (values: ReturnType<typeof value>[]): SetUpValue[] =>
    values.flatMap(({ text, entra, ...facts }) => {
      const place = entra !== null && app.vendor === 'entra' ? { vendor: entra, source: splashtop } : null;
      return text ? [{ ...facts, value: text, place }] : [];
    });
  return {
    toCopy: shown([
      value('saml', 'entityId', 'Entity ID of the identity provider (Issuer)', app.entityId),
      value('saml', 'ssoUrl', 'Single sign-on service, HTTP-Redirect and HTTP-POST', app.ssoUrl),
      value('saml', 'sloUrl', 'Single logout service', app.sloUrl),
      value('saml', 'metadataUrl', 'Metadata of the identity provider', app.metadataUrl),
      value('saml', 'certificate', 'Signing certificate', app.certificate),
      value('oidc', 'issuer', 'Issuer', app.openid.issuer),
      value('oidc', 'discoveryUrl', 'Discovery document', app.openid.discoveryUrl),
      value('oidc', 'clientId', 'Client ID', app.clientId),
      value('oidc', 'clientSecret', 'Client secret', app.clientSecret, { secret: true }),
    ]),
    entered: shown([
      value('saml', 'spEntityId', 'Entity ID of the application', sp?.entityId, { entra: 'Identifier' }),
      value('saml', 'acsUrl', 'Assertion consumer service', sp?.acsUrl, { entra: 'Reply URL' }),
      value('saml', 'startUrl', 'Where a tile leads', sp?.startUrl, { entra: 'Sign-on URL' }),
      value('saml', 'spSloUrl', 'Single logout service of the application', sp?.sloUrl),
      value('saml', 'relayState', 'RelayState of an IdP-initiated start', relayState),
      value('saml', 'signingCertificate', 'Certificate of signed requests', sp?.signingCertificate),
      value('saml', 'encryptionCertificate', 'Certificate for encryption', sp?.encryptionCertificate),
      value('oidc', 'redirectUri', 'Redirect URI', rp?.redirectUri),
      value('oidc', 'postLogoutRedirectUri', 'Post-logout redirect URI', rp?.postLogoutRedirectUri),
      value('oidc', 'frontchannelLogoutUri', 'Front-channel logout URI', rp?.frontchannelLogoutUri),
      value('oidc', 'backchannelLogoutUri', 'Back-channel logout URI', rp?.backchannelLogoutUri),
    ]),
  };
}
