import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import type { Fetched, Hindrance, NetworkFailure } from '../hindrance.ts';
import type { Runtime } from './runtime.ts';

/** Lets pass what is to stand between an application and this answer. True: it was answered, or never will be. */
export async function hindered(
  { hinders, emit, clock }: Runtime,
  ctx: Context,
  vendor: Vendor,
  fetched: Fetched,
): Promise<boolean> {
  const hindrance = hinders(vendor, fetched);
  if (!hindrance) return false;
  emit({ kind: 'happened', vendor, ticket: null, at: clock(), what: 'network', says: saying(fetched, hindrance) });
  if (hindrance.latencyMs > 0) await pause(hindrance.latencyMs, null, { ref: false });
  if (hindrance.fail === null) return false;
  failed(ctx, hindrance.fail);
  return true;
}

const STATUSES = { 'status-429': 429, 'status-500': 500, 'status-503': 503, 'not-found': 404 } as const;

function failed(ctx: Context, fail: NetworkFailure): void {
  switch (fail) {
    case 'status-429':
    case 'status-500':
    case 'status-503':
    case 'not-found':
      ctx.status = STATUSES[fail];
      if (fail === 'status-429' || fail === 'status-503') ctx.set('Retry-After', '1');
      ctx.body = 'Answered so on purpose.';
      return;
    case 'html':
      ctx.type = 'text/html; charset=utf-8';
      ctx.body =
        '<!doctype html><title>Something else</title><p>A page where a document was asked for, on purpose.</p>';
      return;
    case 'empty':
      ctx.status = 200;
      ctx.set('Content-Length', '0');
      ctx.body = '';
      return;
    case 'broken':
      ctx.respond = false;
      ctx.res.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
      ctx.res.write('{"issuer":"', () => ctx.req.socket.destroy());
      return;
    case 'reset':
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    case 'hang':
      ctx.respond = false;
      return;
  }
}

function saying(fetched: Fetched, { latencyMs, fail }: Hindrance): string {
  const what = fail === null ? 'answered' : `answered by ${fail}`;
  return `${fetched} was asked for, and is ${what}${latencyMs > 0 ? ` after ${latencyMs} ms` : ''}, as ordered.`;
}
