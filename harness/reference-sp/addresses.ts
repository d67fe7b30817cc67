import type { Service } from './service.ts';
import type { SamlParties } from './saml-library.ts';
import type { SsoMethod } from './sso-method.ts';

/** The addresses of a method. Each method has an assertion consumer service and an entity id of its own. */
export const acsUrlOf = (method: SsoMethod, service: Service): string => `${service.publicUrl}/sso/${method.id}/acs`;

/** Also the address of the metadata. */
export const entityIdOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/metadata`;

/** Where authorization responses of OpenID Connect go: the redirect URI. */
export const callbackUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/callback`;

/** Where messages of single logout go. */
export const sloUrlOf = (method: SsoMethod, service: Service): string => `${service.publicUrl}/sso/${method.id}/slo`;

/** Where somebody signs out here and at the identity provider. */
export const logoutUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/logout`;

/** Where the browser comes back to from the identity provider after a logout over OpenID Connect. */
export const signedOutUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/signed-out`;

/** What an identity provider has loaded in a frame when a session ends there. */
export const frameUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/front-channel-logout`;

/** Where an identity provider sends logout tokens. */
export const logoutTokenUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/back-channel-logout`;

/** Ordinary login, for people who have an account. */
export const loginUrlOf = (method: SsoMethod, service: Service): string =>
  `${service.publicUrl}/sso/${method.id}/login`;

/** Null where JIT is off. */
export const jitLoginUrlOf = (method: SsoMethod, service: Service): string | null =>
  method.jit ? `${service.publicUrl}/jit/${method.slug}` : null;

/** Us and the identity provider whose messages count for this method. */
export function partiesOf(method: SsoMethod, service: Service): SamlParties & { issuers: readonly string[] } {
  const trusted = service.defects.has('other-methods-idp-accepted')
    ? service.methods.all().filter((it) => it.protocol === method.protocol)
    : [method];
  const keysRead = service.defects.has('first-certificate-only') ? 1 : undefined;
  return {
    entityId: entityIdOf(method, service),
    acsUrl: acsUrlOf(method, service),
    ssoUrl: method.ssoUrl,
    certificates: [...new Set(trusted.flatMap((it) => it.certificates.slice(0, keysRead)))],
    issuers: trusted.map((it) => it.issuer),
  };
}

const LONGEST_PATH = 1_024;

/** A path on our own origin, or the home page: what others send must not lead elsewhere. */
export function landingOf(relayState: unknown): string {
  if (typeof relayState !== 'string' || relayState.length > LONGEST_PATH) return '/';
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(relayState) ? relayState : '/';
}
