import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { resolveOidcFault } from '../fault-list.ts';
import { token as graphToken } from '../server/graph-routes.ts';
import { called } from './called.ts';
import { only, present, type Claims, type Json } from './claims.ts';
import { IdpError } from '../idp-error.ts';
import type { JsonAnswer } from './fault.ts';
import { tellingOf } from './issue.ts';
import { formOf } from './parameters.ts';
import { answerPipeline } from './pipeline.ts';
import { replay, runProvider } from './run-provider.ts';
import type { Servers } from './servers.ts';
import type { SignIn } from './sign-in.ts';
import { toldOf } from './told.ts';
import { occasionOf, responseContext } from './tools.ts';
import type { Call } from './world.ts';

/** The token endpoint. Entra's gives applications tokens for Graph as well, which is none of the provider's business. */
export async function token(call: Call, servers: Servers): Promise<void> {
  const { ctx, server, profile, world } = call;
  const form = await formOf(ctx);
  if (!form) return tooLarge(ctx);
  replay(ctx, form.raw);
  if (server.vendor === 'entra' && !OF_PEOPLE.has(form.fields.grant_type ?? '')) {
    (ctx.request as { body?: unknown }).body = form.fields;
    return graphToken(world.runtime, ctx);
  }
  await runProvider(await servers.provider(server, profile), ctx, server.paths.token);
  const parameters = withoutSecrets(form.fields, ctx);
  const signIn = signInOf(call);
  const { error } = answered(call, 'token', parameters);
  const telling = signIn ? tellingOf(signIn, occasionOf(world, world.runtime.clock())) : null;
  if (!error) ctx.body = profile.tokenResponse(ctx.body as Claims, form.fields, telling);
  const faults = spoil(call, 'token', signIn);
  const grant = form.fields.grant_type ?? 'no grant type';
  called(call, 'token', error ? `Refused: ${error.description}` : `Tokens were issued for ${grant}.`, {
    error: error?.error ?? null,
    ticket: signIn?.ticket ?? null,
    faults,
  });
}

/** Grant types that a person stands behind. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['authorization_code', 'refresh_token']);

/** Userinfo, by the access token. */
export async function userinfo(call: Call, servers: Servers): Promise<void> {
  const { ctx, server, profile, world } = call;
  await runProvider(await servers.provider(server, profile), ctx, server.paths.userinfo);
  const signIn = signInOf(call);
  const { error } = answered(call, 'userinfo', {});
  let faults: readonly string[] = [];
  if (!error && signIn) {
    const telling = tellingOf(signIn, occasionOf(world, world.runtime.clock()));
    const genuine = profile.userinfo(telling);
    ctx.body = asTold(genuine, signIn);
    faults = spoil(call, 'userinfo', signIn);
    const sent = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
    const faulted = (signIn.order?.faults ?? []).length > 0;
    const said = { through: 'userinfo', sent, genuine: faulted ? JSON.stringify(genuine) : null } as const;
    world.runtime.emit(
      toldOf(world, signIn, telling, { ...said, claims: claimsIn(sent) ?? genuine, expected: genuine }),
    );
  }
  called(call, 'userinfo', error ? `Refused: ${error.description}` : 'Userinfo was fetched.', {
    error: error?.error ?? null,
    ticket: signIn?.ticket ?? null,
    faults,
  });
}

/** Userinfo says what the ID token said of the person, also where that was forged: else it would give the forgery away. */
function asTold(genuine: Claims, { told, profile }: SignIn): Claims {
  if (!told) return genuine;
  const identity = only(told, profile.identity);
  return Object.fromEntries(Object.entries(genuine).map(([name, value]) => [name, identity[name] ?? value]));
}

function claimsIn(text: string): Claims | null {
  try {
    const read = JSON.parse(text) as Json;
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Claims) : null;
  } catch {
    return null;
  }
}

/** Introspection and revocation, where the vendor has them at all. */
export async function inspectToken(call: Call, servers: Servers, at: 'introspection' | 'revocation'): Promise<void> {
  const { ctx, server, profile } = call;
  const provider = await servers.provider(server, profile);
  if (server.vendor === 'google') return revokeAtGoogle(call, provider);
  const form = await formOf(ctx);
  if (!form) return tooLarge(ctx);
  replay(ctx, form.raw);
  await runProvider(provider, ctx, server.paths[at] ?? '');
  const { error } = answered(call, at, withoutSecrets(form.fields, ctx));
  called(call, at, error ? `Refused: ${error.description}` : 'The token was looked at.', {
    error: error?.error ?? null,
  });
}

/** Google revokes whatever token is shown to it, with everything that came of the same consent. */
async function revokeAtGoogle(call: Call, { AccessToken, RefreshToken }: Provider): Promise<void> {
  const { ctx } = call;
  const form = await formOf(ctx);
  const shown = form?.fields.token ?? new URLSearchParams(ctx.querystring).get('token') ?? '';
  const found = (await AccessToken.find(shown)) ?? (await RefreshToken.find(shown));
  ctx.status = found ? 200 : 400;
  ctx.body = found ? {} : { error: 'invalid_token', error_description: 'Token expired or revoked' };
  if (found?.grantId !== undefined) {
    await AccessToken.revokeByGrantId(found.grantId);
  }
  called(call, 'revocation', found ? 'The token was revoked.' : 'There is no such token.', {
    error: found ? null : 'invalid_token',
  });
}

/** The provider's refusal in the vendor's words; undefined where it succeeded. */
function answered(
  { ctx, profile, world }: Call,
  at: 'token' | 'userinfo' | 'introspection' | 'revocation',
  parameters: Readonly<Record<string, string>>,
): { error?: { error: string; description: string } } {
  const outcome = world.outcomes.get(ctx);
  const { error, error_description: description } =
    outcome?.kind === 'error'
      ? { error: outcome.error, error_description: outcome.description }
      : ((ctx.body ?? {}) as { error?: unknown; error_description?: unknown });
  if (ctx.status < 400 || typeof error !== 'string') return {};
  const told = { error, description: typeof description === 'string' ? description : error };
  ctx.body = profile.errorJson({ ...told, parameters, now: world.runtime.clock() }, at);
  return { error: told };
}

/** The faults of the sign-in on this answer. Answers the ids of those that broke it. */
function spoil(call: Call, at: 'token' | 'userinfo', signIn: SignIn | undefined): readonly string[] {
  const { ctx, world } = call;
  const faults = (signIn?.order?.faults ?? []).map(resolveOidcFault);
  const meant = faults.filter(({ fault }) => fault.stage === 'delivery' && fault.on === at);
  if (!signIn || meant.length === 0) return [];
  const genuine = {
    status: ctx.status,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(ctx.body),
  };
  const context = responseContext(world, {
    server: signIn.server,
    order: signIn.order,
    now: world.runtime.clock(),
    signIn,
  });
  const spoilt = fitting(call, signIn, () => answerPipeline(at, genuine, faults, context));
  ctx.status = spoilt.status;
  ctx.type = spoilt.contentType;
  ctx.body = spoilt.body;
  return meant.map(({ fault }) => fault.id);
}

/** A fault that finds no place ends the sign-in, and observers are told why. */
function fitting({ world: { runtime } }: Call, { server, ticket }: SignIn, make: () => JsonAnswer): JsonAnswer {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    const { code, message: says } = error;
    runtime.emit({ kind: 'refused', vendor: server.vendor, ticket, at: runtime.clock(), status: 500, code, says });
    const body = JSON.stringify({ error: 'server_error', error_description: says });
    return { status: 500, contentType: 'application/json; charset=utf-8', body };
  }
}

/** The sign-in that the code, or the token, belongs to. */
function signInOf({ ctx, world }: Call): SignIn | undefined {
  const { oidc } = ctx as unknown as { oidc?: { entities: { Grant?: { jti: string } } } };
  return world.signIns.get(oidc?.entities.Grant?.jti ?? '');
}

/** What an error message may depend on. */
const withoutSecrets = (fields: Readonly<Record<string, string>>, ctx: Context): Record<string, string> => {
  const { client_secret: secret, client_id: id, grant_type: grantType } = fields;
  const authorization = ctx.get('authorization');
  return present({
    client_id: id,
    grant_type: grantType,
    client_secret: secret === undefined ? undefined : 'given',
    authorization: authorization ? 'given' : undefined,
  }) as Record<string, string>;
};

function tooLarge(ctx: Context): void {
  ctx.status = 413;
  ctx.body = { error: 'invalid_request' };
}
