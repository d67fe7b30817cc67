import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client';
import { callbackUrlOf, landingOf } from './addresses.ts';
import type { AuthorizationRequest } from './authorization-requests.ts';
import { bodyOf } from './body.ts';
import { browserOf, type Context } from './cookies.ts';
import type { Claims } from './id-token-checks.ts';
import { providerOf } from './openid-client.ts';
import type { Vouched } from './sessions.ts';
import { openIdIdentityIn } from './openid-identity.ts';
import { redeem } from './redeem.ts';
import { Refusal } from './refusal.ts';
import { sendsChallenge } from './authorization-requests.ts';
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
    response_type: method.responseType,
    // In the address tokens would stand in histories and logs.
    ...(method.responseType !== 'code' && { response_mode: 'form_post' }),
    ...(sendsChallenge(service.defects) && {
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
    state,
    nonce,
  });
  ctx.redirect(url.href);
}

/**
 * The redirect URI where the answer is a form. The identity provider's page posts it from another site, so none of our cookies
 * come along: what answers a request of ours is kept under a ticket, and the browser is sent to our own origin with that.
 */
export function keepOpenIdAnswer(ctx: Context, service: Service, method: SsoMethod): void {
  service.methods.requireOpen(method);
  const fields = bodyOf(ctx);
  if (!service.authorizationRequests.find(method.id, textIn(fields, 'state'), service.now())) lacksRequest(service);
  const ticket = service.requests.keep(method.id, { fields }, service.now());
  ctx.status = 303;
  ctx.redirect(`/sso/${method.id}/callback?ticket=${ticket}`);
}

/**
 * The redirect URI. The browser comes by a redirect, so our cookies come along: nothing is redeemed before it is known that
 * this browser asked.
 */
export async function finishOpenIdSignIn(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  service.methods.requireOpen(method);
  const parameters = answerIn(ctx, service, method);
  const request = answeredRequest(ctx, parameters, service, method);
  const answer = { redirectUri: callbackUrlOf(method, service), parameters };
  const { claims, idToken } = await redeem(answer, request, providerOf(method), service);
  await openSession(ctx, service, method, {
    through: request.through,
    browser: request.browser,
    identity: openIdIdentityIn(claims, method, service.secrets, service.defects),
    sessionEnds: null,
    vouched: vouchedIn(claims, idToken),
    landing: request.landing,
  });
}

function vouchedIn({ sub, sid }: Claims, idToken: string): Vouched | null {
  const sessionIndex = typeof sid === 'string' ? sid : null;
  return typeof sub === 'string' ? { nameId: sub, nameIdFormat: null, sessionIndex, idToken } : null;
}

/** A product that does not look at the state takes any answer. */
function lacksRequest({ defects }: Service): void {
  if (!defects.has('oidc-state-ignored')) throw new Refusal('state-unknown');
}

/** What the browser brought: in the address, or as a form before. @throws Refusal `callback-structure`, `ticket-unknown` */
function answerIn(ctx: Context, service: Service, method: SsoMethod): URLSearchParams {
  if (method.responseType === 'code') return readOnce(ctx.query);
  const ticket = typeof ctx.query.ticket === 'string' ? ctx.query.ticket : '';
  const kept = service.requests.take<{ fields: Readonly<Record<string, unknown>> }>(method.id, ticket, service.now());
  if (!kept) throw new Refusal('ticket-unknown');
  return readOnce(kept.fields);
}

function readOnce(fields: Readonly<Record<string, unknown>>): URLSearchParams {
  const pairs = Object.entries(fields);
  const once = pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  if (once.length < pairs.length) throw new Refusal('callback-structure');
  return new URLSearchParams(once);
}

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

/** The request of this browser that the answer is to; it cannot be answered again. */
function answeredRequest(
  ctx: Context,
  parameters: URLSearchParams,
  service: Service,
  method: SsoMethod,
): AuthorizationRequest {
  const state = parameters.get('state') ?? '';
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
