import type { Context, Middleware } from 'koa';

const LIMIT = '1mb';

let parser: Promise<Middleware> | undefined;

/** A request's form; `too-large` above 1 MB, `unreadable` when it is none. Loads the parser on first use. */
export async function readBody(ctx: Context): Promise<{ fields: unknown } | { problem: 'too-large' | 'unreadable' }> {
  parser ??= import('@koa/bodyparser').then(({ bodyParser }) =>
    bodyParser({ enableTypes: ['form'], formLimit: LIMIT }),
  );
  try {
    await (
      await parser
    )(ctx, () => Promise.resolve());
  } catch (error) {
    return { problem: isTooLarge(error) ? 'too-large' : 'unreadable' };
  }
  const { body } = ctx.request as { body?: unknown };
  return body === undefined ? { problem: 'unreadable' } : { fields: body };
}

const isTooLarge = (error: unknown) => error instanceof Error && 'status' in error && error.status === 413;
