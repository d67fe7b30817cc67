import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import type { StartContext } from './target.ts';
import type { Variables } from './variables.ts';

/** What a target is told when it is started. Writes the IdP's metadata and certificate to files that the target can read. */
export async function startVariables({ idp, scratch, caFile, proxyUrl }: StartContext): Promise<Variables> {
  await mkdir(scratch, { recursive: true });
  const variables = new Map([
    ['port', String(await freePort())],
    ['scratch', scratch],
    ['idp.tls.caFile', caFile ?? ''],
    ['idp.proxy.url', proxyUrl ?? ''],
  ]);
  if (!idp) return variables;
  const metadataFile = join(scratch, `${idp.id}-metadata.xml`);
  const certificateFile = join(scratch, `${idp.id}-certificate.pem`);
  await Promise.all([writeFile(metadataFile, idp.metadata), writeFile(certificateFile, idp.certificate)]);
  return new Map([
    ...variables,
    ['idp.id', idp.id],
    ['idp.saml.entityId', idp.entityId],
    ['idp.saml.ssoUrl', idp.ssoUrl],
    ['idp.saml.sloUrl', idp.sloUrl ?? ''],
    ['idp.saml.metadataUrl', idp.metadataUrl],
    ['idp.saml.metadataFile', metadataFile],
    ['idp.saml.certificateFile', certificateFile],
    ['idp.oidc.issuer', idp.openid.issuer],
    ['idp.oidc.clientId', idp.openid.clientId],
    ['idp.oidc.clientSecret', idp.openid.clientSecret],
  ]);
}
