import type { RouterContext } from '@koa/router';
import { randomToken, sameText } from './secrets.ts';
import type { Service } from './service.ts';

/** What the routes are given. */
export type Context = RouterContext;

const BROWSER = 'sp_browser';
const SESSION = 'sp_session';
const STAFF = 'sp_staff';

/** Hash of the browser that sends this request; a browser that is new here gets a cookie. */
export function browserOf(ctx: Context, service: Service): string {
  let token = ctx.cookies.get(BROWSER);
  if (!token) {
    token = randomToken();
    set(ctx, service, BROWSER, token);
  }
  return service.secrets.hash('browser', token);
}

/** What a form must bring along to show that it was made for this browser. */
export const formTokenOf = (ctx: Context, service: Service): string =>
  service.secrets.hash('form', browserOf(ctx, service));

export const isFormToken = (ctx: Context, service: Service, token: unknown): boolean =>
  typeof token === 'string' && sameText(token, formTokenOf(ctx, service));

export const sessionOf = (ctx: Context): string | undefined => ctx.cookies.get(SESSION);
export const staffSessionOf = (ctx: Context): string | undefined => ctx.cookies.get(STAFF);

/** Ends what session there was, so that a sign-in never goes on in a session that somebody else may know. */
export function renewSession(ctx: Context, service: Service, token: string | null): void {
  const old = sessionOf(ctx);
  if (old) service.sessions.end(old);
  set(ctx, service, SESSION, token);
}

export function renewStaffSession(ctx: Context, service: Service, token: string | null): void {
  const old = staffSessionOf(ctx);
  if (old) service.sessions.endStaff(old);
  set(ctx, service, STAFF, token);
}

/** Null deletes the cookie. Lax: none of them comes along when another site posts to us. */
function set(ctx: Context, service: Service, name: string, value: string | null): void {
  const secure = service.publicUrl.startsWith('https:');
  // TLS may end in front of us.
  ctx.cookies.secure = secure;
  ctx.cookies.set(name, value, { httpOnly: true, sameSite: 'lax', path: '/', secure, overwrite: true });
}
