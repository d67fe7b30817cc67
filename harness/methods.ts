import type { App, AppSettings, Idps, RelyingParty, Vendor } from '../mock-idps/index.ts';
import type { MethodAnswer, MethodAct, RunningTarget, Target } from './targets/target.ts';
import type { Redactor } from './redactor.ts';

/** What an SSO method must be like. */
export interface MethodSpec {
  vendor: Vendor;
  protocol: 'saml' | 'oidc';
  state: 'verified' | 'waiting' | 'rejected' | 'disabled';
  jit: boolean;
  domains: readonly string[];
  /** It takes unsolicited responses. */
  idpInitiated: boolean;
  /** Its IdP can encrypt assertions to the application. */
  encryption: boolean;
  /** Keys in the IdP's metadata; default the one that signs. */
  keys?: 'own' | 'rolling' | 'weak';
  /** A second method of the same vendor, at another tenant with another key. */
  other: boolean;
  /** Asked to sign its requests, where it can be asked. */
  signRequests: boolean;
  /** What the IdP answers over OpenID Connect. */
  responseType: 'code' | 'id_token' | 'code id_token';
  /** Id of the case that will change it, which gets one of its own. */
  exclusive: string | null;
}

/** One SSO method of the application, and the registration at the IdP that it trusts. */
export interface Method {
  readonly app: App;
  readonly id: string | null;
  readonly protocol: MethodSpec['protocol'];
  state: MethodSpec['state'];
  jit: boolean;
  readonly domains: readonly string[];
  readonly jitLoginUrl: string | null;
  readonly loginUrl: string | null;
  /** Where a person signs out; null where nothing says so. */
  readonly logoutUrl: string | null;
  /** Where the application serves its metadata for this method; null where nothing says so. */
  readonly metadataUrl: string | null;
  /** What says that its requests are signed; null where nothing does. */
  readonly signingPromisedBy: string | null;
  /** What the application said at each act of the preparation. */
  readonly answers: readonly MethodAnswer[];
}

/** The application could not be prepared: cases that need it are blocked. */
export class CannotPrepare extends Error {}

/** The SSO methods of one running target, made when first needed and shared by the cases that leave them as they are. */
export class Methods {
  readonly #target: Target;
  readonly #running: RunningTarget;
  readonly #idps: Idps;
  readonly #redactor: Redactor;
  readonly #made = new Map<string, Promise<Method>>();

  constructor(target: Target, running: RunningTarget, idps: Idps, redactor: Redactor) {
    this.#target = target;
    this.#running = running;
    this.#idps = idps;
    this.#redactor = redactor;
  }

  /** Throws CannotPrepare where the application refuses. */
  get(spec: MethodSpec): Promise<Method> {
    const key = keyOf(spec);
    let made = this.#made.get(key);
    if (!made) {
      made = this.#target.fixedMethod ? this.#fixed(spec) : this.#prepare(key, spec);
      if (spec.exclusive === null) this.#made.set(key, made);
    }
    return made;
  }

  /** The registration at the IdP for a method that the scenario itself will create. */
  async registration(spec: MethodSpec): Promise<App> {
    return this.#app(keyOf(spec), spec);
  }

  /** Creates the method at the application, and tells the IdP what it answered. */
  async create(
    app: App,
    key: string,
    spec: Pick<
      MethodSpec,
      'vendor' | 'protocol' | 'jit' | 'domains' | 'idpInitiated' | 'encryption' | 'signRequests' | 'responseType'
    >,
  ): Promise<MethodAnswer> {
    const { methods } = this.#running;
    if (!methods)
      throw new CannotPrepare('The target file does not say how to create an SSO method (ssoMethods.create).');
    this.#offerLogout(app);
    const created = await methods.create({
      name: `jitmus ${key}`,
      vendor: spec.vendor,
      protocol: spec.protocol,
      jit: spec.jit,
      domains: spec.domains,
      signRequests: spec.signRequests,
      responseType: spec.responseType,
      metadataUrl: app.metadataUrl,
      metadataXml: app.metadata(),
      issuer: app.entityId,
      ssoUrl: app.ssoUrl,
      sloUrl: app.sloUrl,
      certificate: app.certificate,
      // Behind what it takes away.
      ...(spec.protocol === 'oidc' && openIdOnly(app)),
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      idpInitiated: spec.idpInitiated,
      encryption: spec.encryption,
    });
    this.#redactor.secret(app.clientSecret);
    if (created.id) this.#name(created, key);
    if (created.facts.accepted) app.configure({ ...this.#target.idpApp, ...this.#registered(created, spec) });
    return created;
  }

  /** How the application is registered at the IdP by what it answered. */
  #registered(
    created: MethodAnswer,
    { protocol, responseType }: Pick<MethodSpec, 'protocol' | 'responseType'>,
  ): Pick<AppSettings, 'relyingParty' | 'serviceProvider' | 'optionalClaims'> {
    const { openId, encryptionCertificate, allows } = this.#running;
    if (protocol === 'saml') {
      const certificates = this.#certificates(created.encryptionCertificate ?? encryptionCertificate);
      return { serviceProvider: { ...serviceProvider(created), ...certificates } };
    }
    const barred = Object.values(created.logoutUris).find((uri) => !allows(uri));
    if (barred !== undefined)
      throw new CannotPrepare(`The application named an address that may not be contacted: ${barred}`);
    return asRegistered({
      ...openId?.relyingParty,
      ...created.logoutUris,
      redirectUri: redirectUriIn(created),
      ...(responseType !== 'code' && { responseType }),
    });
  }

  async act(id: string, action: MethodAct): Promise<MethodAnswer> {
    const { methods } = this.#running;
    if (!methods?.can(action))
      throw new CannotPrepare(`The target file does not say how to ${action} an SSO method (ssoMethods.${action}).`);
    return methods.act(action, id);
  }

  async update(id: string, jit: boolean): Promise<MethodAnswer> {
    const { methods } = this.#running;
    if (!methods?.can('update'))
      throw new CannotPrepare('The target file does not say how to change an SSO method (ssoMethods.update).');
    return methods.update(id, jit);
  }

  async #prepare(key: string, spec: MethodSpec): Promise<Method> {
    const app = await this.#app(key, spec);
    const created = await this.create(app, key, spec);
    const answers = [created];
    const { id } = created;
    if (!id) throw new CannotPrepare(`The application did not create the SSO method: ${shown(created)}`);
    for (const action of actsTo[spec.state]) {
      const answer = await this.act(id, action);
      answers.push(answer);
      if (!answer.facts.accepted)
        throw new CannotPrepare(`The application did not ${action} the SSO method: ${shown(answer)}`);
    }
    const { jitLoginUrl, loginUrl } = created.facts;
    return {
      app,
      id,
      protocol: spec.protocol,
      state: spec.state,
      jit: spec.jit,
      domains: spec.domains,
      jitLoginUrl,
      loginUrl,
      ...this.published(created, spec),
      answers,
    };
  }

  /** What the application says about itself to identity providers. */
  published(
    { metadataUrl, logoutUrl }: Pick<MethodAnswer, 'metadataUrl' | 'logoutUrl'>,
    { signRequests }: Pick<MethodSpec, 'signRequests'>,
  ): Pick<Method, 'metadataUrl' | 'logoutUrl' | 'signingPromisedBy'> {
    const { signingCertificate, metadataUrl: described } = this.#running;
    const promise = signingCertificate !== null ? 'the target file (sso.saml.signingCertificateFile)' : null;
    return {
      metadataUrl: metadataUrl ?? described,
      logoutUrl,
      signingPromisedBy: promise ?? (signRequests ? 'the SSO method, which was asked to sign them' : null),
    };
  }

  /** An administrator whose application does single logout enables it at the IdP. */
  #offerLogout(app: App): void {
    if (!this.#target.lacks.has('single-logout')) app.configure({ singleLogout: true });
  }

  /** Those (PEM) that the application has. */
  #certificates(encryptionCertificate: string | null): { signingCertificate?: string; encryptionCertificate?: string } {
    const { signingCertificate } = this.#running;
    return {
      ...(signingCertificate !== null && { signingCertificate }),
      ...(encryptionCertificate !== null && { encryptionCertificate }),
    };
  }

  async #fixed(spec: MethodSpec): Promise<Method> {
    if (spec.protocol === 'oidc') return this.#fixedOpenId(spec);
    const { entityId, acsUrl, loginUrl, sloUrl, logoutUrl } = asItIs(this.#running.fixed, spec);
    const { encryptionCertificate } = this.#running;
    const app = await this.#idps.app(spec.vendor, fixedAppName);
    this.#offerLogout(app);
    app.configure({
      ...this.#target.idpApp,
      serviceProvider: {
        entityId,
        acsUrl,
        ...(sloUrl !== null && { sloUrl }),
        ...this.#certificates(encryptionCertificate),
      },
    });
    return { ...fixedMethod(app, spec, loginUrl), ...this.published({ metadataUrl: null, logoutUrl }, spec) };
  }

  async #fixedOpenId(spec: MethodSpec): Promise<Method> {
    const { loginUrl, logoutUrl, relyingParty } = asItIs(this.#running.openId, spec);
    const app = await this.#idps.app(spec.vendor, fixedAppName);
    app.configure({ ...this.#target.idpApp, ...asRegistered(relyingParty) });
    const nothingPublished = { logoutUrl, metadataUrl: null, signingPromisedBy: null };
    return { ...fixedMethod(app, spec, loginUrl), ...nothingPublished };
  }

  #app(key: string, spec: MethodSpec): Promise<App> {
    return this.#idps.app(spec.vendor, key, {
      ...(spec.other ? { tenant: 'other', signingKey: 'b' } : {}),
      ...(spec.keys === 'weak' ? { signingKey: 'weak' } : {}),
      publishesNextKey: spec.keys === 'rolling',
    });
  }

  /** Ids that the application made up get the method's name in reports. */
  #name(created: MethodAnswer, key: string): void {
    const label = `{${key.replaceAll(/[^A-Za-z0-9]+/g, '-')}}`;
    if (created.id && created.id.length >= 6) this.#redactor.name(created.id, label);
    const slug = created.facts.jitLoginUrl && lastSegment(created.facts.jitLoginUrl);
    if (slug && slug.length >= 8) this.#redactor.name(slug, `${label.slice(0, -1)}-jit}`);
  }
}

/** Name at the IdP of the registration that an application with one fixed method trusts. */
export const fixedAppName = 'target';

const actsTo: Record<MethodSpec['state'], readonly MethodAct[]> = {
  verified: ['verify'],
  waiting: [],
  rejected: ['reject'],
  disabled: ['verify', 'disable'],
};

function keyOf(spec: MethodSpec): string {
  const words = [spec.vendor, spec.state, spec.jit ? 'jit' : 'no-jit', spec.domains.join('+')];
  if (spec.protocol === 'oidc') words.push('oidc');
  if (spec.idpInitiated) words.push('idp-initiated');
  if (spec.encryption) words.push('encryption');
  if (spec.signRequests) words.push('signed');
  if (spec.responseType !== 'code') words.push(spec.responseType.replace(' ', '-'));
  if (spec.keys && spec.keys !== 'own') words.push(`${spec.keys}-keys`);
  return [...words, ...(spec.other ? ['other'] : []), ...(spec.exclusive === null ? [] : [spec.exclusive])].join(' ');
}

/** What is described of the one method of an application, where that is what is wanted. */
function asItIs<Described>(described: Described | null, { other, state }: MethodSpec): Described {
  if (described && !other && state === 'verified') return described;
  throw new CannotPrepare('The application has one SSO method, which cannot be changed.');
}

/** That method: taken as verified and with JIT, so that its one login address stands for the JIT login URL. */
const fixedMethod = (app: App, { protocol, domains }: MethodSpec, jitLoginUrl: string) => ({
  app,
  id: null,
  protocol,
  state: 'verified' as const,
  jit: true,
  domains,
  jitLoginUrl,
  loginUrl: null,
  answers: [],
});

/** What an application that speaks OpenID Connect is told of the IdP; nothing of SAML. */
function openIdOnly({ openid }: App) {
  return { issuer: openid.issuer, metadataUrl: '', metadataXml: '', ssoUrl: '', sloUrl: null, certificate: '' };
}

/** Entra names the session in ID tokens only where that is asked for, and tells by it which one ended. */
const asRegistered = (relyingParty: RelyingParty): Pick<AppSettings, 'relyingParty' | 'optionalClaims'> => ({
  relyingParty,
  ...(relyingParty.frontchannelLogoutUri !== undefined && { optionalClaims: ['sid'] }),
});

function redirectUriIn({ redirectUri }: MethodAnswer): string {
  if (redirectUri) return redirectUri;
  throw new CannotPrepare('The application did not say its redirect URI (ssoMethods.create.redirectUri).');
}

function serviceProvider(created: MethodAnswer): NonNullable<AppSettings['serviceProvider']> {
  if (!created.acsUrl || !created.entityId) {
    throw new CannotPrepare(
      'The application did not say where its assertion consumer service is (ssoMethods.create: acsUrl, entityId).',
    );
  }
  const { entityId, acsUrl, sloUrl } = created;
  return { entityId, acsUrl, ...(sloUrl !== null && { sloUrl }) };
}

const shown = ({ facts }: MethodAnswer) => `${facts.status ?? 'no answer'} ${facts.text.slice(0, 200)}`;

const lastSegment = (url: string) =>
  URL.canParse(url) ? new URL(url).pathname.split('/').findLast(Boolean) : undefined;
