import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RelyingParty } from '../../mock-idps/index.ts';
import { JitmusError } from '../errors.ts';
import type { TargetFile } from './target.gen.ts';

/** What the IdPs have to know of an application whose variables are filled. @throws JitmusError `TARGET_INVALID` */
export async function relyingPartyOf(
  {
    redirectUri,
    postLogoutRedirectUri,
    frontchannelLogoutUri,
    backchannelLogoutUri,
    clientAuth,
    responseType,
    jwksFile,
  }: NonNullable<NonNullable<TargetFile['sso']>['oidc']>,
  folder: string,
): Promise<RelyingParty> {
  return {
    redirectUri,
    ...(postLogoutRedirectUri !== undefined && { postLogoutRedirectUri }),
    ...(frontchannelLogoutUri !== undefined && { frontchannelLogoutUri }),
    ...(backchannelLogoutUri !== undefined && { backchannelLogoutUri }),
    ...(clientAuth !== undefined && { clientAuth }),
    ...(responseType !== undefined && { responseType }),
    ...(jwksFile !== undefined && { jwks: await keysIn(resolve(folder, jwksFile)) }),
  };
}

/** Members of a JWK that belong to nobody but the application (RFC 7518 §6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

async function keysIn(file: string): Promise<NonNullable<RelyingParty['jwks']>> {
  const refused = (says: string, cause?: unknown) =>
    new JitmusError('TARGET_INVALID', `sso.oidc.jwksFile: ${says}`, { at: file, cause });
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw refused(`the file cannot be read: ${error.message}`, error);
  });
  const { keys } = parsed(text) ?? {};
  if (!Array.isArray(keys) || keys.length === 0)
    throw refused('this is no JWK Set ({"keys": [...]}) with a key in it.');
  if (keys.some((key) => PRIVATE.some((name) => name in (key as object))))
    throw refused('it holds a private key, which nobody but the application may know. Leave it out.');
  return { keys: keys as Record<string, unknown>[] };
}

function parsed(text: string): { keys?: unknown } | null {
  try {
    return JSON.parse(text) as { keys?: unknown } | null;
  } catch {
    return null;
  }
}
