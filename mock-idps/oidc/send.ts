import type { Context } from 'koa';
import type { Vendor } from '../app.ts';
import { noticePage } from '../server/pages/error.ts';
import { postForm } from '../server/pages/post-form.ts';
import { show } from '../server/show.ts';
import { addressOf, type ResponsePlan } from './delivery.ts';

/** Puts a response on its way: by redirect, or by a form that a page submits. Null: it waits for another browser at `elsewhere`. */
export function send(ctx: Context, vendor: Vendor, plan: ResponsePlan | null, elsewhere: string | null = null): void {
  if (plan === null) {
    const where = elsewhere ?? 'no address';
    const says = `The answer waits for another browser at ${where}: this one brings nothing to the application.`;
    return show(ctx, vendor, noticePage(200, 'Signed in, but nothing goes from here', says));
  }
  if (plan.mode === 'form_post')
    return show(ctx, vendor, postForm({ method: 'POST', to: plan.to, fields: plan.parameters }));
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.status = 302;
  ctx.redirect(addressOf(plan));
}
