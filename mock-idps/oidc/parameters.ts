import type { Context } from 'koa';

/** Of a parameter that comes more than once the last, for observers; the provider refuses such requests itself. */
export const queryOf = (ctx: Context): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(ctx.querystring));

const LIMIT_BYTES = 1024 * 1024;

/** A request's form, and the bytes that it came in. Null above 1 MB. */
export async function formOf(ctx: Context): Promise<{ fields: Record<string, string>; raw: Buffer } | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks);
  return { fields: Object.fromEntries(new URLSearchParams(raw.toString())), raw };
}
