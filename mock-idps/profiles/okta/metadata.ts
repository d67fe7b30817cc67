import { element, keyDescriptor, MD, service, type MetadataWriter } from '../../saml/metadata.ts';
import { NAMEID_FORMAT, NS } from '../../saml/names.ts';
import { leaf, wrapped } from '../../saml/signature.ts';
import { write } from '../../saml/xml.ts';

/** Not signed; POST stands before Redirect. Source: crewjam/saml testdata, Okta IDPMetadata (capture). Checked 2026-11-23. */
export const writeMetadata: MetadataWriter = ({ entityId, ssoUrl, sloUrl, keys }) => {
  const root = element('md:EntityDescriptor', { 'xmlns:md': MD, entityID: entityId }, [
    element('md:IDPSSODescriptor', { WantAuthnRequestsSigned: 'false', protocolSupportEnumeration: NS.protocol }, [
      ...keys.map(({ certificateBase64 }) => keyDescriptor('md', 'ds', wrapped(certificateBase64))),
      // Once it is enabled; the order of the two is that of the sign-on addresses (inferred).
      ...(sloUrl === null
        ? []
        : [
            service('md:SingleLogoutService', 'HTTP-POST', sloUrl),
            service('md:SingleLogoutService', 'HTTP-Redirect', sloUrl),
          ]),
      leaf('md', 'NameIDFormat', NAMEID_FORMAT.unspecified),
      leaf('md', 'NameIDFormat', NAMEID_FORMAT.emailAddress),
      service('md:SingleSignOnService', 'HTTP-POST', ssoUrl),
      service('md:SingleSignOnService', 'HTTP-Redirect', ssoUrl),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>${write(root).wire}`;
};
