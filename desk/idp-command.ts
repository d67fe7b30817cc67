import { randomBytes } from 'node:crypto';
import { startIdps, type App, type Idps, type RelyingParty, type Vendor } from '../mock-idps/index.ts';
import { JitmusError } from '../harness/errors.ts';
import { fixedAppName } from '../harness/methods.ts';
import { untilToldToEnd } from '../harness/sp-command.ts';
import { isLoopback } from '../harness/targets/hosts.ts';
import type { Target } from '../harness/targets/target.ts';
import type { Terminal } from '../harness/terminal.ts';
import { BASE } from './api/base.ts';
import { DeskClock } from './clock.ts';
import { Feed } from './feed.ts';
import { Network } from './network.ts';
import { sentence } from './sentence.ts';

export interface IdpOptions {
  vendors: readonly Vendor[];
  host: string;
  port: number;
  seed: number;
  /** Folder of keys; null: the user's cache folder. */
  keys: string | null;
  /** Target file whose application is registered. */
  target: string | null;
  entityId: string | null;
  acsUrl: string | null;
  /** Where an application takes authorization responses of OpenID Connect. */
  redirectUri: string | null;
  /** Answer over https. */
  tls: boolean;
  /** Bear the vendors' own addresses, behind a proxy. */
  impersonate: boolean;
  /** Of the desk; null: drawn where the mocks listen beyond this machine, else none is needed. */
  token: string | null;
  /** Hosts off this machine that the desk may send people and provisioning to. */
  allowHosts: readonly string[];
  quiet: boolean;
}

/** Serves the mock IdPs and the desk until told to end, and prints what to enter in the application. */
export async function idpCommand(options: IdpOptions, terminal: Terminal): Promise<0> {
  const target = options.target === null ? null : await targetOf(options.target);
  const mock = target?.mockIdps;
  const serviceProvider = await registered(options);
  const relyingParty = await registeredForOidc(options);
  const loginUrl = await loginUrlIn(options);
  const listen = options.port === 0 && mock?.listen ? mock.listen : { host: options.host, port: options.port };
  const token = options.token ?? (isLoopback(listen.host) ? null : randomBytes(18).toString('base64url'));
  const [clock, network, feed] = [new DeskClock(), new Network(), new Feed()];
  const idps: Idps = await startIdps({
    seed: options.seed,
    nonce: '0'.repeat(12),
    listen,
    ...(mock?.publicUrl ? { publicUrl: mock.publicUrl } : {}),
    ...((options.keys ?? mock?.keys) ? { keys: options.keys ?? mock?.keys ?? '' } : {}),
    tls: options.tls,
    impersonate: options.impersonate,
    ...(mock?.proxy ? { proxy: mock.proxy } : {}),
    clock: clock.now,
    hinders: network.hinders,
    onEvent: (event) => {
      feed.add(event);
      if (!options.quiet) terminal.line(sentence(event));
    },
    desk: async () => {
      const { openDesk } = await import('./open-desk.ts');
      const { seed, allowHosts } = options;
      const world = { idps, clock, network, feed, seed, allowHosts };
      return openDesk(
        { ...world, registered: async () => (await register()).map((app) => ({ app, loginUrl })) },
        { token, hosts: token === null ? hostsOf(idps.origin) : null },
      );
    },
  });
  const vendors = options.vendors.length ? options.vendors : (target?.idps ?? ['entra', 'google', 'okta']);
  const register = () =>
    Promise.all(
      vendors.map((vendor) =>
        idps.app(vendor, fixedAppName, {
          settings: {
            ...target?.idpApp,
            ...(serviceProvider ? { serviceProvider } : {}),
            ...(relyingParty ? { relyingParty } : {}),
          },
        }),
      ),
    );
  try {
    const apps = await register();
    // Whoever reads the last line may end it at once.
    const toldToEnd = untilToldToEnd();
    tellAll(idps, apps, { serviceProvider, relyingParty, token }, terminal);
    await toldToEnd;
  } finally {
    await idps.close();
  }
  return 0;
}

/** The mocks' own address, and the others by which this machine is reached at the same port. */
function hostsOf(origin: string): ReadonlySet<string> {
  const { host, port } = new URL(origin);
  const own = port === '' ? '' : `:${port}`;
  return new Set([host, ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}${own}`)]);
}

/** How the application is known at the IdPs, and the desk to people. */
interface Told {
  serviceProvider: { entityId: string; acsUrl: string } | null;
  relyingParty: RelyingParty | null;
  token: string | null;
}

/** Prints what to enter in the application, and where the desk is. */
function tellAll(
  { origin, tls, proxy }: Idps,
  apps: readonly App[],
  { serviceProvider, relyingParty, token }: Told,
  terminal: Terminal,
): void {
  for (const app of apps) {
    terminal.line(terminal.color.bold(app.vendor));
    terminal.line(`  entity id (issuer)   ${app.entityId}`);
    terminal.line(`  sign-in URL          ${app.ssoUrl}`);
    terminal.line(`  metadata             ${app.metadataUrl}`);
    terminal.line(`  IdP-initiated start  ${app.startUrl}`);
    terminal.line(`  OpenID issuer        ${app.openid.issuer}`);
    terminal.line(`  discovery            ${app.openid.discoveryUrl}`);
    terminal.line(`  client id            ${app.clientId}`);
    terminal.line(`  client secret        ${app.clientSecret}`);
  }
  if (serviceProvider) terminal.line(`Registered: ${serviceProvider.entityId}, ACS ${serviceProvider.acsUrl}`);
  if (relyingParty) terminal.line(`Registered for OpenID Connect: redirect URI ${relyingParty.redirectUri}`);
  if (!serviceProvider && !relyingParty)
    terminal.line(
      'No application is registered: do so at the desk, or with --sp-entity-id and --sp-acs, --redirect-uri, or --target <file>.',
    );
  if (tls) terminal.line(`Trust this authority: ${tls.caFile} (Node: NODE_EXTRA_CA_CERTS)`);
  if (proxy) terminal.line(`Reach the vendors' hosts through HTTPS_PROXY=${proxy.url}; it leads nowhere else.`);
  terminal.line(terminal.color.bold('desk'));
  terminal.line(`  console              ${origin}/_jitmus/${token === null ? '' : `#token=${token}`}`);
  terminal.line(`  control API          ${origin}${BASE}`);
  if (token !== null) terminal.line(`  bearer token         ${token}`);
  terminal.line(`The mock IdPs listen on ${origin}. These are test keys; Ctrl-C ends it.`);
}

/** What reads target files is slow to load. */
async function targetOf(named: string): Promise<Target> {
  const { targetNamed } = await import('../harness/run-command.ts');
  return targetNamed(named, null);
}

async function registered({
  target,
  entityId,
  acsUrl,
}: IdpOptions): Promise<{ entityId: string; acsUrl: string } | null> {
  if ((entityId === null) !== (acsUrl === null))
    throw new JitmusError('USAGE', '--sp-entity-id and --sp-acs go together.');
  if (entityId !== null && acsUrl !== null) return { entityId, acsUrl };
  if (target === null || target === 'reference') return null;
  const { samlOf } = await import('../harness/targets/target-file.ts');
  return samlOf(target);
}

async function registeredForOidc({ target, redirectUri }: IdpOptions): Promise<RelyingParty | null> {
  if (redirectUri !== null) return { redirectUri };
  if (target === null || target === 'reference') return null;
  const { oidcOf } = await import('../harness/targets/target-file.ts');
  return oidcOf(target);
}

async function loginUrlIn({ target }: IdpOptions): Promise<string | null> {
  if (target === null || target === 'reference') return null;
  const { loginUrlOf } = await import('../harness/targets/target-file.ts');
  return loginUrlOf(target);
}
