import { buildEndSessionUrl } from 'openid-client';
import { signedOutUrlOf } from './addresses.ts';
import { bodyOf } from './body.ts';
import { CLOCK_SKEW_MS } from './checks.ts';
import { browserOf, renewSession, sessionOf, type Context } from './cookies.ts';
import { showGoodbye } from './logout-routes.ts';
import type { Defects } from './defects.ts';
import { readLogoutToken, type LogoutToken } from './logout-token.ts';
import { providerOf } from './openid-client.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import type { SsoMethod } from './sso-method.ts';

/**
 * Somebody signs out here, and then at the identity provider. The session here ends first: whatever becomes of the rest, nobody
 * is left signed in who asked to be signed out.
 */
export async function startOpenIdLogout(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  const { defects, sessions, logoutRequests, openIdClients } = service;
  const vouched = sessions.vouched(sessionOf(ctx), method.id, service.now());
  const client = vouched && !defects.has('oidc-logout-here-only') ? await openIdClients.of(providerOf(method)) : null;
  // Google has no such address.
  const tells = client?.serverMetadata().end_session_endpoint !== undefined;
  if (!defects.has('oidc-logout-waits-for-return')) renewSession(ctx, service, null);
  if (!client || !tells)
    return showGoodbye(ctx, service, 'Your identity provider may still know you: close the browser.');
  const returnTo = signedOutUrlOf(method, service);
  const url = buildEndSessionUrl(client, {
    ...(!defects.has('oidc-logout-without-hint') && { id_token_hint: vouched?.idToken ?? '' }),
    post_logout_redirect_uri: defects.has('oidc-logout-returns-elsewhere') ? `${returnTo}?later=1` : returnTo,
    state: logoutRequests.open(method.id, browserOf(ctx, service), service.now()),
  });
  ctx.redirect(url.href);
}

/** The browser is back. Nothing ends here: the session ended before, and anybody can open this address. */
export function endOfOpenIdLogout(ctx: Context, service: Service, method: SsoMethod): void {
  const { state } = ctx.query;
  const { defects, logoutRequests } = service;
  const isOurs = typeof state === 'string' && logoutRequests.take(method.id, state, service.now());
  if (!isOurs && defects.has('oidc-logout-crashes-on-state')) throw new TypeError('No such logout.');
  if (isOurs && defects.has('oidc-logout-waits-for-return')) renewSession(ctx, service, null);
  showGoodbye(
    ctx,
    service,
    isOurs
      ? 'You are signed out here and at your identity provider.'
      : 'Whether you are signed out at your identity provider too is not certain: close the browser.',
  );
}

/**
 * A frame in a page of the identity provider. Our cookies do not come along into it, so the address alone says which session
 * has ended; Entra ID names no issuer there. Anybody can load it who knows the name of a session, and nobody else does.
 */
export function consumeFrame(ctx: Context, service: Service, method: SsoMethod): void {
  const { iss, sid } = ctx.query;
  const { defects, sessions } = service;
  const isNamed = typeof sid === 'string' && sid !== '' && (iss === undefined || iss === method.issuer);
  ctx.set('content-security-policy', "default-src 'none'; frame-ancestors *");
  if (defects.has('oidc-logout-frame-any-session')) sessions.endMethod(method.id);
  else if (!isNamed) throw new Refusal('logout-frame');
  else if (!defects.has('oidc-logout-frame-ignored')) sessions.endOpenId(method.id, { subject: null, sid });
  ctx.type = 'text/plain';
  ctx.body = 'Signed out.';
}

const ignores = ({ sid }: Pick<LogoutToken, 'sid'>, defects: Defects): boolean =>
  defects.has('oidc-logout-ends-nothing') || (sid === null && defects.has('oidc-logout-demands-session'));

/** The identity provider tells, without a browser, that somebody signed out. */
export async function consumeLogoutToken(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  const { logout_token: token } = bodyOf(ctx);
  if (!ctx.is('application/x-www-form-urlencoded') || typeof token !== 'string')
    throw new Refusal('logout-token', 'There is none.');
  const { defects, requests, sessions } = service;
  try {
    const { subject, sid, id, ends } = await readLogoutToken(token, method, service);
    const isNew = requests.see(method.id, `logout token ${id}`, ends + CLOCK_SKEW_MS);
    if (!isNew && !defects.has('oidc-logout-token-again')) throw new Refusal('logout-token', 'It was obeyed before.');
    if (subject === null && sid === null) sessions.endMethod(method.id);
    else if (defects.has('oidc-logout-ends-every-session')) sessions.endOpenId(method.id, { subject, sid: null });
    else if (!ignores({ sid }, defects)) sessions.endOpenId(method.id, { subject, sid });
  } catch (error) {
    if (!(error instanceof Refusal) || !defects.has('oidc-logout-refuses-with-200')) throw error;
  }
  ctx.status = defects.has('oidc-logout-answers-with-redirect') ? 303 : 200;
  if (ctx.status === 303) return ctx.redirect('/');
  ctx.body = '';
}
