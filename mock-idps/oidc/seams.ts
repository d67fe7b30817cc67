import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { resolveOidcFault } from '../fault-list.ts';
import { Choices } from '../choices.ts';
import type { KeyStore } from '../keys.ts';
import type { ResponseMode } from './delivery.ts';
import { isImpersonated } from '../located.ts';
import { IdpError } from '../idp-error.ts';
import { tellingOf, type Occasion } from './issue.ts';
import { accountIdOf } from './people.ts';
import { idTokenPipeline } from './pipeline.ts';
import { loadLibrary, type Library, type Seams } from './provider.ts';
import { scopesOf, type SignIn } from './sign-in.ts';
import { toldOf } from './told.ts';
import { tokenTools } from './tools.ts';
import type { World } from './world.ts';

/** What the engine does at the seams of the provider. */
export async function openSeams(world: World, keys: KeyStore): Promise<Seams> {
  const { errors } = await loadLibrary();
  const { runtime, passages, outcomes, accounts, signIns, visits } = world;
  return {
    passageOf: (ctx) => passages.get(ctx),
    enter: (ctx) => enter(world, ctx, errors),
    knows: (accountId, grantId) =>
      (grantId === undefined ? accounts.get(accountId) : signIns.get(grantId)) !== undefined,
    granted: async (ctx, grant) => granted(world, ctx, grant),
    signInOf: (grantId) => (grantId === undefined ? undefined : signIns.get(grantId)),
    chooser(ctx) {
      const passage = passages.get(ctx);
      if (!passage) throw new Error('There is no request on its way.');
      const id = new Choices('visit', 'oidc', runtime.seed, runtime.nonce, world.count()).text(
        'abcdefghijklmnopqrstuvwxyz0123456789',
        20,
      );
      const goesOn = `${passage.server.paths.authorization}?${new URLSearchParams(passage.parameters)}`;
      visits.put(id, { id, passage, goesOn });
      // At a host of the vendor's the browser stays there, with the session.
      const origin = isImpersonated(ctx.hostname) ? `https://${ctx.hostname}` : runtime.origin;
      return `${origin}/_jitmus/openid/${id}`;
    },
    respond(ctx, mode: ResponseMode, to, payload) {
      const { iss: _iss, ...parameters } = payload;
      const { server, profile } = passages.get(ctx) ?? {};
      const named = profile?.namesItself && server ? { iss: server.issuer } : {};
      const added = parameters.error === undefined ? profile?.adds?.(ctx.oidc.session?.uid ?? '') : {};
      outcomes.set(ctx, { kind: 'response', mode, to, parameters: texts({ ...parameters, ...named, ...added }) });
    },
    refused(ctx, error, description) {
      outcomes.set(ctx, { kind: 'error', error, description });
    },
    idToken: (ctx, extra) => idToken(world, keys, ctx, extra, errors),
  };
}

const texts = (payload: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));

/** The person of the order takes the place of whoever was signed in at the IdP. */
function enter({ passages, accounts }: World, ctx: KoaContextWithOIDC, errors: Library['errors']): void {
  const passage = passages.get(ctx);
  const { session } = ctx.oidc;
  if (!passage?.order || !passage.app || !session) return;
  const { order, app, profile, now } = passage;
  const refusal = profile.admits(order.person, app);
  if (refusal) {
    passage.refusal = refusal;
    const error = new errors.AccessDenied(refusal.says);
    // Where a vendor sends the browser back, its code says so.
    if (refusal.code !== 'access_denied') Object.assign(error, { allow_redirect: false });
    throw error;
  }
  const accountId = accountIdOf(app.tenant, order.person);
  accounts.put(accountId, order.person);
  session.authorizations = {};
  if (session.accountId) session.resetIdentifier();
  const asked = ctx.oidc.params as { max_age?: string };
  const ago = order.signedInAgo ?? 0;
  const anew = ctx.oidc.prompts.has('login') || (asked.max_age !== undefined && ago > Number(asked.max_age) * 1000);
  session.loginAccount({ accountId, loginTs: Math.floor((now - (anew ? 0 : ago)) / 1000), amr: ['pwd'] });
}

function granted({ passages, signIns, sessions, accounts, count }: World, ctx: KoaContextWithOIDC, grant: Grant): void {
  const passage = passages.get(ctx);
  const { session, client } = ctx.oidc;
  const person = session?.accountId === undefined ? undefined : accounts.get(session.accountId);
  if (!passage?.app || !person || !session || !client) return;
  const { server, profile, app, settings, order, ticket, parameters } = passage;
  session.ensureClientContainer(client.clientId);
  const signIn: SignIn = {
    server,
    profile,
    app,
    settings,
    person,
    key: order?.key ?? `session ${count()}`,
    order,
    ticket,
    parameters,
    scopes: scopesOf(parameters),
    authTime: (session.loginTs ?? 0) * 1000,
    sid: session.sidFor(client.clientId) ?? '',
  };
  passage.signIn = signIn;
  signIns.put(grant.jti, signIn);
  sessions.put(signIn.sid, signIn);
}

async function idToken(
  world: World,
  keys: KeyStore,
  ctx: KoaContextWithOIDC,
  extra: Readonly<Record<string, unknown>>,
  errors: Library['errors'],
): Promise<string> {
  const { runtime, signIns } = world;
  const { entities, route } = ctx.oidc;
  const signIn = signIns.get(entities.Grant?.jti ?? '');
  if (!signIn) throw new errors.InvalidGrant('grant not found');
  const back = route === 'token';
  const occasion: Occasion = {
    channel: back ? 'back' : 'front',
    accessToken: text(back ? entities.AccessToken?.jti : extra.at_hash),
    code: text(extra.c_hash),
    nonce: text(extra.nonce),
    now: runtime.clock(),
    at: runtime.located,
    seed: runtime.seed,
    runNonce: runtime.nonce,
  };
  const telling = tellingOf(signIn, occasion);
  const failure = signIn.profile.fails(telling);
  if (failure) throw new errors.CustomOIDCProviderError(failure.error, failure.description);

  const faults = (signIn.order?.faults ?? []).map(resolveOidcFault);
  world.spoiltKeys.delete(signIn.server.id);
  const newKey = faults.some(({ fault }) => fault.needs?.includes('new-key'))
    ? await keys.get(signIn.server.vendor, 'new')
    : null;
  const tools = tokenTools(world, signIn, occasion, newKey);
  const { draft, token } = await fitting(world, signIn, errors, () => idTokenPipeline(tools.genuine, faults, tools));
  signIn.told = draft.claims;
  const through = back
    ? entities.RefreshToken && !entities.AuthorizationCode
      ? 'refresh'
      : 'token-endpoint'
    : 'front-channel';
  const genuine = faults.length ? (await idTokenPipeline(tools.genuine, [], tools)).token : null;
  runtime.emit(
    toldOf(world, signIn, telling, {
      through,
      sent: token,
      genuine,
      claims: draft.claims,
      expected: tools.genuine.claims,
    }),
  );
  return token;
}

/** A fault that finds no place ends the sign-in, and observers are told why. */
async function fitting<T>(
  { runtime }: World,
  { server, ticket }: SignIn,
  errors: Library['errors'],
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    const { code, message: says } = error;
    runtime.emit({ kind: 'refused', vendor: server.vendor, ticket, at: runtime.clock(), status: 500, code, says });
    throw new errors.CustomOIDCProviderError('server_error', says);
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
