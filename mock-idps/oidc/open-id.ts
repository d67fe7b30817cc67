import type { Context } from 'koa';
import type { KeyStore } from '../keys.ts';
import { oidcProfiles } from '../profiles/oidc.ts';
import { errorPage, noticePage } from '../server/pages/error.ts';
import type { Runtime } from '../server/runtime.ts';
import { hindered } from '../server/hinder.ts';
import { pathParameters, placeOf, show } from '../server/show.ts';
import { authorize } from './authorize.ts';
import { inspectToken, token, userinfo } from './back-channel.ts';
import { chosen, people } from './choose.ts';
import { discovery, jwks } from './documents.ts';
import { endSession, signOutHere } from './end-session.ts';
import type { Ordered } from './tell-logout.ts';
import type { OidcRoute, OidcVendor } from './profile.ts';
import { openSeams } from './seams.ts';
import { send } from './send.ts';
import { Servers } from './servers.ts';
import { openWorld, type Call, type World } from './world.ts';

/** Everything that the mocks answer over OpenID Connect. */
export class OpenId {
  readonly #world: World;
  readonly #servers: Servers;

  private constructor(world: World, servers: Servers) {
    this.#world = world;
    this.#servers = servers;
  }

  /** Loads oidc-provider. */
  static async open(runtime: Runtime, keys: KeyStore): Promise<OpenId> {
    const world = openWorld(runtime);
    return new OpenId(world, new Servers(runtime.registry, keys, await openSeams(world, keys)));
  }

  /** A request at one of a vendor's addresses. */
  async answer(ctx: Context, vendor: OidcVendor, route: OidcRoute): Promise<void> {
    const { runtime } = this.#world;
    const profile = oidcProfiles[vendor];
    const place = placeOf(ctx);
    const server = route.serverAt(place, { at: runtime.located, apps: runtime.registry.of(vendor) });
    if (!server) return unknownServer(ctx, vendor, route.asked(place), runtime);
    const call: Call = { world: this.#world, ctx, server, profile };
    const { endpoint } = route;
    if (isFetched(endpoint) && (await hindered(runtime, ctx, vendor, endpoint))) return;
    switch (endpoint) {
      case 'discovery':
        return discovery(call, this.#servers);
      case 'jwks':
        return jwks(call, this.#servers);
      case 'authorization':
        return authorize(call, this.#servers);
      case 'token':
        return token(call, this.#servers);
      case 'userinfo':
        return userinfo(call, this.#servers);
      case 'introspection':
      case 'revocation':
        return inspectToken(call, this.#servers, endpoint);
      case 'end-session':
        return endSession(call, this.#servers);
      case 'absent':
        return absent(ctx);
    }
  }

  /** The person of an order signs out at the IdP itself. */
  signOut(ctx: Context, ordered: Ordered): Promise<void> {
    return signOutHere(this.#world, ctx, ordered, this.#servers);
  }

  people(ctx: Context): void {
    people(this.#world, ctx);
  }

  chosen(ctx: Context): Promise<void> {
    return chosen(this.#world, ctx);
  }

  /** Sends a response on its way from this browser: again, or because it is the one the response waits for. */
  deliver(ctx: Context): void {
    const { response = '', n } = pathParameters(ctx);
    const plan = this.#world.responses.get(response)?.[Number(n) - 1];
    if (!plan) return show(ctx, null, noticePage(404, 'Nothing to deliver', 'This response is not kept here.'));
    send(ctx, 'other', plan);
  }
}

const isFetched = (endpoint: OidcRoute['endpoint']) =>
  endpoint === 'discovery' || endpoint === 'jwks' || endpoint === 'token' || endpoint === 'userinfo';

/** A program learns by status and JSON, a person by the page. */
function unknownServer(ctx: Context, vendor: OidcVendor, asked: string, runtime: Runtime): void {
  const says = `There is no authorization server at ${JSON.stringify(asked)}.`;
  const mend = 'Use the issuer that the mock names; an application has to be registered in that tenant.';
  runtime.emit({
    kind: 'refused',
    vendor,
    ticket: null,
    at: runtime.clock(),
    status: 400,
    code: codes[vendor],
    says: `${says} ${mend}`,
  });
  if (ctx.accepts('json', 'html') === 'html')
    return show(ctx, vendor, errorPage({ status: 400, code: codes[vendor], says, mend }));
  ctx.status = 400;
  ctx.body = { error: 'invalid_tenant', error_description: `${codes[vendor]}: ${says} ${mend}` };
}

const codes: Readonly<Record<OidcVendor, string>> = {
  entra: 'AADSTS90002',
  google: 'mock:unknown-server',
  okta: 'mock:unknown-server',
  other: 'mock:unknown-server',
};

function absent(ctx: Context): void {
  ctx.status = 501;
  ctx.body = {
    error: 'not_implemented',
    error_description: `The mock does not play ${ctx.path}, which the vendor has.`,
  };
}
