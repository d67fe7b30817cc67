import type { AdapterPayload, Provider } from 'oidc-provider';
import type { AppSettings } from '../app.ts';
import type { Registration } from '../registration.ts';
import type { SigningKey } from '../saml/respond.ts';
import type { KeyStore } from '../keys.ts';
import type { Registry } from '../registry.ts';
import { publicKeyOf } from './keys.ts';
import type { OidcProfile, OidcServer } from './profile.ts';
import { clientMetadata, createProvider, loadLibrary, type Seams } from './provider.ts';
import { Storage } from './storage.ts';

/** The authorization servers that were asked for: each a provider instance of its own, made at the first request. */
export class Servers {
  readonly #registry: Registry;
  readonly #keys: KeyStore;
  readonly #seams: Seams;
  readonly #providers = new Map<string, Promise<Provider>>();
  readonly #storages = new Map<string, Storage>();
  readonly #clients = new WeakMap<AppSettings, AdapterPayload>();

  constructor(registry: Registry, keys: KeyStore, seams: Seams) {
    this.#registry = registry;
    this.#keys = keys;
    this.#seams = seams;
  }

  provider(server: OidcServer, profile: OidcProfile): Promise<Provider> {
    const found = this.#providers.get(server.id) ?? this.#create(server, profile);
    this.#providers.set(server.id, found);
    found.catch(() => this.#providers.delete(server.id));
    return found;
  }

  async #create(server: OidcServer, profile: OidcProfile): Promise<Provider> {
    const [library, keys] = await Promise.all([loadLibrary(), this.published(server, profile)]);
    return createProvider(library, server, profile, keys, this.#storageOf(server, profile), this.#seams);
  }

  /** The keys of a server's JWK Set: of its applications, and what the vendor publishes beside them. */
  async published(server: OidcServer, { publishes, vendor }: OidcProfile): Promise<SigningKey[]> {
    const beside = await Promise.all(publishes.map((slot) => this.#keys.get(vendor, slot)));
    const signing = this.appsOf(server).flatMap(({ key, otherKey }) => [key, ...(otherKey ? [otherKey] : [])]);
    const kept = new Map([...signing, ...beside].map((key) => [publicKeyOf(key).thumbprint, key]));
    return kept.size > 0 ? [...kept.values()] : [await this.#keys.get(vendor, 'a')];
  }

  appsOf({ vendor, tenantId }: OidcServer): readonly Registration[] {
    return this.#registry.of(vendor).filter((app) => tenantId === null || app.tenantId === tenantId);
  }

  /** The same object for the same settings, so that the provider reads it once. */
  #clientOf(app: Registration, profile: OidcProfile): AdapterPayload | undefined {
    const { settings } = app;
    const found = this.#clients.get(settings) ?? clientMetadata({ app, settings, profile });
    if (found) this.#clients.set(settings, found);
    return found;
  }

  #storageOf(server: OidcServer, profile: OidcProfile): Storage {
    const found =
      this.#storages.get(server.realm) ??
      new Storage((clientId) => {
        const app = this.#registry.of(server.vendor).find((candidate) => candidate.clientId === clientId);
        return app && this.#clientOf(app, profile);
      });
    this.#storages.set(server.realm, found);
    return found;
  }
}
