import { startIdps as start, type IdpEvent, type IdpsOptions, type Vendor } from '../mock-idps/index.ts';
import { EventHub } from './event-hub.ts';
import { register, type Idp } from './idp.ts';
import type { Application } from './registration.ts';

/** How the mock IdPs are started. */
export interface StartOptions extends Omit<IdpsOptions, 'nonce' | 'defects'> {
  /** Domain of ordinary people's addresses. Default `corp.test`. */
  domain?: string;
  /** Hosts off this machine (`name` or `name:port`) that may be contacted. Default none. */
  allowHosts?: readonly string[];
}

/** Running mock identity providers. People, ids and messages of one are never those of another. */
export interface MockIdps {
  readonly origin: string;
  /** What clients have to trust (PEM, and the authority as a file); null over http. */
  readonly tls: { readonly ca: string; readonly caFile: string; readonly certificate: string } | null;
  /** For `HTTPS_PROXY`, and the browser of your tests: leads the vendors' own hosts to the mocks. Null: nobody is impersonated. */
  readonly proxy: { readonly url: string } | null;
  /** Whether the mocks answer at that address. */
  readonly owns: (url: string) => boolean;
  /**
   * Registers your application at a vendor. What is not known of it yet can follow with `configure`: an application often has
   * to know the IdP before it is started. Each call is a registration of its own unless it is `named`.
   *
   * @throws JitmusError `METADATA_*`, `HOST_NOT_ALLOWED`; IdpError `APP_SETTINGS_INVALID`, `SWITCH_*`, `IDPS_OPTION_INVALID`
   */
  register(vendor: Vendor, application?: Application & { named?: string; tenant?: string }): Promise<Idp>;
  /** Calls the listener for everything that arrives at the IdPs and leaves them. Answers what ends it. */
  onEvent(listener: (event: IdpEvent) => void): () => void;
  /** The same as a stream, from now until the IdPs are closed. */
  events(): AsyncIterableIterator<IdpEvent>;
  /** Ends at once, with every connection. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
  /** Closes, and does not wait for it. */
  [Symbol.dispose](): void;
}

/**
 * Starts mock Entra ID, Google Workspace and Okta in this process, on a free port. As many as you like, each with people of
 * its own. `await using idps = await startIdps()` closes them by itself.
 *
 * @throws IdpError `IDPS_PORT_IN_USE`, `IDPS_OPTION_INVALID`, `KEY_*`
 */
export async function startIdps(options: StartOptions = {}): Promise<MockIdps> {
  const { domain = 'corp.test', allowHosts = [], onEvent, ...rest } = options;
  const hub = new EventHub();
  if (onEvent) hub.listen(onEvent);
  const idps = await start({ ...rest, onEvent: hub.emit });
  const common = { idps, hub, domain, allowHosts };
  let registrations = 0;
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= idps.close().finally(() => {
      hub.close();
    }));
  return {
    origin: idps.origin,
    tls: idps.tls,
    proxy: idps.proxy,
    owns: idps.owns,
    async register(vendor, { named = `app ${++registrations}`, tenant, ...application } = {}) {
      const app = await idps.app(vendor, named, tenant === undefined ? {} : { tenant });
      return register(common, app, application);
    },
    onEvent: (listener) => hub.listen(listener),
    events: () => hub.stream(),
    close,
    [Symbol.asyncDispose]: close,
    [Symbol.dispose]: () => void close(),
  };
}
