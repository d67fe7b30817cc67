/** How long another service may take, and how much it may answer. */
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 1_000_000;

/**
 * The text that another service answers with 200. Redirects are not followed.
 * @throws Error that says what went wrong
 */
export async function boundedFetch(url: string, request: RequestInit = {}): Promise<string> {
  const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`It answered ${response.status}.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error(`It answered more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
