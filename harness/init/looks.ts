import { lintMetadata } from '../lint/metadata.ts';
import { call } from '../targets/api-call.ts';
import { hostGuard } from '../targets/hosts.ts';
import { pointersTo, valueAt } from '../targets/json-pointer.ts';
import { readMetadata } from '../targets/read-metadata.ts';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/** Milliseconds that an application may take to show itself. */
const PATIENCE_MS = 3_000;

/** Texts of an answer that are offered. */
const OFFERED = 10;

/** Whether an address can be asked before the application is started by us. */
export const isWhole = (address: string) => !address.includes('${');

/** What the metadata of a service provider says; or why it says nothing. */
export async function lookAtMetadata(
  url: string,
  allowHosts: readonly string[],
): Promise<{ entityId: string; acsUrl: string } | { problem: string }> {
  const reading = await readMetadata(url, hostGuard(allowHosts));
  if ('problem' in reading) return reading;
  const { status, text } = reading.value;
  if (status !== 200) return { problem: `${url} answers ${status}.` };
  const read = lintMetadata(text, '', Date.now());
  if ('problem' in read) return { problem: `${url} is no SAML metadata (${read.problem}).` };
  const [entityId] = read.facts.entities;
  const acs = read.facts.roles.flatMap((role) => role.acs).filter(({ binding }) => binding === POST);
  const acsUrl = (acs.find(({ isDefault }) => isDefault) ?? acs[0])?.location;
  return entityId && acsUrl ? { entityId, acsUrl } : { problem: `${url} names no entity id or no ACS by HTTP-POST.` };
}

/** Where the answer of whoAmI holds texts; or why that cannot be told. `email`: the likeliest first. */
export async function lookAtWhoAmI(
  url: string,
): Promise<{ pointers: readonly { pointer: string; text: string }[] } | { problem: string }> {
  try {
    const { status, json } = await call({ method: 'GET', url }, {}, { timeoutMs: PATIENCE_MS });
    if (status !== 200) return { problem: `${url} answers ${status}, as it may while nobody is signed in.` };
    if (json === undefined) return { problem: `${url} answers no JSON: name an address that does.` };
    const texts = pointersTo(json, (value) => typeof value === 'string').map((pointer) => ({
      pointer,
      text: String(valueAt(json, pointer)),
    }));
    const likely = ({ pointer, text }: { pointer: string; text: string }) =>
      Number(text.includes('@')) + Number(/mail/i.test(pointer));
    return { pointers: texts.sort((a, b) => likely(b) - likely(a)).slice(0, OFFERED) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
