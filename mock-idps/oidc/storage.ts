import type { Adapter, AdapterPayload } from 'oidc-provider';
import { Waiting } from '../server/waiting.ts';

/** More than this many of one kind, and the oldest are forgotten: a load test would fill the memory otherwise. */
const LIMIT = 20_000;

/** Applications as the provider reads them, by client id. */
export type FindClient = (clientId: string) => AdapterPayload | undefined;

/** Sessions, codes and tokens of one realm, in memory. Nothing is timed here: the provider looks at `exp` itself. */
export class Storage {
  readonly #models = new Map<string, Model>();
  readonly #grants = new Waiting<Set<Model>>(LIMIT);
  readonly #findClient: FindClient;

  constructor(findClient: FindClient) {
    this.#findClient = findClient;
  }

  /** The same object until the application is set up anew. */
  client(clientId: string): AdapterPayload | undefined {
    return this.#findClient(clientId);
  }

  model(name: string): Adapter {
    const found = this.#models.get(name) ?? new Model(name, this.#grants, this.#findClient);
    this.#models.set(name, found);
    return found;
  }
}

/** The same model, in which only what that test lets through can be found. */
export const seenBy = (model: Adapter, sees: (payload: AdapterPayload) => boolean): Adapter => ({
  upsert: (id, payload, expiresIn) => model.upsert(id, payload, expiresIn),
  find: async (id) => {
    const found = await model.find(id);
    return found && sees(found) ? found : undefined;
  },
  findByUid: (uid) => model.findByUid(uid),
  findByUserCode: (code) => model.findByUserCode(code),
  consume: (id) => model.consume(id),
  destroy: (id) => model.destroy(id),
  revokeByGrantId: (grantId) => model.revokeByGrantId(grantId),
});

class Model implements Adapter {
  readonly #name: string;
  readonly #grants: Waiting<Set<Model>>;
  readonly #findClient: FindClient;
  readonly #entries = new Waiting<AdapterPayload>(LIMIT);
  readonly #byUid = new Waiting<string>(LIMIT);
  readonly #byGrant = new Waiting<Set<string>>(LIMIT);

  constructor(name: string, grants: Waiting<Set<Model>>, findClient: FindClient) {
    this.#name = name;
    this.#grants = grants;
    this.#findClient = findClient;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#entries.put(id, payload);
    if (payload.uid) this.#byUid.put(payload.uid, id);
    if (payload.grantId) {
      add(this.#byGrant, payload.grantId, id);
      add(this.#grants, payload.grantId, this);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#name === 'Client' ? this.#findClient(id) : this.#entries.get(id);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.find(this.#byUid.get(uid) ?? '');
  }

  /** Device codes, which these mocks do not have. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.put(id, { ...entry, consumed: Math.floor(Date.now() / 1000) });
  }

  async destroy(id: string): Promise<void> {
    this.#entries.remove(id);
  }

  /** The provider asks one model, and means the tokens of all. */
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const model of this.#grants.get(grantId) ?? []) {
      for (const id of model.#byGrant.get(grantId) ?? []) model.#entries.remove(id);
    }
  }
}

function add<T>(index: Waiting<Set<T>>, key: string, value: T): void {
  const found = index.get(key);
  if (found) found.add(value);
  else index.put(key, new Set([value]));
}
