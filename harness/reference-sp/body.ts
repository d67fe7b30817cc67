import { bodyParser } from '@koa/bodyparser';
import type { Middleware } from 'koa';
import type { Context } from './cookies.ts';
import { Refusal } from './refusal.ts';

/** A thousand groups, signed twice, make a third of this in base64. */
const LIMIT = '1mb';

/** Reads forms and JSON up to one megabyte, unpacked. */
export const parseBody: Middleware = bodyParser({
  enableTypes: ['json', 'form'],
  jsonLimit: LIMIT,
  formLimit: LIMIT,
  onError(error) {
    const status = 'status' in error ? error.status : undefined;
    throw new Refusal(status === 413 ? 'too-large' : 'malformed-request', undefined, { cause: error });
  },
});

/** The fields that were sent; none where there was no form and no JSON object. */
export function bodyOf(ctx: Context): Readonly<Record<string, unknown>> {
  const body: unknown = ctx.request.body;
  return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}
