import { X509Certificate } from 'node:crypto';
import { hostGuard } from '../harness/targets/hosts.ts';
import { settingsOf } from '../library/registration.ts';
import { IdpError, parseFaultUse, type App as MockApp, type FaultUse, type KeyStep } from '../mock-idps/index.ts';
import type { App, AppInput, AppPatch, AppSettings, FaultChoice, SigningKey, State } from './api/api.gen.ts';
import { DeskError } from './desk-error.ts';
import { factsOf } from './fault-facts.ts';
import { setUpOf } from './set-up.ts';
import { Shelf } from './shelf.ts';
import type { World } from './world.ts';

/** An application registration at the desk. */
export interface Registered {
  readonly id: string;
  readonly app: MockApp;
  loginUrl: string | null;
  /** The next key signs already: what is left of a rotation is to take away the old one. */
  rolled: boolean;
}

/** Application registrations. */
export class Apps {
  readonly #world: World;
  readonly #shelf = new Shelf<Registered>('application');
  readonly #counts = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  get all(): readonly Registered[] {
    return this.#shelf.all;
  }

  get(id: string, at?: string): Registered {
    return this.#shelf.get(id, at);
  }

  /** The one that the mock knows so. */
  of(app: MockApp): Registered | undefined {
    return this.all.find((one) => one.app === app);
  }

  /** Takes in one that the mocks know. */
  adopt(app: MockApp, loginUrl: string | null, id = this.#nextId(app.vendor)): Registered {
    return this.#shelf.put({ id, app, loginUrl, rolled: false });
  }

  /** @throws DeskError `APP_EXISTS`; JitmusError and IdpError as `Idp.configure` */
  async create(input: AppInput, id?: string): Promise<Registered> {
    const { vendor, name, tenant = 'corp' } = input;
    const same = this.all.find(({ app }) => app.vendor === vendor && app.name === name && app.tenant === tenant);
    if (same)
      throw new DeskError('APP_EXISTS', `${vendor} has an application "${name}" in "${tenant}" already: ${same.id}.`, {
        status: 409,
        at: '/name',
        hint: 'Change that one (PATCH), remove it (DELETE), or take another name.',
      });
    // Read before anything is registered, so that what is wrong leaves nothing behind.
    const settings = await this.#settings({ ...input, settings: { nameId: EMAIL, ...input.settings } });
    const app = await this.#world.idps.app(vendor, name, { tenant });
    try {
      app.configure(settings);
    } catch (error) {
      this.#world.idps.remove(app);
      throw error;
    }
    return this.adopt(app, input.loginUrl ?? null, id);
  }

  /** One that was exported. @throws IdpError as `Idps.app` */
  async restore({ id, loginUrl, ...stored }: State['apps'][number]): Promise<void> {
    const { vendor, name, tenant, signingKey, publishesNextKey, saml, oidc, settings, discoveryFaults } = stored;
    const app = await this.#world.idps.app(vendor, name, { tenant, signingKey, publishesNextKey });
    app.configure({
      ...settings,
      ...(saml && { serviceProvider: saml }),
      ...(oidc && { relyingParty: oidc }),
      ...(discoveryFaults.length > 0 && { discoveryFaults: discoveryUses(discoveryFaults) }),
    });
    const registered = this.adopt(app, loginUrl, id);
    registered.rolled = signingKey === 'b' && publishesNextKey;
  }

  /** @throws JitmusError and IdpError as `Idp.configure` */
  async change(id: string, patch: AppPatch): Promise<Registered> {
    const registered = this.get(id);
    const settings = await this.#settings(patch);
    registered.app.configure(settings);
    registered.loginUrl = patch.loginUrl ?? registered.loginUrl;
    return registered;
  }

  /** @throws IdpError `IDPS_OPTION_INVALID` */
  async rollKeys(id: string, step: KeyStep): Promise<Registered> {
    const registered = this.get(id);
    if (step === 'retire-old' && !registered.app.publishesNextKey)
      throw new DeskError('KEY_STEP_INVALID', 'The metadata holds one key: there is none to take away.', {
        status: 409,
        at: '/act',
        suggestions: nextSteps(registered),
      });
    await registered.app.rollKeys(step);
    registered.rolled = step === 'use-next' && registered.app.publishesNextKey;
    return registered;
  }

  remove(id: string): void {
    const { app } = this.get(id);
    this.#world.idps.remove(app);
    this.#shelf.remove(id);
  }

  clear(): void {
    for (const { id } of this.all) this.remove(id);
    this.#counts.clear();
  }

  #nextId(vendor: string): string {
    for (;;) {
      const n = (this.#counts.get(vendor) ?? 0) + 1;
      this.#counts.set(vendor, n);
      if (!this.#shelf.find(`${vendor}-${n}`)) return `${vendor}-${n}`;
    }
  }

  async #settings(input: AppPatch) {
    const guard = (url: string) => {
      if (hostGuard(this.#world.allowHosts)(url)) return;
      throw new DeskError('HOST_NOT_ALLOWED', `${url} is not on this machine.`, {
        status: 422,
        at: '/saml/metadataUrl',
        hint: 'If you mean to test an application there, and may, start with --allow-host, or paste its metadata.',
      });
    };
    const { discoveryFaults } = input;
    return {
      ...(await settingsOf(input, guard)),
      ...(discoveryFaults && { discoveryFaults: discoveryUses(discoveryFaults) }),
    };
  }
}

/** What most applications ask for. */
const EMAIL = { format: 'emailAddress', source: 'email' } as const;

function discoveryUses(choices: readonly FaultChoice[]): FaultUse[] {
  const uses = choices.map((choice) => parseFaultUse(choice));
  const other = uses.find(({ id }) => factsOf([{ id }])[0]?.answer !== 'discovery');
  if (other) throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${other.id}" is none of a discovery document.`);
  return uses;
}

/** As the API shows it. */
export function shownApp(registered: Registered): App {
  const { id, app, loginUrl } = registered;
  const { serviceProvider, relyingParty, discoveryFaults = [], ...settings } = app.settings;
  const [nextStep = null] = nextSteps(registered);
  return {
    id,
    vendor: app.vendor,
    tenant: app.tenant,
    name: app.name,
    saml: serviceProvider ?? null,
    oidc: (relyingParty as App['oidc'] | undefined) ?? null,
    loginUrl,
    settings: settings as AppSettings,
    discoveryFaults: [...discoveryFaults],
    shapes: app.shapes(),
    setUp: setUpOf(app),
    startUrl: app.startUrl,
    keys: app.certificates.map((pem, index) => keyOf(pem, app, index)),
    nextStep,
  };
}

function nextSteps({ app, rolled }: Registered): KeyStep[] {
  if (app.signingKey === 'weak') return [];
  if (app.publishesNextKey) return [rolled ? 'retire-old' : 'use-next'];
  return [app.vendor === 'google' || app.vendor === 'other' ? 'use-next' : 'publish-next'];
}

function keyOf(pem: string, { signingKey }: MockApp, index: number): SigningKey {
  const certificate = new X509Certificate(pem);
  return {
    slot: index === 0 ? signingKey : signingKey === 'a' ? 'b' : 'a',
    signs: index === 0,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    certificate: pem,
    validTo: new Date(certificate.validTo).toISOString(),
  };
}
