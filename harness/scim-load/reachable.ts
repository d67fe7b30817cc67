import { JitmusError } from '../errors.ts';
import type { ScimAccess } from '../targets/target.ts';
import { isObject } from '../scim/json.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { ScimClient } from './client.ts';

const TLS = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/**
 * Asks for one user before any is made.
 * @throws JitmusError `SCIM_UNREACHABLE`, `SCIM_TOKEN_REFUSED`, `SCIM_NOT_THERE`
 */
export async function demandScim(
  client: Pick<ScimClient, 'send'>,
  { baseUrl }: Pick<ScimAccess, 'baseUrl'>,
): Promise<void> {
  const path = '/Users?startIndex=1&count=1';
  const problem = (code: string, says: string, hint: string) =>
    new JitmusError(code, says, { at: `${baseUrl}${path}`, hint });
  const ended = await client.send({ method: 'GET', path });
  if ('failure' in ended) {
    const hint = TLS.test(ended.code)
      ? 'Its certificate is not trusted here. Name the authority that issued it: NODE_EXTRA_CA_CERTS=authority.pem jitmus …'
      : 'Is the application running, and is scim.baseUrl of the target file its address?';
    throw problem('SCIM_UNREACHABLE', `The SCIM server does not answer: ${ended.failure}.`, hint);
  }
  const { status } = ended;
  if (status === 401 || status === 403)
    throw problem('SCIM_TOKEN_REFUSED', `The token is refused (${status}).`, 'Look at scim.token of the target file.');
  const json = parsedJson(ended.text);
  if (status === 429) return;
  if (status === 200 && isObject(json) && (Array.isArray(json.Resources) || json.totalResults === 0)) return;
  const says = status === 200 ? 'What answers there is no SCIM server: no list of users.' : `The answer was ${status}.`;
  throw problem(
    'SCIM_NOT_THERE',
    says,
    'scim.baseUrl is the address that /Users is put behind, such as https://app.example/scim/v2.',
  );
}
