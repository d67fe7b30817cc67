import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client';
import { callbackUrlOf, landingOf } from './addresses.ts';
import type { AuthorizationRequest } from './authorization-requests.ts';
import { browserOf, type Context } from './cookies.ts';
import { providerOf } from './openid-client.ts';
import { openIdIdentityIn } from './openid-identity.ts';
import { redeem } from './redeem.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import type { Through } from './sign-in-requests.ts';
import type { SsoMethod } from './sso-method.ts';
import { openSession } from './sso-routes.ts';

/** A sign-in begins here: remembers who asked and how they came, and sends the browser to the identity provider. */
export async function startOpenIdSignIn(
  ctx: Context,
  service: Service,
  method: SsoMethod,
  through: Through,
): Promise<void> {
  service.methods.requireOpen(method);
  const asked = { through, browser: browserOf(ctx, service), landing: landingOf(ctx.query.next) };
  const { state, nonce, verifier } = service.authorizationRequests.open(method.id, asked, service.now());
  const url = buildAuthorizationUrl(await service.openIdClients.of(providerOf(method)), {
    redirect_uri: callbackUrlOf(method, service),
    scope: 'openid profile email',
    response_type: 'code',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  ctx.redirect(url.href);
}

/**
 * The redirect URI. The browser comes by a redirect, so our cookies come along: nothing is redeemed before it is known that
 * this browser asked.
 */
export async function finishOpenIdSignIn(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  service.methods.requireOpen(method);
  const request = answeredRequest(ctx, service, method);
  const url = new URL(callbackUrlOf(method, service));
  url.search = ctx.querystring;
  const claims = await redeem(url, request, providerOf(method), service);
  await openSession(ctx, service, method, {
    through: request.through,
    browser: request.browser,
    identity: openIdIdentityIn(claims, method, service.secrets, service.defects),
    sessionEnds: null,
    vouched: null,
    landing: request.landing,
  });
}

/** The request of this browser that the answer is to; it cannot be answered again. */
function answeredRequest(ctx: Context, service: Service, method: SsoMethod): AuthorizationRequest {
  if (Object.values(ctx.query).some(Array.isArray)) throw new Refusal('callback-structure');
  const state = typeof ctx.query.state === 'string' ? ctx.query.state : '';
  const { authorizationRequests: requests, defects } = service;
  const browser = browserOf(ctx, service);
  const request =
    requests.find(method.id, state, service.now()) ??
    (defects.has('oidc-state-ignored') ? requests.latestOf(method.id, browser, service.now()) : undefined);
  if (!request) throw new Refusal('state-unknown');
  if (request.browser !== browser && !defects.has('no-browser-binding')) throw new Refusal('browser-mismatch');
  if (!defects.has('oidc-keeps-answers') && !requests.use(request.state)) throw new Refusal('state-unknown');
  return request;
}
