import { X509Certificate } from 'node:crypto';
import type { AppSettings, Vendor } from './app.ts';
import { IdpError } from './idp-error.ts';
import { checkSwitches } from './switches.ts';

/** Refuses settings that no administrator could save. @throws IdpError `APP_SETTINGS_INVALID`, `SWITCH_*` */
export function checkSettings(vendor: Vendor, settings: AppSettings): void {
  checkSwitches(settings.switches);
  const { serviceProvider, requireSignedRequests, attributes, groups } = settings;
  if (groups?.filter !== undefined && vendor !== 'entra')
    throw invalid(`groups.filter is for Entra: ${vendor} chooses groups in another way.`);
  if (vendor === 'okta') checkAttributeNames(Object.keys(attributes ?? {}));
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

function checkUrl(name: string, value: string): void {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw invalid(
      `serviceProvider.${name} is ${JSON.stringify(value)}, which is no http or https address. Give the whole address.`,
    );
  }
}

/** Google takes https alone (support.google.com/a/answer/6087519, vendor-doc); the exception for loopback is ours. */
function checkHttps(acsUrl: string): void {
  const { protocol, hostname } = new URL(acsUrl);
  const loopback =
    ['localhost', '[::1]'].includes(hostname) || hostname.startsWith('127.') || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !loopback)
    throw invalid(`Google takes an ACS URL of https alone, and this is ${acsUrl}.`);
}

function checkCertificate(name: string, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw invalid(`serviceProvider.${name} is no certificate in PEM form.`, cause);
  }
}

const invalid = (message: string, cause?: unknown) => new IdpError('APP_SETTINGS_INVALID', message, { cause });
