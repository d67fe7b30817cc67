import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import type { Runtime } from './runtime.ts';
import { pathParameters } from './show.ts';

/** The sign-in whose message named the address. */
export interface Canary {
  readonly ticket: string | null;
  readonly vendor: Vendor;
}

/** Tells that somebody fetched an address that stands in a message and nowhere else. What it answers harms nobody. */
export function canary({ canaries, emit, clock }: Runtime, ctx: Context): void {
  const { canary: id = '', answer } = pathParameters(ctx);
  const found = canaries.get(id);
  if (found) {
    const says = `An address that only the message names was fetched (${ctx.method} ${ctx.path}).`;
    emit({ kind: 'happened', ...found, at: clock(), what: 'canary', says });
  }
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = answer === 'document' ? '<canary/>' : '';
}
