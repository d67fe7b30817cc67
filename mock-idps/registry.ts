import type { App, AppSettings, Vendor } from './app.ts';
import { DEFAULT_TENANT } from './directory/directory.ts';
import { IdpError } from './idp-error.ts';
import type { Located } from './located.ts';
import type { KeyStore } from './keys.ts';
import { createRegistration, type Registration, type RegistrationSeed } from './registration.ts';
import { checkSettings } from './settings.ts';

export interface RegisterOptions {
  tenant?: string;
  signingKey?: Registration['signingKey'];
  publishesNextKey?: boolean;
  settings?: AppSettings;
}

/** The applications registered at all IdPs. */
export interface Registry {
  /** Made when first asked for. @throws IdpError `APP_KEY_DIFFERS`, `APP_SETTINGS_INVALID`, `IDPS_OPTION_INVALID`, `KEY_*` */
  register(vendor: Vendor, name: string, options?: RegisterOptions): Promise<Registration>;
  of(vendor: Vendor): readonly Registration[];
  /** @throws IdpError `APP_FOREIGN` */
  remove(app: App): void;
  /** @throws IdpError `APP_FOREIGN` when it was registered elsewhere. */
  own(app: App): Registration;
}

export function openRegistry(located: Located, keys: KeyStore): Registry {
  const apps = new Map<string, Promise<Registration>>();
  const done: Record<Vendor, Registration[]> = { entra: [], google: [], okta: [], other: [] };

  async function create(seed: Omit<RegistrationSeed, 'located'>): Promise<Registration> {
    const app = await createRegistration({ ...seed, located }, keys);
    done[seed.vendor].push(app);
    return app;
  }

  function own(app: App): Registration {
    const found = done[app.vendor].find((candidate) => candidate === app);
    if (found) return found;
    throw new IdpError('APP_FOREIGN', `"${app.name}" of ${app.vendor} is not registered here. Take it from app().`);
  }

  return {
    async register(vendor, name, { tenant = DEFAULT_TENANT, signingKey, publishesNextKey = false, settings } = {}) {
      checkNames(vendor, tenant, name);
      if (publishesNextKey && vendor === 'google')
        throw new IdpError('IDPS_OPTION_INVALID', 'The metadata of Google holds one key. Name another IdP.');
      if (settings) checkSettings(vendor, settings);
      const id = JSON.stringify([vendor, tenant, name]);
      const seed = { vendor, tenant, name, slot: signingKey ?? 'a', publishesNextKey };
      const made = apps.get(id) ?? create(seed);
      apps.set(id, made);
      made.catch(() => apps.delete(id));
      const app = await made;
      if (signingKey && signingKey !== app.signingKey)
        throw new IdpError(
          'APP_KEY_DIFFERS',
          `"${name}" of ${vendor} signs with key "${app.signingKey}" already. Register another application for "${signingKey}".`,
        );
      if (settings) app.configure(settings);
      return app;
    },
    of: (vendor) => done[vendor],
    remove(app) {
      const { vendor, tenant, name } = own(app);
      done[vendor] = done[vendor].filter((candidate) => candidate !== app);
      apps.delete(JSON.stringify([vendor, tenant, name]));
    },
    own,
  };
}

const VENDORS: readonly string[] = ['entra', 'google', 'okta', 'other'] satisfies Vendor[];

function checkNames(vendor: string, tenant: string, name: string): void {
  const problem = !VENDORS.includes(vendor)
    ? `There is no IdP "${vendor}". There are: ${VENDORS.join(', ')}.`
    : !/^[a-z0-9][a-z0-9-]{0,39}$/.test(tenant)
      ? `The tenant "${tenant}" has to be made of a-z, 0-9 and "-", at most 40 of them.`
      : name === ''
        ? 'The name of an application is empty. Name it.'
        : null;
  if (problem) throw new IdpError('IDPS_OPTION_INVALID', problem);
}
