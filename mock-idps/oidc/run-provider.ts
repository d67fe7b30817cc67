import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';

/** Lets the provider answer inside this request, without sending anything yet. */
export async function runProvider(provider: Provider, ctx: Context, path: string): Promise<void> {
  const [middleware] = provider.middleware;
  ctx.path = path;
  await middleware?.(ctx, async () => undefined);
}

/** The provider reads the stream itself, so what was read is put in front of it once more. */
export function replay(ctx: Context, raw: Buffer): void {
  Object.defineProperties(ctx.req, {
    readable: { value: true },
    iterator: { value: () => [raw] },
  });
}
