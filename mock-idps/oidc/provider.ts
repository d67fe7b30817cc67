import { createHash } from 'node:crypto';
import type * as OidcProvider from 'oidc-provider';
import type {
  AdapterPayload,
  ClientAuthMethod,
  Configuration,
  Grant,
  KoaContextWithOIDC,
  Provider,
  ResponseType,
} from 'oidc-provider';
import type { SigningKey } from '../saml/respond.ts';
import type { ResponseMode } from './delivery.ts';
import { publicKeyOf } from './keys.ts';
import type { OidcProfile, OidcServer } from './profile.ts';
import { scopesOf, type Passage, type SignIn } from './sign-in.ts';
import { seenBy, type Storage } from './storage.ts';

export type Library = typeof OidcProvider;

/** What the engine adds to the protocol at its seams. */
export interface Seams {
  /** The request that is on its way; undefined where it came to another endpoint than the authorization one. */
  passageOf(ctx: KoaContextWithOIDC): Passage | undefined;
  /** Makes the person of an order the one that the session at the IdP is of. */
  enter(ctx: KoaContextWithOIDC): void;
  /** Whether there is such an account: by a session, or by the grant that led to it. */
  knows(accountId: string, grantId: string | undefined): boolean;
  /** A grant was made for the request on its way. */
  granted(ctx: KoaContextWithOIDC, grant: Grant): Promise<void>;
  signInOf(grantId: string | undefined): SignIn | undefined;
  /** Shows who may sign in. Answers where that is. */
  chooser(ctx: KoaContextWithOIDC): string;
  respond(ctx: KoaContextWithOIDC, mode: ResponseMode, to: string, payload: Readonly<Record<string, unknown>>): void;
  refused(ctx: KoaContextWithOIDC, error: string, description: string): void;
  idToken(ctx: KoaContextWithOIDC, extra: Readonly<Record<string, unknown>>): Promise<string>;
}

let library: Promise<Library> | undefined;

/** Loads oidc-provider, which takes a tenth of a second. */
export function loadLibrary(): Promise<Library> {
  library ??= quietly(() => import('oidc-provider'));
  return library;
}

/** It warns of every Node older than 22, also of those on which its tests and ours pass. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined; // eslint-disable-line no-console
  try {
    return await load();
  } finally {
    console.warn = warn; // eslint-disable-line no-console
  }
}

/** Milliseconds would be finer than any token is. */
const DAY_S = 86_400;

/** One authorization server: the protocol is oidc-provider's, what it says of people is the engine's. */
export function createProvider(
  { Provider: Base, interactionPolicy: { Check, Prompt } }: Library,
  server: OidcServer,
  profile: OidcProfile,
  keys: readonly SigningKey[],
  storage: Storage,
  seams: Seams,
): Provider {
  /** Response modes are handed over: how parameters travel is the engine's. */
  class MockProvider extends Base {
    override registerResponseMode(name: string, _handler: Parameters<Provider['registerResponseMode']>[1]): void {
      super.registerResponseMode(name, (ctx, to, payload) => seams.respond(ctx, name as ResponseMode, to, payload));
    }
  }

  const ordered = (ctx: KoaContextWithOIDC) => seams.passageOf(ctx)?.order != null;
  const nobody = new Check(
    'nobody',
    'Nobody is signed in',
    'login_required',
    (ctx) => !ordered(ctx) && !ctx.oidc.session?.accountId,
  );
  const asked = new Check('asked', 'The request asks for a new sign-in', 'login_required', (ctx) =>
    ['login', 'select_account'].some((word) => !ordered(ctx) && ctx.oidc.prompts.has(word)),
  );
  const tooLongAgo = new Check('too-long-ago', 'The sign-in is older than max_age', 'login_required', (ctx) => {
    const { max_age: age } = ctx.oidc.params as { max_age?: string };
    const passage = seams.passageOf(ctx);
    if (age === undefined || ordered(ctx) || !passage) return false;
    return passage.now / 1000 - (ctx.oidc.session?.loginTs ?? 0) > Number(age);
  });

  // All of Entra's tenants share one userinfo address; everywhere else a token is worth something at its own server alone.
  const own = new Set(['AuthorizationCode', 'RefreshToken', ...(server.vendor === 'entra' ? [] : ['AccessToken'])]);
  const cookies = { httpOnly: true, sameSite: 'lax', signed: false, path: '/' } as const;
  const { paths } = server;
  const configuration: Configuration = {
    adapter: (name) =>
      own.has(name)
        ? seenBy(storage.model(name), ({ grantId }) => seams.signInOf(grantId)?.server.id === server.id)
        : storage.model(name),
    jwks: { keys: keys.map((key) => privateJwk(key, profile)) },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      userinfo: paths.userinfo,
      // Served by the engine itself: an address that nobody asks.
      jwks: `${paths.jwks}/provider`,
      ...(paths.introspection && { introspection: paths.introspection }),
      ...(paths.revocation && { revocation: paths.revocation }),
    },
    cookies: {
      names: {
        session: `jitmus_${server.realm}_session`,
        interaction: `jitmus_${server.realm}_interaction`,
        resume: `jitmus_${server.realm}_resume`,
      },
      long: cookies,
      short: cookies,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      introspection: { enabled: paths.introspection !== undefined, allowedPolicy: async () => true },
      revocation: { enabled: paths.revocation !== undefined, allowedPolicy: async () => true },
    },
    scopes: [...profile.scopes],
    claims: { openid: ['sub'] },
    responseTypes: profile.responseTypes as ResponseType[],
    clientAuthMethods: profile.clientAuthMethods as ClientAuthMethod[],
    pkce: { required: (_ctx, client) => client.tokenEndpointAuthMethod === 'none' },
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    expiresWithSession: () => false,
    issueRefreshToken: (ctx, client) => {
      const signIn = seams.signInOf(ctx.oidc.entities.Grant?.jti);
      return client.grantTypeAllowed('refresh_token') && signIn !== undefined && profile.refreshes(signIn);
    },
    rotateRefreshToken: false,
    findAccount: (_ctx, accountId, token) => {
      const { grantId } = (token ?? {}) as { grantId?: string };
      return seams.knows(accountId, grantId) ? { accountId, claims: () => ({ sub: accountId }) } : undefined;
    },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        ...(client && { clientId: client.clientId }),
        ...(session?.accountId && { accountId: session.accountId }),
      });
      grant.addOIDCScope([...scopesOf(ctx.oidc.params as Record<string, string>)].join(' '));
      await (grant as { save(ttl: number): Promise<string> }).save(DAY_S);
      await seams.granted(ctx, grant);
      return grant;
    },
    interactions: {
      policy: [
        new Prompt({ name: 'login', requestable: true }, nobody, asked, tooLongAgo),
        ...['select_account', 'consent'].map((name) => new Prompt({ name, requestable: true })),
      ],
      url: (ctx) => seams.chooser(ctx),
    },
    // Validators of extra parameters run when the application is known and before the account is loaded.
    extraParams: {
      ...Object.fromEntries(
        ['hd', 'domain_hint', 'access_type', 'include_granted_scopes', 'idp'].map((name) => [name, null]),
      ),
      'jitmus-order': (ctx) => seams.enter(ctx),
    },
    renderError: (ctx, out) => seams.refused(ctx, out.error, out.error_description ?? out.error),
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      IdToken: 3600,
      Interaction: 3600,
      Grant: DAY_S,
      RefreshToken: DAY_S,
      Session: DAY_S,
    },
  };
  const provider = new MockProvider(issuerOf(server), configuration);

  const { IdToken } = provider;
  class MockIdToken extends IdToken {
    override async issue(context: Parameters<InstanceType<typeof IdToken>['issue']>[0]): Promise<string> {
      return context.use === 'idtoken' ? seams.idToken(this.ctx, this.extra) : super.issue(context);
    }
  }
  Object.defineProperty(provider, 'IdToken', { value: MockIdToken });

  // The library compares all that an application is registered with at every request.
  const { Client: Clients } = provider;
  const find = Clients.find.bind(Clients);
  const known = new WeakMap<AdapterPayload, Promise<InstanceType<typeof Clients> | undefined>>();
  Clients.find = (id) => {
    const registered = storage.client(id);
    if (!registered) return find(id);
    const found = known.get(registered) ?? find(id);
    known.set(registered, found);
    return found;
  };

  // The vendors' rule is https alone; loopback is the exception that these mocks make, in the library's documented way.
  const { prototype } = (provider.Client as unknown as { Schema: { prototype: Schema } }).Schema;
  const { invalidate } = prototype;
  prototype.invalidate = function (message, code) {
    if (code !== 'implicit-force-https' && code !== 'implicit-forbid-localhost') invalidate.call(this, message, code);
  };
  return provider;
}

/** The part of the library's client schema that its documentation lets one replace. */
interface Schema {
  invalidate: (this: void | Schema, message: string, code?: string) => void;
}

/** A template is no address: the provider's own issuer is never sent. */
const issuerOf = ({ issuer }: OidcServer) => issuer.replace('{tenantid}', 'common');

function privateJwk(key: SigningKey, profile: OidcProfile) {
  const jwk = key.privateKey.export({ format: 'jwk' });
  return { ...jwk, kty: 'RSA', kid: profile.kid(publicKeyOf(key)), alg: 'RS256', use: 'sig' } as const;
}

/** An application as the provider reads it. */
export function clientMetadata({
  app,
  settings,
  profile,
}: Pick<SignIn, 'app' | 'settings' | 'profile'>): AdapterPayload | undefined {
  const { relyingParty } = settings;
  if (!relyingParty) return undefined;
  const { clientAuth = 'client_secret_basic', jwks, redirectUri } = relyingParty;
  const responseTypes = responseTypesOf(profile, relyingParty.responseType ?? 'code');
  const front = responseTypes.some((type) => /token/.test(type));
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    redirect_uris: [redirectUri],
    response_types: responseTypes as ResponseType[],
    grant_types: ['authorization_code', 'refresh_token', ...(front ? ['implicit'] : [])],
    token_endpoint_auth_method: clientAuth,
    ...(jwks && { jwks: jwks }),
  };
}

/** Entra issues ID tokens from the authorization endpoint only to applications that are set up for it (700054). */
function responseTypesOf({ vendor, responseTypes }: OidcProfile, registered: string): readonly string[] {
  if (vendor !== 'entra' || registered !== 'code') return responseTypes;
  return ['code'];
}

/** `plain` and an absent method, which some vendors take, become S256: the provider compares digests alone, which then fit too. */
export function withDigest(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { code_challenge: challenge, code_challenge_method: method = 'plain' } = parameters;
  if (challenge === undefined || method !== 'plain') return parameters;
  const digest = createHash('sha256').update(challenge).digest('base64url');
  return { ...parameters, code_challenge: digest, code_challenge_method: 'S256' };
}
