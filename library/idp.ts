import type {
  App,
  IdpEvent,
  Idps,
  Person,
  PersonChange,
  Provisioning,
  ProvisioningOptions,
  SignInTicket,
  SigningShape,
  Vendor,
} from '../mock-idps/index.ts';
import { JitmusError } from '../harness/errors.ts';
import { hostGuard } from '../harness/targets/hosts.ts';
import { openBrowser, shownBrowser } from './browser.ts';
import type { EventHub } from './event-hub.ts';
import { faultUses, needsVictim, type FaultChoice } from './fault.ts';
import { refusalIn } from './given.ts';
import { isPerson, specOf, type Persona, type PersonaName, type Who } from './persona.ts';
import { settingsOf, type Application, type IdpSettings } from './registration.ts';
import { prepared, type PreparedSignIn } from './prepared-sign-in.ts';
import { signInOverHttp, type SignIn } from './sign-in.ts';

/** Who signs in, from where, and with which faults. */
export interface SignInOptions {
  /** Default `newcomer`. */
  as?: Who;
  /** Several are composed, in this order. */
  faults?: readonly FaultChoice[];
  /** Where it begins. Default `application`, at its `loginUrl`. */
  at?: 'application' | 'idp';
  /** Another address to begin at than the application's `loginUrl`. */
  loginUrl?: string;
  /** What of the SAML message is signed. Default: as the application is set up. */
  shape?: SigningShape;
  /** Settings that differ for this sign-in alone. */
  settings?: IdpSettings;
  /** Milliseconds since the person signed in at the identity provider. Default 0. */
  signedInAgo?: number;
  /** Whom an identity forgery claims to be. Default: somebody new, where a fault needs one. */
  victim?: Person;
  /** An earlier sign-in from the same IdP, for the faults that use one again. */
  earlier?: Pick<SignIn, 'key'>;
  /** Another registration, for the faults that mix two. */
  otherIdp?: Idp;
  /** Restarts the application, for the faults that strike afterwards. */
  restart?: () => Promise<void>;
}

/** Where the application is provisioned over SCIM. */
export type ScimOptions = Omit<ProvisioningOptions, 'clock'>;

/** One registration of your application at one vendor: what the application calls "the IdP". */
export interface Idp {
  readonly vendor: Vendor;
  /** Issuer of its SAML messages. */
  readonly entityId: string;
  readonly ssoUrl: string;
  /** Null where the vendor has none. */
  readonly sloUrl: string | null;
  readonly metadataUrl: string;
  /** PEM. */
  readonly certificate: string;
  /** IdP-initiated start. */
  readonly startUrl: string;
  /** Over OpenID Connect. */
  readonly issuer: string;
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** SAML metadata, as the vendor writes it. */
  metadata(): string;
  /**
   * Tells the IdP of the application, or what is new of it; the rest stays.
   *
   * @throws JitmusError `METADATA_*`, `HOST_NOT_ALLOWED`; IdpError `APP_SETTINGS_INVALID`, `SWITCH_*`
   */
  configure(application: Application): Promise<void>;
  /** Makes somebody. With a `key` the same person each time, else somebody new. */
  person(who?: PersonaName | Persona, options?: { key?: string }): Person;
  /** The same person after something changed at the IdP. Keeps the id unless `subject` is named. */
  change(person: Person, ...what: PersonChange[]): Person;
  /**
   * Signs in over plain HTTP, in a browser of its own. Throws where the application is never given the faults, since a refusal
   * would show nothing; whether it let anybody in is to be asked of the application.
   *
   * @throws JitmusError `LOGIN_URL_MISSING`, `FAULT_NOT_GIVEN`, `HOST_NOT_ALLOWED`, `RESTART_MISSING`; IdpError `FAULT_*`, `SHAPE_NOT_OFFERED`
   */
  signIn(options?: SignInOptions): Promise<SignIn>;
  /** The same for a browser of your own: Playwright, Selenium, or your hands. */
  prepare(options?: SignInOptions): PreparedSignIn;
  /**
   * Provisions the application over SCIM, with nobody in it yet.
   *
   * @throws JitmusError `HOST_NOT_ALLOWED`, `VENDOR_WITHOUT_SCIM`; IdpError `SCIM_*`
   */
  provision(options: ScimOptions): Promise<Provisioning>;
}

/** What the registrations of one `startIdps` share. */
export interface Common {
  readonly idps: Idps;
  readonly hub: EventHub;
  readonly domain: string;
  readonly allowHosts: readonly string[];
}

const apps = new WeakMap<Idp, App>();

export async function register(common: Common, app: App, application: Application): Promise<Idp> {
  const idp = new RegisteredIdp(common, app);
  apps.set(idp, app);
  await idp.configure({ ...application, settings: { nameId: EMAIL, ...application.settings } });
  return idp;
}

/** What most applications ask for. */
const EMAIL = { format: 'emailAddress', source: 'email' } as const;

class RegisteredIdp implements Idp {
  readonly #common: Common;
  readonly #app: App;
  #loginUrl: string | undefined;
  #people = 0;
  #signIns = 0;
  #connections = 0;

  constructor(common: Common, app: App) {
    this.#common = common;
    this.#app = app;
  }

  get vendor() {
    return this.#app.vendor;
  }
  get entityId() {
    return this.#app.entityId;
  }
  get ssoUrl() {
    return this.#app.ssoUrl;
  }
  get sloUrl() {
    return this.#app.sloUrl;
  }
  get metadataUrl() {
    return this.#app.metadataUrl;
  }
  get certificate() {
    return this.#app.certificate;
  }
  get startUrl() {
    return this.#app.startUrl;
  }
  get issuer() {
    return this.#app.openid.issuer;
  }
  get discoveryUrl() {
    return this.#app.openid.discoveryUrl;
  }
  get clientId() {
    return this.#app.clientId;
  }
  get clientSecret() {
    return this.#app.clientSecret;
  }

  metadata(): string {
    return this.#app.metadata();
  }

  async configure(application: Application): Promise<void> {
    this.#app.configure(await settingsOf(application, (url) => this.#guard(url)));
    this.#loginUrl = application.loginUrl ?? this.#loginUrl;
  }

  person(who: PersonaName | Persona = 'newcomer', { key = `#${++this.#people}` }: { key?: string } = {}): Person {
    const { idps, domain } = this.#common;
    return idps.person(this.vendor, specOf(who, domain), `${this.#app.name} ${key}`, { tenant: this.#app.tenant });
  }

  change(person: Person, ...what: PersonChange[]): Person {
    return this.#common.idps.change(person, what);
  }

  async signIn(options: SignInOptions = {}): Promise<SignIn> {
    const { person, victim, key, ticket, startUrl, faults } = this.#arm(options);
    const events: IdpEvent[] = [];
    const stop = this.#listen(ticket, events);
    try {
      const browser = await this.#open('person');
      const tried = await signInOverHttp({
        beginUrl: ticket.beginUrl,
        startUrl,
        faults,
        browser,
        open: (name) => this.#open(name),
        events,
        restart: options.restart,
      });
      return { person, victim, key, browser: shownBrowser(browser), ...tried, events, refused: refusalIn(events) };
    } finally {
      stop();
    }
  }

  prepare(options: SignInOptions = {}): PreparedSignIn {
    const { person, victim, key, ticket, faults } = this.#arm(options);
    return prepared({ person, victim, key, url: ticket.beginUrl, faults }, (listener) =>
      this.#common.hub.listen((event) => {
        if (event.ticket === ticket.id) listener(event);
      }),
    );
  }

  async provision(options: ScimOptions): Promise<Provisioning> {
    const { vendor } = this;
    if (vendor === 'other')
      throw new JitmusError('VENDOR_WITHOUT_SCIM', 'The plain IdP provisions nobody. Take entra, google or okta.');
    if (URL.canParse(options.baseUrl)) this.#guard(options.baseUrl);
    return this.#common.idps.provisioning(vendor, `${this.#app.name} ${++this.#connections}`, options);
  }

  #arm(options: SignInOptions) {
    const { as = 'newcomer', faults = [], at = 'application', shape, settings, signedInAgo, earlier } = options;
    const person = isPerson(as) ? as : this.person(as);
    const key = `${this.#app.name} sign-in ${++this.#signIns}`;
    const uses = faultUses(faults);
    const victim = options.victim ?? (uses.some(needsVictim) ? this.person() : null);
    const startUrl = at === 'idp' ? this.startUrl : this.#demandLoginUrl(options);
    const otherApp = options.otherIdp && apps.get(options.otherIdp);
    const ticket = this.#common.idps.arm({
      key,
      app: this.#app,
      person,
      faults: uses,
      beginsAt: startUrl,
      ...(shape && { shape }),
      ...(settings && { settings }),
      ...(signedInAgo !== undefined && { signedInAgo }),
      ...(victim && { victim }),
      ...(earlier && { earlier: earlier.key }),
      ...(otherApp && { otherApp }),
    });
    return { person, victim, key, ticket, startUrl, faults: uses.map(({ id }) => id) };
  }

  #demandLoginUrl({ loginUrl = this.#loginUrl }: SignInOptions): string {
    if (loginUrl === undefined)
      throw new JitmusError('LOGIN_URL_MISSING', 'Nothing says where a sign-in begins at the application.', {
        hint: "Name it: configure({ loginUrl: 'http://127.0.0.1:3000/login' }), or begin at the IdP: signIn({ at: 'idp' }).",
      });
    this.#guard(loginUrl);
    return loginUrl;
  }

  #listen(ticket: SignInTicket, events: IdpEvent[]): () => void {
    return this.#common.hub.listen((event) => {
      if (event.ticket === ticket.id) events.push(event);
    });
  }

  #open(name: string) {
    const { idps, allowHosts } = this.#common;
    return openBrowser(name, idps, hostGuard(allowHosts));
  }

  #guard(url: string): void {
    if (hostGuard(this.#common.allowHosts)(url)) return;
    throw new JitmusError('HOST_NOT_ALLOWED', `${url} is not on this machine.`, {
      at: url,
      hint: 'If you mean to test an application there, and may, name its host: startIdps({ allowHosts: […] }).',
    });
  }
}
