import { verify } from 'node:crypto';
import type { Context } from 'koa';
import type { Session } from 'oidc-provider';
import type { EndSessionRequested } from '../event.ts';
import type { SignOutOrder } from '../idps.ts';
import { oidcProfiles } from '../profiles/oidc.ts';
import type { Registration } from '../registration.ts';
import { errorPage, noticePage } from '../server/pages/error.ts';
import { logoutPage } from '../server/pages/logout.ts';
import { show } from '../server/show.ts';
import { signOutCookieOf } from '../server/tickets.ts';
import { refuse } from './authorize.ts';
import type { Claims, Json } from './claims.ts';
import { readJws } from './jws.ts';
import { publicKeyOf } from './keys.ts';
import { subjectOf } from './logout-token.ts';
import { formOf, queryOf } from './parameters.ts';
import type { Servers } from './servers.ts';
import type { SignIn } from './sign-in.ts';
import { returnTo, tellAll, type Ordered } from './tell-logout.ts';
import type { Call, World } from './world.ts';

/** The end of the session at the IdP, as an application asks for it (RP-initiated logout). */
export async function endSession(call: Call, servers: Servers): Promise<void> {
  const { ctx, server, profile, world } = call;
  const parameters = ctx.method === 'POST' ? ((await formOf(ctx))?.fields ?? {}) : queryOf(ctx);
  const app = applicationOf(call, servers, parameters);
  const ordered = orderedIn(call);
  const provider = await servers.provider(server, profile);
  const session = await provider.Session.get(ctx);
  const held = heldIn(world, session);
  const { id_token_hint: hint, post_logout_redirect_uri: asked } = parameters;
  const registered = app?.settings.relyingParty?.postLogoutRedirectUri ?? null;
  world.runtime.emit({
    kind: 'end-session',
    vendor: server.vendor,
    ticket: ordered?.ticket ?? null,
    at: world.runtime.clock(),
    parameters,
    hint: worthOf(world, hint, app, held),
    registered,
  });
  const problem = problemOf(call, parameters, app);
  if (problem !== null)
    return refuse(call, ordered?.ticket ?? null, parameters, {
      status: 400,
      code: 'invalid_request',
      says: problem,
      mend: 'Send what the vendor asks for, and register the address.',
    });

  const frames = await end(call, provider.cookieName('session'), session, held, ordered);
  const leads = asked !== undefined && asked === registered;
  const back = leads
    ? returnTo(world, held.find((signIn) => signIn.app === app) ?? null, ordered, withState(asked, parameters.state))
    : null;
  if (frames.length > 0) return show(ctx, server.vendor, logoutPage(frames, back), { frames: true });
  if (back === null) return show(ctx, server.vendor, goodbye);
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 302;
  ctx.redirect(back);
}

/** The person of an order signs out at the IdP itself. */
export async function signOutHere(world: World, ctx: Context, ordered: Ordered, servers: Servers): Promise<void> {
  const { runtime } = world;
  const app = runtime.registry.own(ordered.order.app);
  const profile = oidcProfiles[app.vendor];
  const server = profile.serverOf(app, app.settings, runtime.located);
  const provider = await servers.provider(server, profile);
  const session = await provider.Session.get(ctx);
  const held = heldIn(world, session);
  if (!held.some((signIn) => signIn.app === app)) return nobodyHere(world, ctx, ordered);
  const frames = await end({ ctx, server, world, profile }, provider.cookieName('session'), session, held, ordered);
  if (frames.length > 0) return show(ctx, server.vendor, logoutPage(frames, null), { frames: true });
  show(ctx, server.vendor, goodbye);
}

function nobodyHere({ runtime }: World, ctx: Context, { ticket, order }: Ordered): void {
  const { vendor } = order.app;
  const says = 'Nobody is signed in to this application in this browser.';
  const refusal = { status: 409, code: 'mock:nobody-to-sign-out', says, mend: 'Sign in first.' };
  runtime.emit({
    kind: 'refused',
    vendor,
    ticket,
    at: runtime.clock(),
    status: refusal.status,
    code: refusal.code,
    says: `${says} ${refusal.mend}`,
  });
  show(ctx, vendor, errorPage(refusal));
}

const goodbye = noticePage(200, 'Signed out', 'The session at the identity provider has ended.');

/** The order of this browser, which is good for one sign-out. */
function orderedIn({ ctx, server, world }: Call): Ordered | null {
  const { signOuts } = world.runtime;
  const presented = signOuts.look(ctx.cookies.get(signOutCookieOf(server.vendor)));
  if (presented.state !== 'good' || presented.order.protocol !== 'oidc') return null;
  signOuts.use(presented.id);
  ctx.cookies.set(signOutCookieOf(server.vendor), null, { httpOnly: true, sameSite: 'lax', path: '/' });
  return { ticket: presented.id, order: presented.order };
}

/** What people signed in to in this session, as the settings of a sign-out have it. */
const heldIn = ({ sessions }: World, { authorizations = {} }: Session): readonly SignIn[] =>
  Object.values(authorizations).flatMap(({ sid }) => (sid === undefined ? [] : (sessions.get(sid) ?? [])));

/** Answers the frames that tell applications. */
async function end(
  { ctx, server, world }: Call,
  cookie: string,
  session: Session,
  held: readonly SignIn[],
  ordered: Ordered | null,
): Promise<readonly string[]> {
  await session.destroy();
  ctx.cookies.set(cookie, null, { httpOnly: true, sameSite: 'lax', path: '/' });
  const frames = await tellAll(
    world,
    held.map((signIn) => withSettings(signIn, ordered?.order)),
    ordered,
  );
  world.runtime.emit({
    kind: 'happened',
    vendor: server.vendor,
    ticket: ordered?.ticket ?? null,
    at: world.runtime.clock(),
    what: 'logout',
    says: `The session at ${server.vendor} ended, with ${held.length} applications in it.`,
  });
  return frames;
}

/** Addresses may have been registered since the person signed in. */
const withSettings = (signIn: SignIn, order: SignOutOrder | undefined): SignIn => ({
  ...signIn,
  settings: { ...signIn.settings, ...signIn.app.settings, ...(order?.app === signIn.app && order.settings) },
});

/** Okta wants a token of its own, expired or not; whoever asks to be led back needs a registered address. */
function problemOf(
  { server }: Call,
  parameters: Readonly<Record<string, string>>,
  app: Registration | null,
): string | null {
  const { id_token_hint: hint, post_logout_redirect_uri: asked } = parameters;
  if (server.vendor === 'okta' && (hint === undefined || app === null))
    return 'The id_token_hint is missing, or no ID token of this authorization server.';
  if (asked === undefined || asked === app?.settings.relyingParty?.postLogoutRedirectUri) return null;
  // Entra ends the session all the same, and leads nowhere (inferred); so does oidc-provider where it knows no application.
  const leadsNowhere = server.vendor === 'entra' || (server.vendor === 'other' && app === null);
  return leadsNowhere ? null : `The address ${JSON.stringify(asked)} is not registered for after logout.`;
}

/** By the token shown, by its id, or by the address that only one has. */
function applicationOf(
  { server }: Call,
  servers: Servers,
  parameters: Readonly<Record<string, string>>,
): Registration | null {
  const apps = servers.appsOf(server);
  const { id_token_hint: hint, client_id: id, post_logout_redirect_uri: asked } = parameters;
  const named = hint === undefined ? id : text(payloadOf(hint)?.aud);
  return (
    apps.find(({ clientId }) => clientId === named) ??
    (server.vendor === 'entra'
      ? apps.find(({ settings }) => settings.relyingParty?.postLogoutRedirectUri === asked && asked !== undefined)
      : undefined) ??
    null
  );
}

/** An expired token is as good as any (OpenID Connect RP-Initiated Logout 1.0 §2). */
function worthOf(
  world: World,
  hint: string | undefined,
  app: Registration | null,
  held: readonly SignIn[],
): EndSessionRequested['hint'] {
  if (hint === undefined) return 'absent';
  const payload = payloadOf(hint);
  if (!payload) return 'unreadable';
  const [header, body, signature = ''] = hint.split('.');
  const isOurs =
    app !== null &&
    payload.aud === app.clientId &&
    verify(
      'sha256',
      Buffer.from(`${header}.${body}`),
      publicKeyOf(app.key).object,
      Buffer.from(signature, 'base64url'),
    );
  if (!isOurs) return 'foreign';
  const here = held.find((signIn) => signIn.app === app);
  return !here || payload.sub === subjectOf(world, here) ? 'sound' : 'of-somebody-else';
}

function payloadOf(token: string): Claims | undefined {
  try {
    return readJws(token).payload;
  } catch {
    return undefined;
  }
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

function withState(address: string, state: string | undefined): URL {
  const url = new URL(address);
  if (state !== undefined) url.searchParams.set('state', state);
  return url;
}
