import { limited, whatHappened } from './api-call.ts';
import type { Reading } from './target.ts';

/** Milliseconds that the document may take. */
const TIMEOUT_MS = 15_000;

/** Redirects that are followed, each where it may lead. */
const MAX_REDIRECTS = 3;

/** What an address of metadata serves. The application may have made the address up, so it is guarded like a browser's. */
export async function readMetadata(
  address: string,
  allows: (url: string) => boolean,
): Promise<Reading<{ status: number; text: string }>> {
  let url = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (!allows(url)) return { problem: `${url} may not be contacted (allowHosts).` };
    const answer = await get(url);
    if ('problem' in answer) return answer;
    const { status, text, location } = answer.value;
    if (location === null || status < 300 || status >= 400) return { value: { status, text } };
    if (!URL.canParse(location, url)) return { problem: `${url} leads to "${location}", which is no address.` };
    url = new URL(location, url).href;
  }
  return { problem: `${address} leads on and on.` };
}

async function get(url: string): Promise<Reading<{ status: number; text: string; location: string | null }>> {
  try {
    const headers = { accept: 'application/samlmetadata+xml, application/xml, text/xml, */*;q=0.1' };
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await limited(response);
    return { value: { status: response.status, text, location: response.headers.get('location') } };
  } catch (error) {
    return { problem: `GET ${url}: ${whatHappened(error, TIMEOUT_MS)}.` };
  }
}
