import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import type { Place } from '../endpoints.ts';
import { CONTENT_SECURITY_POLICY, document, type Page } from './pages/page.ts';

/** Sends a page, never to be kept or framed. `frames`: it may frame others itself. */
export function show(ctx: Context, vendor: Vendor | null, page: Page, { frames = false } = {}): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', `${CONTENT_SECURITY_POLICY}${frames ? '; frame-src *' : ''}`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.status = page.status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = document(vendor, page);
}

/** Parameters of the path, by name. */
export const pathParameters = (ctx: Context): Place['params'] => (ctx as Context & { params: Place['params'] }).params;

export const placeOf = (ctx: Context): Place => ({
  params: pathParameters(ctx),
  get query() {
    return new URLSearchParams(ctx.querystring);
  },
});
