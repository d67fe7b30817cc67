import { randomBytes } from 'node:crypto';
import type { Database, Statement } from './database.ts';
import type { Defects } from './defects.ts';
import { Refusal } from './refusal.ts';
import { randomToken } from './secrets.ts';
import {
  JIT_IDP_TYPES,
  TRANSITIONS,
  type MethodState,
  type Protocol,
  type SsoMethod,
  type Transition,
} from './sso-method.ts';

/** What the owner says about a new method. */
export type NewMethod = Omit<SsoMethod, 'id' | 'slug' | 'state' | 'createdAt'>;

interface Row {
  id: string;
  name: string;
  idp_type: string;
  protocol: string;
  jit: number;
  slug: string;
  state: string;
  domains: string;
  issuer: string;
  sso_url: string;
  slo_url: string | null;
  certificates: string;
  allow_groups: number;
  idp_initiated: number;
  encryption: number;
  sign_requests: number;
  client_id: string | null;
  client_secret: string | null;
  response_type: string;
  created_at: number;
}

/** The SSO methods of the team. */
export class Methods {
  readonly #defects: Defects;
  readonly #insert: Statement<never>;
  readonly #byId: Statement<Row>;
  readonly #bySlug: Statement<Row>;
  readonly #all: Statement<Row>;
  readonly #update: Statement<never>;

  constructor(database: Database, defects: Defects) {
    this.#defects = defects;
    this.#insert = database.prepare(
      `INSERT INTO sso_methods (id, name, idp_type, protocol, jit, slug, state, domains, issuer, sso_url, slo_url, certificates,
        allow_groups, idp_initiated, encryption, sign_requests, client_id, client_secret, response_type, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byId = database.prepare('SELECT * FROM sso_methods WHERE id = ?');
    this.#bySlug = database.prepare('SELECT * FROM sso_methods WHERE slug = ?');
    this.#all = database.prepare('SELECT * FROM sso_methods ORDER BY created_at, id');
    this.#update = database.prepare(
      'UPDATE sso_methods SET name = ?, jit = ?, slug = ?, domains = ?, state = ? WHERE id = ?',
    );
  }

  /** @throws Refusal `jit-not-offered` */
  create(method: NewMethod, now: number): SsoMethod {
    const jitIsOffered = JIT_IDP_TYPES.includes(method.idpType) || this.#defects.has('jit-for-any-idp-type');
    if (method.jit && !jitIsOffered) throw new Refusal('jit-not-offered', `Not for "${method.idpType}".`);
    const id = randomBytes(8).toString('hex');
    this.#insert.run(
      id,
      method.name,
      method.idpType,
      method.protocol,
      Number(method.jit),
      randomToken(),
      JSON.stringify(method.domains),
      method.issuer,
      method.ssoUrl,
      method.sloUrl,
      JSON.stringify(method.certificates),
      Number(method.allowGroups),
      Number(method.idpInitiated),
      Number(method.encryption),
      Number(method.signRequests),
      method.clientId,
      method.clientSecret,
      method.responseType,
      now,
    );
    return this.require(id);
  }

  /** @throws Refusal `method-unknown` */
  require(id: string): SsoMethod {
    return this.#known(this.#byId.get(id));
  }

  /** @throws Refusal `method-unknown`, `other-protocol` */
  requireOver(protocol: Protocol, id: string): SsoMethod {
    const method = this.require(id);
    if (method.protocol !== protocol) throw new Refusal('other-protocol');
    return method;
  }

  /** @throws Refusal `method-unknown` */
  requireBySlug(slug: string): SsoMethod {
    return this.#known(this.#bySlug.get(slug));
  }

  all(): SsoMethod[] {
    return this.#all.all().map(methodOf);
  }

  ofDomain(domain: string): SsoMethod[] {
    return this.all().filter((method) => method.domains.includes(domain));
  }

  /**
   * Changes what the owner may change: the name, the domains until somebody has judged them, and JIT to off.
   * @throws Refusal `jit-needs-support`, `domains-need-support`
   */
  change(method: SsoMethod, change: Partial<Pick<SsoMethod, 'name' | 'jit' | 'domains'>>): SsoMethod {
    if (change.jit && !method.jit && !this.#defects.has('owner-switches-jit-on'))
      throw new Refusal('jit-needs-support');
    if (change.domains && method.state !== 'waiting') throw new Refusal('domains-need-support');
    return this.#save({ ...method, ...change });
  }

  /** Does nothing where the method is in that state already. @throws Refusal `wrong-state` */
  move(method: SsoMethod, transition: Transition): SsoMethod {
    const { from, to } = TRANSITIONS[transition];
    if (method.state === to) return method;
    if (!(from as readonly MethodState[]).includes(method.state)) {
      throw new Refusal('wrong-state', `It is ${method.state}; to ${transition} it, it must be ${from.join(' or ')}.`);
    }
    const mustBeEnabled = transition === 'verify' && this.#defects.has('verified-needs-extra-enable');
    return this.#save({ ...method, state: mustBeEnabled ? 'disabled' : to });
  }

  /** The method as the owner sees it who comes back to look. */
  look(method: SsoMethod): SsoMethod {
    return this.#defects.has('url-changes-on-every-look') ? this.#save({ ...method, slug: randomToken() }) : method;
  }

  /** @throws Refusal when the method signs nobody in */
  requireOpen(method: SsoMethod): void {
    if (method.state === 'waiting' && !this.#defects.has('jit-before-verified')) throw new Refusal('not-verified');
    if (method.state === 'rejected' && !this.#defects.has('jit-when-rejected')) throw new Refusal('method-rejected');
    if (method.state === 'disabled' && !this.#defects.has('jit-when-disabled')) throw new Refusal('method-disabled');
  }

  #save(method: SsoMethod): SsoMethod {
    const { id, name, jit, slug, domains, state } = method;
    this.#update.run(name, Number(jit), slug, JSON.stringify(domains), state, id);
    return method;
  }

  #known(row: Row | undefined): SsoMethod {
    if (!row) throw new Refusal('method-unknown');
    return methodOf(row);
  }
}

function methodOf(row: Row): SsoMethod {
  return {
    id: row.id,
    name: row.name,
    idpType: row.idp_type as SsoMethod['idpType'],
    protocol: row.protocol as SsoMethod['protocol'],
    jit: row.jit === 1,
    slug: row.slug,
    state: row.state as MethodState,
    domains: JSON.parse(row.domains) as string[],
    issuer: row.issuer,
    ssoUrl: row.sso_url,
    sloUrl: row.slo_url,
    certificates: JSON.parse(row.certificates) as string[],
    allowGroups: row.allow_groups === 1,
    idpInitiated: row.idp_initiated === 1,
    encryption: row.encryption === 1,
    signRequests: row.sign_requests === 1,
    clientId: row.client_id,
    clientSecret: row.client_secret,
    responseType: row.response_type as SsoMethod['responseType'],
    createdAt: row.created_at,
  };
}
