import { X509Certificate } from 'node:crypto';
import { element, indented, keyDescriptor, MD, service, type MetadataWriter } from '../../saml/metadata.ts';
import { NAMEID_FORMAT, NS } from '../../saml/names.ts';
import { leaf, wrapped } from '../../saml/signature.ts';
import { write } from '../../saml/xml.ts';

/**
 * Not signed, valid for as long as the certificate. The file of January 2016 lists the POST binding twice, which is taken
 * for a slip: Redirect and POST. Source: crewjam/saml testdata (capture). Checked 2026-11-23.
 */
export const writeMetadata: MetadataWriter = ({ entityId, ssoUrl, keys }) => {
  const [{ certificate, certificateBase64 }] = keys;
  const validUntil = new Date(new X509Certificate(certificate).validTo).toISOString();
  const root = element('md:EntityDescriptor', { 'xmlns:md': MD, entityID: entityId, validUntil }, [
    element('md:IDPSSODescriptor', { WantAuthnRequestsSigned: 'false', protocolSupportEnumeration: NS.protocol }, [
      keyDescriptor('md', 'ds', wrapped(certificateBase64)),
      leaf('md', 'NameIDFormat', NAMEID_FORMAT.emailAddress),
      service('md:SingleSignOnService', 'HTTP-Redirect', ssoUrl),
      service('md:SingleSignOnService', 'HTTP-POST', ssoUrl),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${write(indented(root)).wire}\n`;
};
