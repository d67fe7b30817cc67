import { fetchText } from './fetch-text.mjs';
import { Refusal } from './refusal.mjs';
import { children, below, DSIG, METADATA, only, parse, textOf } from './xml.mjs';

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** What an SSO method must know of its IdP: `{ entityId, ssoUrl, certificates }`. Throws a refusal (422). */
export async function readMetadata(url) {
  try {
    const root = parse(await fetchText(webAddress(url)));
    if (root.namespaceURI !== METADATA || root.localName !== 'EntityDescriptor') throw new Error('no EntityDescriptor');
    const idp = only(root, METADATA, 'IDPSSODescriptor');
    const services = children(idp, METADATA, 'SingleSignOnService');
    const ssoUrl = services.find((service) => service.getAttribute('Binding') === REDIRECT)?.getAttribute('Location');
    const certificates = children(idp, METADATA, 'KeyDescriptor')
      .filter((key) => key.getAttribute('use') !== 'encryption')
      .flatMap((key) => below(key, DSIG, 'X509Certificate'))
      .map((certificate) => textOf(certificate).replace(/\s/g, ''));
    const entityId = root.getAttribute('entityID');
    if (!entityId || !ssoUrl || certificates.length === 0)
      throw new Error('entityID, address or certificate is missing');
    return { entityId, ssoUrl: webAddress(ssoUrl).href, certificates };
  } catch (error) {
    throw new Refusal(422, `The metadata could not be read: ${error.detail ?? error.message}`);
  }
}

/** https, or http on this machine. */
function webAddress(text) {
  const url = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) throw new Error(`${text} is not https`);
  return url;
}
