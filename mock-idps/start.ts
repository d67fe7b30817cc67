import { randomBytes } from 'node:crypto';
import type { App } from './app.ts';
import { skippedChecks } from './defects.ts';
import { DEFAULT_TENANT, openDirectory } from './directory/directory.ts';
import { IdpError } from './idp-error.ts';
import type { Idps, IdpsOptions } from './idps.ts';
import { defaultKeyFolder, openKeys, type KeyStore } from './keys.ts';
import type { OpenId } from './oidc/open-id.ts';
import { atRealHosts, below, IMPERSONATED, isImpersonated } from './located.ts';
import { openProxy } from './proxy.ts';
import { openRegistry } from './registry.ts';
import { checkOrder, checkSignOut } from './order.ts';
import { Graph } from './server/graph.ts';
import type { Runtime } from './server/runtime.ts';
import { listen } from './server/server.ts';
import { Tickets } from './server/tickets.ts';
import { Waiting } from './server/waiting.ts';
import { tlsIdentity } from './tls.ts';

/** What `startIdps` loads. */
export async function start(options: IdpsOptions): Promise<Idps> {
  const { seed = 1, nonce = randomBytes(6).toString('hex'), clock = Date.now, onEvent = () => undefined } = options;
  if (!/^[0-9a-f]{12}$/.test(nonce)) {
    throw new IdpError('IDPS_OPTION_INVALID', `The nonce "${nonce}" is not 12 lower-case hex digits.`);
  }
  const skipped = skippedChecks(options.defects ?? []);
  const publicOrigin = options.publicUrl === undefined ? null : originOf(options.publicUrl);
  const listening = options.listen ?? { host: '127.0.0.1', port: 0 };
  const folder = options.keys ?? defaultKeyFolder();
  const keys = openKeys(folder);
  if (options.tls && publicOrigin?.startsWith('http:'))
    throw new IdpError(
      'IDPS_OPTION_INVALID',
      `The mock IdPs are to answer over https, and the public URL is ${publicOrigin}. Write https there, or leave tls out.`,
    );
  if (options.impersonate && !options.tls)
    throw new IdpError(
      'IDPS_OPTION_INVALID',
      "The vendors' own hosts are reached over https alone: impersonate goes with tls.",
    );
  const tls = options.tls
    ? await tlsIdentity(folder, [
        listening.host,
        ...(publicOrigin ? [new URL(publicOrigin).hostname] : []),
        ...(options.impersonate ? IMPERSONATED : []),
      ])
    : null;
  const [server, directory] = await Promise.all([listen(listening, tls), openDirectory({ seed, nonce })]);
  const origin = publicOrigin ?? `${tls ? 'https' : 'http'}://localhost:${server.port}`;
  const located = options.impersonate ? atRealHosts(origin) : below(origin);
  const registry = openRegistry(located, keys);
  let openId: Promise<OpenId> | undefined;
  const runtime: Runtime = {
    seed,
    nonce,
    origin,
    located,
    clock,
    emit: onEvent,
    skipped,
    directory,
    registry,
    tickets: new Tickets(seed, nonce),
    standing: new Map(),
    signOuts: new Tickets(seed, nonce, 'sign-out'),
    visits: new Waiting(),
    emissions: new Waiting(),
    canaries: new Waiting(),
    sessions: new Waiting(1_000),
    logouts: new Waiting(),
    sentLogouts: new Waiting(),
    hinders: options.hinders ?? (() => null),
    graph: new Graph(clock),
    openId: () => (openId ??= loadOpenId(runtime, keys)),
  };
  server.serve(runtime, options.desk);
  const mocks = { host: listening.host, port: server.port };
  const proxy = options.impersonate ? await openProxy(mocks, origin, options.proxy) : null;
  return {
    origin,
    proxy: proxy && { url: proxy.url, mocks, leads: isImpersonated },
    owns: (url) => owns(origin, proxy !== null, url),
    tls: tls && { ca: tls.ca, caFile: tls.caFile, certificate: tls.certificate },
    app: (vendor, name, appOptions) => registry.register(vendor, name, appOptions),
    remove(app) {
      runtime.standing.delete(registry.own(app));
      registry.remove(app);
    },
    directory,
    person: (vendor, persona, key, { tenant = DEFAULT_TENANT } = {}) => directory.person(vendor, persona, key, tenant),
    change: (person, what) => directory.change(person, what),
    arm(order) {
      checkOrder(order, registry);
      const id = runtime.tickets.issue(order);
      const home = homeOf(order.app);
      return { id, armUrl: `${home}/_jitmus/arm/${id}`, beginUrl: `${home}/_jitmus/begin/${id}` };
    },
    armEverybody(app, ticket) {
      const own = registry.own(app);
      const make = () => ticket().id;
      runtime.standing.set(own, make);
      return () => {
        if (runtime.standing.get(own) === make) runtime.standing.delete(own);
      };
    },
    armSignOut(order) {
      checkSignOut(order, registry);
      const id = runtime.signOuts.issue(order);
      const home = homeOf(order.app);
      return { id, armUrl: `${home}/_jitmus/arm/${id}`, startUrl: `${home}/_jitmus/sign-out/${id}` };
    },
    async provisioning(vendor, name, provisioningOptions) {
      const { openProvisioning } = await import('./scim/engine.ts');
      return openProvisioning({ seed, nonce, vendor, name, clock }, provisioningOptions);
    },
    async close() {
      await proxy?.close();
      await server.close();
    },
  };
}

/** Where people's browsers come to at that vendor: its cookies are there. */
const homeOf = ({ ssoUrl }: App) => new URL(ssoUrl).origin;

function owns(origin: string, impersonates: boolean, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.origin === origin || (impersonates && url.origin === `https://${url.hostname}` && isImpersonated(url.hostname))
  );
}

async function loadOpenId(runtime: Runtime, keys: KeyStore): Promise<OpenId> {
  const { OpenId } = await import('./oidc/open-id.ts');
  return OpenId.open(runtime, keys);
}

function originOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.pathname === '/' && !parsed.search) return parsed.origin;
  throw new IdpError('IDPS_OPTION_INVALID', `The public URL "${url}" is no origin like http://localhost:4700.`);
}
