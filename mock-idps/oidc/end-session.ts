import type { Session } from 'oidc-provider';
import type { Registration } from '../registration.ts';
import { noticePage } from '../server/pages/error.ts';
import { logoutPage } from '../server/pages/logout.ts';
import { show } from '../server/show.ts';
import { refuse } from './authorize.ts';
import type { Json } from './claims.ts';
import { readJws } from './jws.ts';
import { formOf, queryOf } from './parameters.ts';
import type { Servers } from './servers.ts';
import type { Call } from './world.ts';

/** The end of the session at the IdP, as an application asks for it (RP-initiated logout). */
export async function endSession(call: Call, servers: Servers): Promise<void> {
  const { ctx, server, profile, world } = call;
  const parameters = ctx.method === 'POST' ? ((await formOf(ctx))?.fields ?? {}) : queryOf(ctx);
  const app = applicationOf(call, servers, parameters);
  const asked = parameters.post_logout_redirect_uri;
  const registered = app?.settings.relyingParty?.postLogoutRedirectUri;
  const problem = problemOf(call, parameters, app);
  if (problem !== null)
    return refuse(call, null, parameters, {
      status: 400,
      code: 'invalid_request',
      says: problem,
      mend: 'Send what the vendor asks for, and register the address.',
    });

  const provider = await servers.provider(server, profile);
  const session = await provider.Session.get(ctx);
  const frames = session.accountId === undefined ? [] : framesOf(session, servers, call);
  await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax', path: '/' });
  const says = `The session at ${server.vendor} ended; ${frames.length} applications are told.`;
  world.runtime.emit({
    kind: 'happened',
    vendor: server.vendor,
    ticket: null,
    at: world.runtime.clock(),
    what: 'logout',
    says,
  });

  const back = asked !== undefined && asked === registered ? withState(asked, parameters.state) : null;
  if (frames.length > 0) return show(ctx, server.vendor, logoutPage(frames, back), { frames: true });
  if (back === null)
    return show(ctx, server.vendor, noticePage(200, 'Signed out', 'The session at the identity provider has ended.'));
  ctx.status = 302;
  ctx.redirect(back);
}

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
  // Entra ends the session all the same, and leads nowhere (inferred).
  return server.vendor === 'entra' ? null : `The address ${JSON.stringify(asked)} is not registered for after logout.`;
}

/** By the token shown, by its id, or by the address that only one has. */
function applicationOf(
  { server }: Call,
  servers: Servers,
  parameters: Readonly<Record<string, string>>,
): Registration | null {
  const apps = servers.appsOf(server);
  const { id_token_hint: hint, client_id: id, post_logout_redirect_uri: asked } = parameters;
  const named = hint === undefined ? id : text(audienceOf(hint));
  return (
    apps.find(({ clientId }) => clientId === named) ??
    (server.vendor === 'entra'
      ? apps.find(({ settings }) => settings.relyingParty?.postLogoutRedirectUri === asked && asked !== undefined)
      : undefined) ??
    null
  );
}

function audienceOf(hint: string): Json | undefined {
  try {
    return readJws(hint).payload.aud;
  } catch {
    return undefined;
  }
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

/** Front-channel logout addresses of every application that somebody signed in to in this session. */
function framesOf(session: Session, servers: Servers, { server }: Call): string[] {
  return Object.entries(session.authorizations ?? {}).flatMap(([clientId, { sid }]) => {
    const app = servers.appsOf(server).find((candidate) => candidate.clientId === clientId);
    const uri = app?.settings.relyingParty?.frontchannelLogoutUri;
    if (!uri) return [];
    const url = new URL(uri);
    url.searchParams.set('iss', server.issuer);
    if (sid) url.searchParams.set('sid', sid);
    return [url.href];
  });
}

function withState(address: string, state: string | undefined): string {
  const url = new URL(address);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}
