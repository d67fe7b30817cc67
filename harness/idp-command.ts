import { startIdps, type IdpEvent, type Idps, type RelyingParty, type Vendor } from '../mock-idps/index.ts';
import { JitmusError } from './errors.ts';
import { fixedAppName } from './methods.ts';
import { untilToldToEnd } from './sp-command.ts';
import type { Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';

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
  quiet: boolean;
}

/** Serves the mock IdPs until told to end, and prints what to enter in the application. */
export async function idpCommand(options: IdpOptions, terminal: Terminal): Promise<0> {
  const target = options.target === null ? null : await targetOf(options.target);
  const mock = target?.mockIdps;
  const serviceProvider = await registered(options);
  const relyingParty = await registeredForOidc(options);
  const idps = await startIdps({
    seed: options.seed,
    nonce: '0'.repeat(12),
    listen: options.port === 0 && mock?.listen ? mock.listen : { host: options.host, port: options.port },
    ...(mock?.publicUrl ? { publicUrl: mock.publicUrl } : {}),
    ...((options.keys ?? mock?.keys) ? { keys: options.keys ?? mock?.keys ?? '' } : {}),
    tls: options.tls,
    impersonate: options.impersonate,
    onEvent: (event) => {
      if (!options.quiet) terminal.line(sentence(event));
    },
  });
  try {
    await tellAll(idps, options, target, { serviceProvider, relyingParty }, terminal);
    await untilToldToEnd();
  } finally {
    await idps.close();
  }
  return 0;
}

/** How the application is known at the IdPs. */
interface Registered {
  serviceProvider: { entityId: string; acsUrl: string } | null;
  relyingParty: RelyingParty | null;
}

/** Registers the application at each IdP, and prints what to enter in it. */
async function tellAll(
  idps: Idps,
  options: IdpOptions,
  target: Target | null,
  { serviceProvider, relyingParty }: Registered,
  terminal: Terminal,
): Promise<void> {
  const vendors = options.vendors.length ? options.vendors : (target?.idps ?? ['entra', 'google', 'okta']);
  for (const vendor of vendors) {
    const app = await idps.app(vendor, fixedAppName, {
      settings: {
        ...target?.idpApp,
        ...(serviceProvider ? { serviceProvider } : {}),
        ...(relyingParty ? { relyingParty } : {}),
      },
    });
    terminal.line(terminal.color.bold(vendor));
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
      'No application is registered: name one with --sp-entity-id and --sp-acs, --redirect-uri, or --target <file>.',
    );
  if (idps.tls) terminal.line(`Trust this authority: ${idps.tls.caFile} (Node: NODE_EXTRA_CA_CERTS)`);
  if (idps.proxy)
    terminal.line(`Reach the vendors' hosts through HTTPS_PROXY=${idps.proxy.url}; it leads nowhere else.`);
  terminal.line(`The mock IdPs listen on ${idps.origin}. These are test keys; Ctrl-C ends it.`);
}

/** What reads target files is slow to load. */
async function targetOf(named: string): Promise<Target> {
  const { targetNamed } = await import('./run-command.ts');
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
  const { samlOf } = await import('./targets/target-file.ts');
  return samlOf(target);
}

async function registeredForOidc({ target, redirectUri }: IdpOptions): Promise<RelyingParty | null> {
  if (redirectUri !== null) return { redirectUri };
  if (target === null || target === 'reference') return null;
  const { oidcOf } = await import('./targets/target-file.ts');
  return oidcOf(target);
}

function toldOfLogout({ through, to, answer, failure }: Extract<IdpEvent, { kind: 'logout-told' }>): string {
  switch (through) {
    case 'back-channel':
      return `logout token to ${to}: ${answer?.status ?? failure ?? 'no answer'}`;
    case 'front-channel':
      return `frame of ${to}`;
    case 'return':
      return `back to ${to}`;
  }
}

function sentence(event: IdpEvent): string {
  switch (event.kind) {
    case 'request':
      return `${event.vendor}  ← ${event.binding} request from ${event.fields?.issuer ?? 'somebody'}`;
    case 'refused':
      return `${event.vendor}  ✕ ${event.code}: ${event.says}`;
    case 'emitted':
      return `${event.vendor}  → response for ${event.nameId.value ?? 'nobody'}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'logout-received':
      return `${event.vendor}  ← logout ${event.message} from ${event.fields.issuer ?? 'somebody'}`;
    case 'logout-sent':
      return `${event.vendor}  → logout ${event.message}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'authorization-request':
      return `${event.vendor}  ← authorization request of ${event.parameters.client_id ?? 'somebody'}`;
    case 'authorization-response':
      return `${event.vendor}  → authorization response (${event.mode})${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'claims':
      return `${event.vendor}  → ${event.through === 'userinfo' ? 'userinfo' : 'ID token'} of ${event.email ?? event.subject ?? 'nobody'}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'back-channel':
      return `${event.vendor}  ${event.error === null ? '·' : '✕'} ${event.endpoint}: ${event.says}`;
    case 'end-session':
      return `${event.vendor}  ← logout asked for, id_token_hint ${event.hint}`;
    case 'logout-told':
      return `${event.vendor}  → ${toldOfLogout(event)}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'happened':
      return `${event.vendor}  · ${event.says}`;
  }
}
