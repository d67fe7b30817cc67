import { X509Certificate } from 'node:crypto';
import type { AppSettings, RelyingParty, Vendor } from './app.ts';
import { checkSwitches } from './check-switches.ts';
import { IdpError } from './idp-error.ts';
import { authorizationServers as ofEntra } from './profiles/entra/oidc-servers.ts';
import { oidcProfiles } from './profiles/oidc.ts';
import { authorizationServers as ofOkta } from './profiles/okta/oidc-servers.ts';
import { appSwitches } from './switches.ts';

/** Refuses settings that no administrator could save. @throws IdpError `APP_SETTINGS_INVALID`, `SWITCH_*` */
export function checkSettings(vendor: Vendor, settings: AppSettings): void {
  checkSwitches(settings.switches, appSwitches);
  const { serviceProvider, requireSignedRequests, attributes, groups, relyingParty, authorizationServer } = settings;
  if (groups?.filter !== undefined && vendor !== 'entra')
    throw invalid(`groups.filter is for Entra: ${vendor} chooses groups in another way.`);
  if (vendor === 'okta') checkAttributeNames(Object.keys(attributes ?? {}));
  if (relyingParty) checkRelyingParty(vendor, relyingParty);
  if (authorizationServer !== undefined) checkAuthorizationServer(vendor, authorizationServer);
  if (requireSignedRequests && !serviceProvider?.signingCertificate) {
    throw invalid(
      'requireSignedRequests needs serviceProvider.signingCertificate: there is nothing to check signatures with.',
    );
  }
  if (!serviceProvider) return;
  const { acsUrl, startUrl, sloUrl, entityId, signingCertificate, encryptionCertificate } = serviceProvider;
  if (!entityId) throw invalid('serviceProvider.entityId is empty. Name the service provider.');
  checkUrl('acsUrl', acsUrl);
  for (const [name, url] of Object.entries({ startUrl, sloUrl })) if (url !== undefined) checkUrl(name, url);
  for (const [name, pem] of Object.entries({ signingCertificate, encryptionCertificate }))
    if (pem !== undefined) checkCertificate(name, pem);
  if (vendor === 'google') checkHttps(acsUrl);
}

/** Longest name of an attribute statement at Okta (help.okta.com, define attribute statements, vendor-doc). */
const LONGEST_NAME = 512;

function checkAttributeNames(names: readonly string[]): void {
  const long = names.find((name) => name.length > LONGEST_NAME);
  if (long !== undefined)
    throw invalid(`Okta takes attribute names of up to ${LONGEST_NAME} characters, and one here has ${long.length}.`);
}

/** What a console would not let an administrator save. */
function checkRelyingParty(vendor: Vendor, relyingParty: RelyingParty): void {
  const { redirectUri, postLogoutRedirectUri, frontchannelLogoutUri, backchannelLogoutUri, clientAuth, jwks } =
    relyingParty;
  for (const [name, url] of Object.entries({
    redirectUri,
    postLogoutRedirectUri,
    frontchannelLogoutUri,
    backchannelLogoutUri,
  }))
    if (url !== undefined) checkUrl(name, url, 'relyingParty');
  if (redirectUri.includes('#'))
    throw invalid(`relyingParty.redirectUri is ${redirectUri}: a redirect URI has no fragment.`);
  checkHttpsUnlessLoopback(vendor, redirectUri);
  if (clientAuth === 'private_key_jwt' && !jwks)
    throw invalid(
      'relyingParty.clientAuth private_key_jwt needs relyingParty.jwks: there is nothing to check assertions with.',
    );
  if (clientAuth && !oidcProfiles[vendor].clientAuthMethods.includes(clientAuth))
    throw invalid(`${vendor} has no client authentication by ${clientAuth}.`);
}

function checkAuthorizationServer(vendor: Vendor, word: string): void {
  const known = authorizationServers[vendor];
  if (known.includes(word)) return;
  throw invalid(
    known.length > 0
      ? `There is no authorization server "${word}" at ${vendor}. There are: ${known.join(', ')}.`
      : `${vendor} has no authorization servers to choose from: leave authorizationServer out.`,
  );
}

const authorizationServers: Readonly<Record<Vendor, readonly string[]>> = {
  entra: ofEntra,
  okta: ofOkta,
  google: [],
  other: [],
};

/** All three take https alone; the exception for loopback is the vendors' for localhost, and ours for the rest of it. */
function checkHttpsUnlessLoopback(vendor: Vendor, url: string): void {
  if (new URL(url).protocol !== 'https:' && !isLoopback(url))
    throw invalid(`${vendor} takes a redirect URI of https alone, and this is ${url}.`);
}

function checkUrl(name: string, value: string, of = 'serviceProvider'): void {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw invalid(
      `${of}.${name} is ${JSON.stringify(value)}, which is no http or https address. Give the whole address.`,
    );
  }
}

/** Google takes https alone (support.google.com/a/answer/6087519, vendor-doc); the exception for loopback is ours. */
function checkHttps(acsUrl: string): void {
  if (new URL(acsUrl).protocol !== 'https:' && !isLoopback(acsUrl))
    throw invalid(`Google takes an ACS URL of https alone, and this is ${acsUrl}.`);
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return ['localhost', '[::1]'].includes(hostname) || hostname.startsWith('127.') || hostname.endsWith('.localhost');
}

function checkCertificate(name: string, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw invalid(`serviceProvider.${name} is no certificate in PEM form.`, cause);
  }
}

const invalid = (message: string, cause?: unknown) => new IdpError('APP_SETTINGS_INVALID', message, { cause });
