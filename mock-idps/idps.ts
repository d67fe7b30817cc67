import type { App, AppSettings, SigningShape, Vendor } from './app.ts';
import type { Directory } from './directory/directory.ts';
import type { Person, PersonaSpec, PersonChange } from './directory/person.ts';
import type { IdpEvent } from './event.ts';
import type { FaultUse } from './fault.ts';
import type { Hinders } from './hindrance.ts';
import type { OpenDesk } from './server/beside.ts';
import type { Provisioning, ProvisioningOptions, ProvisioningVendor } from './scim/provisioning.ts';

export interface IdpsOptions {
  /** People, ids and choices follow from it. Default 1. */
  seed?: number;
  /** 12 lower-case hex digits, new in every run: part of addresses, object ids and message ids, so that a target never meets one twice. */
  nonce?: string;
  /** Folder of signing keys, made when missing. Default: `jitmus/keys` in the user's cache folder. */
  keys?: string;
  /** Default `127.0.0.1`, port 0. */
  listen?: { host: string; port: number };
  /** Origin in addresses and metadata. Default `http://localhost:<port>`, with `tls` https. */
  publicUrl?: string;
  /** Answers over https, with a certificate by an authority of its own that is kept with the keys. */
  tls?: boolean;
  /** The mocks bear the vendors' own addresses, which a proxy leads to them. Needs `tls`. */
  impersonate?: boolean;
  /** Where that proxy listens. Default `127.0.0.1`, port 0. */
  proxy?: { host: string; port: number };
  /** Milliseconds since 1970. Default `Date.now`. */
  clock?: () => number;
  /** Everything that arrives and leaves, in order. */
  onEvent?: (event: IdpEvent) => void;
  /** Answers at `/_jitmus/`, and at `api/` and `console/` below it, in the place of the mocks. Loaded at the first request there. */
  desk?: OpenDesk;
  /** What stands between an application and what it fetches. Default: nothing. */
  hinders?: Hinders;
  /** Deliberate defects of the mock itself, by id, for `jitmus prove`. */
  defects?: readonly string[];
}

/** Who signs in next in the browser that visits the ticket's address, and with which faults. One-shot. */
export interface SignInOrder {
  /** Names the sign-in: with seed and nonce it fixes every id of its messages. */
  key: string;
  app: App;
  person: Person;
  faults?: readonly FaultUse[];
  /** Signing shape of this message. Default: what the application is set up for. */
  shape?: SigningShape;
  /** Milliseconds since the person signed in at the IdP. Default 0. A request with ForceAuthn makes them sign in anew. */
  signedInAgo?: number;
  /** Settings that differ for this sign-in alone. */
  settings?: AppSettings;
  /** Whom an identity forgery claims to be. */
  victim?: Person;
  /** Another application registration, for the faults that mix two. */
  otherApp?: App;
  /** Key of an earlier order for the same app, for the faults that use its ids again. */
  earlier?: string;
  /** Where the sign-in begins. The ticket's `beginUrl` leads there. */
  beginsAt?: string;
}

export interface Ticket {
  id: string;
  /** Visiting it sets the one-shot cookie in that browser; answers 204. */
  armUrl: string;
}

export interface SignInTicket extends Ticket {
  /** The same, and leads on to where the sign-in begins: one address for a browser that only opens addresses. Without `beginsAt` as `armUrl`. */
  beginUrl: string;
}

/** How somebody who signed in signs out in the browser that visits the ticket's address, and with which faults. One-shot. */
export interface SignOutOrder {
  /** Names the sign-out: with seed and nonce it fixes every id of its messages. */
  key: string;
  app: App;
  /** Over which the session began. Default `saml`. */
  protocol?: 'saml' | 'oidc';
  faults?: readonly FaultUse[];
  /** Settings that differ for this sign-out alone. */
  settings?: AppSettings;
  /** Whom a LogoutRequest, or a logout token, for somebody else names. */
  victim?: Person;
  /** Key of an earlier sign-out for the same app, for the fault that sends its message again. */
  earlier?: string;
}

export interface SignOutTicket extends Ticket {
  /** The person signs out at the IdP, which tells the application. The address is ours: no vendor's page is imitated. */
  startUrl: string;
}

/** The vendors' own hosts, borne by the mocks. */
export interface Impersonation {
  /** For `HTTPS_PROXY`. The proxy leads those hosts and the mocks' own address to the mocks, and refuses every other. */
  readonly url: string;
  /** Where the mocks listen themselves, for clients that connect without it. */
  readonly mocks: { readonly host: string; readonly port: number };
  /** Whether the mocks stand in for that host. */
  readonly leads: (host: string) => boolean;
}

/** Running mock identity providers: all vendors on one origin, at the vendors' own paths. */
export interface Idps {
  readonly origin: string;
  /** How clients reach the vendors' own hosts; null: nobody is impersonated. */
  readonly proxy: Impersonation | null;
  /** Whether the mocks answer at that address. */
  readonly owns: (url: string) => boolean;
  /** What clients have to trust (PEM, and the authority as a file); null over http. */
  readonly tls: { readonly ca: string; readonly caFile: string; readonly certificate: string } | null;
  /**
   * The application registration of that name, made when first asked for. `signingKey` (default `a`) picks one of the vendor's
   * keys; `weak` has 1024 bits. `publishesNextKey`: the metadata holds the vendor's other key too, as before a roll-over.
   *
   * @throws IdpError `KEY_*`, `APP_SETTINGS_INVALID`, `APP_KEY_DIFFERS`, `IDPS_OPTION_INVALID`, `SWITCH_*`
   */
  app(
    vendor: Vendor,
    name: string,
    options?: {
      tenant?: string;
      signingKey?: 'a' | 'b' | 'weak';
      publishesNextKey?: boolean;
      settings?: AppSettings;
    },
  ): Promise<App>;
  /** The application is not registered any more: whoever comes from it ends on the vendor's error page. @throws IdpError `APP_FOREIGN` */
  remove(app: App): void;
  /** Everybody, by number. */
  readonly directory: Directory;
  /** The person of that key: the same key, seed, nonce and persona give the same person. */
  person(vendor: Vendor, persona: PersonaSpec, key: string, options?: { tenant?: string }): Person;
  /** The same person after something changed at the IdP. Keeps key and, unless `subject` is named, the id. */
  change(person: Person, what: readonly PersonChange[]): Person;
  /** @throws IdpError `APP_FOREIGN`, `APP_SETTINGS_INVALID`, `SHAPE_NOT_OFFERED`, `FAULT_*`, `SWITCH_*` */
  arm(order: SignInOrder): SignInTicket;
  /**
   * Whoever asks to sign in at this application without a ticket gets one that `ticket` makes then, with `arm`. Answers what
   * ends it; a later order for the same application takes its place.
   *
   * @throws IdpError `APP_FOREIGN`
   */
  armEverybody(app: App, ticket: () => SignInTicket): () => void;
  /** `armUrl` is for a sign-out that begins at the application. @throws IdpError `APP_FOREIGN`, `APP_SETTINGS_INVALID`, `FAULT_*`, `SWITCH_*` */
  armSignOut(order: SignOutOrder): SignOutTicket;
  /**
   * Provisioning into one application over SCIM, with nobody in it yet. `name` tells connections apart: ids that the vendor
   * draws at random follow from it, seed and nonce.
   *
   * @throws IdpError `SCIM_*`, `SWITCH_*`
   */
  provisioning(vendor: ProvisioningVendor, name: string, options: ProvisioningOptions): Promise<Provisioning>;
  /** Ends at once, with every connection. */
  close(): Promise<void>;
}

/**
 * Starts the mock identity providers. The server and the directory are loaded only now.
 *
 * @throws IdpError `IDPS_PORT_IN_USE`, `IDPS_OPTION_INVALID`, `IDPS_UNKNOWN_DEFECT`
 */
export async function startIdps(options: IdpsOptions = {}): Promise<Idps> {
  const { start } = await import('./start.ts');
  return start(options);
}
