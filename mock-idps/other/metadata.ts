import samlp from 'samlp';
import type { Request, Response } from 'express';
import type { MetadataWriter } from '../saml/metadata.ts';

/** The document that samlp's own middleware makes. */
export const writeMetadata: MetadataWriter = ({ entityId, ssoUrl, keys }) => {
  const { protocol, host, pathname } = new URL(ssoUrl);
  const make = samlp.metadata({
    issuer: entityId,
    cert: keys[0].certificate,
    redirectEndpointPath: pathname,
    postEndpointPath: pathname,
    // An absent one would be listed as /logout.
    logoutEndpointPaths: {},
  });
  let document = '';
  const request = { headers: { host }, protocol: protocol.slice(0, -1), originalUrl: '' } as unknown as Request;
  const response = {
    set: () => response,
    send: (body: string) => ((document = body), response),
  } as unknown as Response;
  make(request, response, () => undefined);
  return document;
};
