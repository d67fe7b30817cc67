import type { ScimServiceFacts } from '../observation.ts';
import type { RunningTarget, ScimAccess } from '../targets/target.ts';
import { isObject } from './json.ts';
import { SCIM_TYPE, send } from './send.ts';

/** Read once in the life of a target. */
const read = new WeakMap<RunningTarget, Promise<ScimServiceFacts>>();

/** What the SCIM server of a target says that it supports (RFC 7643 §5). */
export function serviceOf(running: RunningTarget, access: ScimAccess): Promise<ScimServiceFacts> {
  const found = read.get(running) ?? readService(access);
  read.set(running, found);
  return found;
}

async function readService({ baseUrl, token }: ScimAccess): Promise<ScimServiceFacts> {
  const headers = { accept: SCIM_TYPE, authorization: `Bearer ${token}` };
  const answer = await send({ method: 'GET', url: `${baseUrl}/ServiceProviderConfig`, headers, body: null });
  if ('failure' in answer) return { status: null, ...nothing };
  if (answer.status !== 200) return { status: answer.status, ...nothing };
  const says = (feature: keyof typeof nothing) => supported(answer.json, feature);
  return {
    status: answer.status,
    patch: says('patch'),
    filter: says('filter'),
    sort: says('sort'),
    etag: says('etag'),
  };
}

const nothing = { patch: null, filter: null, sort: null, etag: null };

function supported(said: unknown, feature: keyof typeof nothing): boolean | null {
  const part: unknown = isObject(said) ? said[feature] : null;
  return isObject(part) && typeof part.supported === 'boolean' ? part.supported : null;
}
