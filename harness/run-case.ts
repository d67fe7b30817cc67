import type { App, AppSettings, FaultUse, Person, SigningShape } from '../mock-idps/index.ts';
import { Cast, LOOKALIKE } from './cast.ts';
import { makeExistingUser } from './existing-user.ts';
import { LaterEvents } from './later-events.ts';
import type { LogWriter } from './log-writer.ts';
import { CannotPrepare, type Method, type MethodSpec } from './methods.ts';
import type { MethodFacts } from './observation.ts';
import { isAct, type Case } from './plan.ts';
import type { Given, Provision, ScenarioForm, SignIn, SignOut, Step } from './scenario.ts';
import { faultUse } from './scenario-form.ts';
import { signIn, type KeptBrowser } from './sign-in.ts';
import { askWho } from './read-back.ts';
import { ScimDesk } from './scim/desk.ts';
import { Provisioner } from './scim/provisioner.ts';
import { signOut } from './sign-out.ts';
import type { MethodAct, MethodAnswer } from './targets/target.ts';
import { readMetadataOf } from './read-metadata.ts';
import { toldAddress } from './told-address.ts';
import type { World } from './world.ts';

/** What is decided before a case runs. */
export interface CaseOptions {
  /** Signing shape for its faulted sign-ins; null: as the application is set up. */
  shape: SigningShape | null;
  /** A genuine sign-in, straight after a server error. */
  controlNow: () => Promise<{ accepted: boolean; because: string }>;
}

/** Runs the steps of a case and writes down what happens. Throws CannotPrepare where the application could not be made ready. */
export async function runCase(world: World, log: LogWriter, planned: Case, options: CaseOptions): Promise<void> {
  const run = new CaseRun(world, log, planned, options);
  try {
    await run.prepare();
    for (const [index, step] of planned.form.steps.entries()) {
      log.step = index + 1;
      await run.step(step);
    }
  } finally {
    await run.finish();
  }
}

class CaseRun {
  readonly #world: World;
  readonly #log: LogWriter;
  readonly #case: Case;
  readonly #options: CaseOptions;
  readonly #cast: Cast;
  #method: Method | null = null;
  #otherMethod: Method | null = null;
  /** PEM, from the application's metadata. */
  readonly #signingCertificates: string[] = [];
  readonly #later: LaterEvents;
  #scim: ScimDesk | null = null;
  #provisioner: Provisioner | null = null;
  /** Whose discovery document is not as it should be. */
  readonly #spoilt: App[] = [];
  #attempt = 0;
  #signOuts = 0;
  #browsers = 0;
  /** The application would not take the method that the steps to come are about. */
  #methodRefused = false;
  /** Those in which somebody signed in, where the case goes on with them. */
  readonly #kept: KeptBrowser[] = [];

  constructor(world: World, log: LogWriter, planned: Case, options: CaseOptions) {
    this.#world = world;
    this.#log = log;
    this.#case = planned;
    this.#options = options;
    this.#later = new LaterEvents(world.events);
    this.#cast = new Cast(world.idps, planned.idp, planned.id, planned.form.people, world.target.domain);
  }

  get #given(): Given {
    return this.#case.form.given;
  }

  async prepare(): Promise<void> {
    const { idp, form } = this.#case;
    this.#log.add({
      kind: 'case.given',
      from: 'harness',
      says: givenWords(this.#world, this.#case),
      data: {
        idp,
        protocol: form.protocol,
        idpInitiated: this.#given.idpInitiated ?? this.#world.target.idpInitiated,
        ...(this.#given.keys ? { keys: this.#given.keys } : {}),
        signs: this.#world.target.idpApp.sign ?? null,
      },
    });
    if (this.#given.ssoMethod !== 'none' && signsIn(form)) {
      this.#method = await this.#world.methods.get(methodSpec(this.#world, this.#case));
      if (this.#method.answers[0] && changesMethod(form)) this.#recordAnswer(this.#method.answers[0]);
    }
    if (this.#given.otherMethod)
      this.#otherMethod = await this.#world.methods.get({
        ...methodSpec(this.#world, this.#case),
        keys: 'own',
        other: true,
        exclusive: null,
      });
    for (const name of form.people.keys()) this.#nameId(name);
    for (const [name, account] of Object.entries(this.#accountsToMake())) await this.#makeAccount(name, account);
  }

  /** Tells what happened meanwhile at the IdP, and closes the browsers. */
  async finish(): Promise<void> {
    this.#later.tell(this.#log);
    // Others ask at the same address.
    for (const app of this.#spoilt) app.configure({ discoveryFaults: [] });
    await this.#scim?.close();
    await Promise.all(this.#kept.splice(0).map(({ browser }) => browser.close()));
  }

  async step(step: Step): Promise<void> {
    if (this.#methodRefused && !step.createMethod) return;
    if (step.signIn) return this.#signIn(step.signIn);
    if (step.signOut) return this.#signOut(step.signOut);
    if (step.scim) return this.#desk().call(step.scim);
    if (step.provision) return this.#provision(step.provision);
    if (step.createMethod) return this.#createMethod(step.createMethod);
    if (step.updateMethod) return this.#updateMethod(step.updateMethod.jit);
    if (step.readMetadata) return this.#readMetadata();
    const action = Object.keys(step)[0]?.replace('Method', '') as MethodAct;
    return this.#act(action);
  }

  #desk(): ScimDesk {
    return (this.#scim ??= new ScimDesk(this.#world, this.#log, this.#cast, this.#case.id));
  }

  /** Whoever has a browser open is looked at afterwards. */
  async #provision(step: Provision): Promise<void> {
    this.#provisioner ??= new Provisioner(this.#world, this.#log, this.#cast, this.#case, this.#desk());
    await this.#provisioner.act(step);
    const n = this.#log.log.all('provision.act').length;
    for (const { person, browser, attempt } of this.#kept) {
      const asked = await askWho(this.#world, this.#log, attempt, browser);
      if (!asked) continue;
      const { status, email, ...rest } = asked;
      this.#log.add({ ...rest, kind: 'provision.session', data: { n, person, email, status } });
    }
  }

  /**
   * Accounts that the scenario asks for, and where the application makes none by itself, one for everybody who is to be
   * let in. Whoever comes by another way than the JIT login URL, unasked for, is a stranger on purpose.
   */
  #accountsToMake(): NonNullable<Given['accounts']> {
    const asked = this.#given.accounts ?? {};
    if (!this.#world.target.lacks.has('jit') && !this.#letsInWithoutJit()) return asked;
    const signIns = this.#case.form.steps.flatMap(({ signIn }) => (signIn ? [signIn] : []));
    const welcome = signIns.filter(({ through }) => through !== 'login' && through !== 'idp');
    return { ...Object.fromEntries(welcome.map(({ as = 'person' }) => [as, {}])), ...asked };
  }

  /**
   * For the IdP types that "other" stands for no JIT is offered: who signs out has been let in before, and who comes with a
   * fault would be let in without it.
   */
  #letsInWithoutJit(): boolean {
    const { idp, form } = this.#case;
    const letIn = form.steps.some(({ signIn, signOut }) => signOut ?? signIn?.faults);
    return idp === 'other' && !this.#world.target.fixedMethod && letIn;
  }

  async #makeAccount(name: string, account: NonNullable<Given['accounts']>[string]): Promise<void> {
    const person = this.#cast.get(name);
    await makeExistingUser(this.#world, {
      email: this.#told(person, settingsFor(this.#world, this.#given)) ?? person.upn,
      name: 'An existing user',
      role: account.role ?? 'member',
      groups: account.groups ?? [],
      disabled: account.disabled ?? false,
    });
  }

  async #signIn(step: SignIn): Promise<void> {
    const method = step.method === 'other' ? this.#demandOther() : this.#demandMethod();
    const name = step.as ?? 'person';
    this.#cast.change(name, step.changed ?? []);
    const person = this.#personAt(method, name);
    const settings = settingsFor(this.#world, this.#given, step);
    const faults = faultsOf(step);
    const attempt = ++this.#attempt;
    const browsers = Array.from({ length: step.atOnce ?? 1 }, () => this.#nextBrowser());
    await signIn(this.#world, this.#log, {
      key: `${this.#case.id}#${attempt}`,
      attempt,
      name,
      person,
      address: this.#told(person, settings),
      earlierAddresses: this.#cast
        .earlier(name)
        .map((earlier) => this.#told(earlier, settings))
        .filter((address) => address !== null),
      method,
      through: step.through ?? (method.jit ? 'jit-url' : 'login'),
      changed: step.changed ?? [],
      faults,
      victim: step.victim === undefined ? null : { name: step.victim, person: this.#cast.get(step.victim) },
      otherMethod: this.#otherMethod,
      earlier: attempt > 1 ? `${this.#case.id}#${attempt - 1}` : null,
      shape: step.shape ?? (faults.length ? this.#options.shape : null),
      settings: { ...settings, ...this.#signing(method) },
      signedInAgo: signedInAgo(this.#given),
      browsers,
      otherBrowser: this.#nextBrowser(),
      accountDisabled: this.#given.accounts?.[name]?.disabled === true || this.#provisioner?.isOut(name) === true,
      accountMade: this.#accountsToMake()[name] !== undefined || this.#provisioner?.isIn(name) === true,
      later: this.#later,
      ...(this.#case.form.steps.some(({ signOut, provision }) => signOut ?? provision) && {
        keep: (kept) => this.#kept.push(kept),
      }),
    });
    await this.#afterServerError(attempt);
  }

  /** One session of the person is to end; every other one is looked at too. */
  async #signOut(step: SignOut): Promise<void> {
    const method = this.#demandMethod();
    const name = step.as ?? 'person';
    const own = this.#kept.filter(({ person }) => person === name).at((step.session ?? 0) - 1);
    if (!own) throw new CannotPrepare(`${name} has not signed in, so there is nothing to sign out of.`);
    const signOutNumber = ++this.#signOuts;
    await signOut(this.#world, this.#log, {
      key: `${this.#case.id}#out-${signOutNumber}`,
      signOut: signOutNumber,
      at: step.at,
      own,
      others: this.#kept.filter((kept) => kept !== own),
      person: this.#cast.get(name),
      method,
      faults: faultsOf(step),
      victim: step.victim === undefined ? null : this.#cast.get(step.victim),
      earlier: signOutNumber > 1 ? `${this.#case.id}#out-${signOutNumber - 1}` : null,
      settings: { ...settingsFor(this.#world, this.#given), ...this.#signing(method) },
    });
  }

  /** Without an address there is nothing to read, and what is judged by metadata alone is left out of the plan. */
  async #readMetadata(): Promise<void> {
    const method = this.#demandMethod();
    if (method.metadataUrl === null) return;
    const pems = await readMetadataOf(this.#world, this.#log, method, method.metadataUrl);
    this.#signingCertificates.push(...pems);
  }

  #signing(method: Method): AppSettings {
    return withCertificates(method, this.#signingCertificates);
  }

  /** The same person in the directory of another tenant, where everybody has another object id. */
  #personAt(method: Method, name: string): Person {
    const person = this.#cast.get(name);
    return method === this.#otherMethod ? this.#world.idps.change(person, ['subject']) : person;
  }

  #told(person: Person, settings: AppSettings): string | null {
    return toldAddress(this.#case.form.protocol, person, settings, this.#world.target.idpApp);
  }

  /** A 5xx alone is neither refusal nor failure: a genuine sign-in straight after tells. */
  async #afterServerError(attempt: number): Promise<void> {
    const crashed = this.#log.log
      .all('signin.ended')
      .some(({ data }) => data.attempt === attempt && data.outcome === 'server-error');
    if (!crashed) return;
    const { accepted, because } = await this.#options.controlNow();
    this.#log.add({
      kind: 'control.after',
      from: 'harness',
      says: `Straight after the server error a genuine sign-in was ${accepted ? 'accepted' : `not accepted: ${because}`}.`,
      data: { attempt, accepted, because },
    });
  }

  async #createMethod({ jit, faults = [] }: NonNullable<Step['createMethod']>): Promise<void> {
    const spec = { ...methodSpec(this.#world, this.#case), jit, exclusive: this.#case.id };
    const app = await this.#world.methods.registration(spec);
    if (faults.length > 0) {
      app.configure({ discoveryFaults: faults.map(faultUse) });
      this.#spoilt.push(app);
    }
    const answer = await this.#world.methods.create(app, this.#case.id, spec);
    this.#recordAnswer(answer);
    this.#methodRefused = answer.id === null;
    const { jitLoginUrl, loginUrl } = answer.facts;
    this.#method = {
      app,
      id: answer.id,
      protocol: spec.protocol,
      state: 'waiting',
      jit: jit && jitLoginUrl !== null,
      domains: spec.domains,
      jitLoginUrl,
      loginUrl,
      ...this.#world.methods.published(answer, spec),
      answers: [answer],
    };
  }

  async #updateMethod(jit: boolean): Promise<void> {
    const method = this.#demandMethod();
    const answer = await this.#world.methods.update(this.#demandId(method), jit);
    this.#recordAnswer(answer);
    if (answer.facts.accepted && !jit) method.jit = false;
  }

  async #act(action: MethodAct): Promise<void> {
    const method = this.#demandMethod();
    const answer = await this.#world.methods.act(this.#demandId(method), action);
    this.#recordAnswer(answer);
    if (answer.facts.accepted && action !== 'show') method.state = stateAfter[action];
  }

  #recordAnswer({ facts }: MethodAnswer): void {
    const { action, status, accepted, jitLoginUrl } = facts;
    const outcome = accepted
      ? action === 'create' || action === 'show'
        ? jitLoginUrl
          ? `JIT login URL ${jitLoginUrl}`
          : 'no JIT login URL'
        : 'done'
      : 'refused';
    this.#log.add({
      kind: 'target.method',
      from: 'harness',
      to: 'target',
      says: `${actors[action]} ${words[action]} the SSO method: ${status ?? 'no answer'}, ${outcome}.`,
      data: facts,
    });
  }

  /** Google's ids do not show the run's nonce, so they get a name, the same in every run. */
  #nameId(name: string): void {
    if (this.#case.idp === 'google') this.#log.alias(this.#cast.get(name).id, `{id of ${name}}`);
  }

  #demandMethod(): Method {
    if (!this.#method) throw new CannotPrepare('There is no SSO method yet.');
    return this.#method;
  }

  #demandOther(): Method {
    if (!this.#otherMethod) throw new CannotPrepare('There is no second SSO method.');
    return this.#otherMethod;
  }

  #demandId({ id }: Method): string {
    if (id === null) throw new CannotPrepare('The SSO method was not created, so nothing can be done with it.');
    return id;
  }

  #nextBrowser(): string {
    return String.fromCharCode(97 + (this.#browsers++ % 26));
  }
}

/** The faults of a step, each with its options. */
const faultsOf = ({ faults = [] }: Pick<SignIn | SignOut, 'faults'>): FaultUse[] => faults.map(faultUse);

/** An administrator who reads the metadata takes its certificates (PEM) over. */
export function withCertificates({ app }: Method, certificates: readonly string[]): AppSettings {
  const { serviceProvider } = app.settings;
  if (!serviceProvider || certificates.length === 0) return {};
  const known = serviceProvider.signingCertificate;
  const signingCertificate = [...(known ? [known] : []), ...certificates].join('\n');
  return { serviceProvider: { ...serviceProvider, signingCertificate } };
}

const stateAfter = { verify: 'verified', reject: 'rejected', disable: 'disabled', enable: 'verified' } as const;
const words: Record<MethodFacts['action'], string> = {
  create: 'creates',
  show: 'looks at',
  update: 'changes',
  verify: 'verifies',
  reject: 'rejects',
  disable: 'disables',
  enable: 'enables',
};
const actors: Record<MethodFacts['action'], string> = {
  create: 'The owner',
  show: 'The owner',
  update: 'The owner',
  verify: 'The validation team',
  reject: 'The validation team',
  disable: 'The owner',
  enable: 'The owner',
};

/** The SSO method that a case starts from. */
export function methodSpec(
  world: Pick<World, 'target'>,
  { id, idp, form }: Pick<Case, 'id' | 'idp' | 'form'>,
): MethodSpec {
  const { given, protocol } = form;
  const lookalikes = [...form.people.values()].some((entry) => entry.lookalikeOf !== null);
  const { domain } = world.target;
  const state = given.ssoMethod === undefined || given.ssoMethod === 'none' ? 'verified' : given.ssoMethod;
  return {
    vendor: idp,
    protocol: protocol === 'oidc' ? 'oidc' : 'saml',
    state,
    jit: given.jit ?? (idp !== 'other' && !world.target.lacks.has('jit')),
    domains:
      given.domains?.map((name) => name.replaceAll('{domain}', domain)) ??
      (lookalikes ? [domain, domain + LOOKALIKE] : [domain]),
    idpInitiated: given.idpInitiated ?? world.target.idpInitiated,
    encryption: form.needs.includes('encryption'),
    ...(given.keys ? { keys: given.keys } : {}),
    other: false,
    signRequests: given.signedRequests ?? false,
    responseType: given.responseType ?? 'code',
    exclusive: changesMethod(form) ? id : null,
  };
}

const changesMethod = ({ steps }: ScenarioForm) => steps.some(isAct);

/** Over SCIM alone nobody needs an SSO method. */
const signsIn = ({ protocol }: ScenarioForm) => protocol !== 'scim';

function givenWords(world: World, planned: Case): string {
  const { form, idp } = planned;
  if (!signsIn(form)) return 'Given a client of SCIM with the token of the team.';
  return `Given ${form.protocol.toUpperCase()} at ${idp}, and ${methodWords(methodSpec(world, planned))}.`;
}

function methodWords({ state, jit, domains }: MethodSpec): string {
  return `a ${state} SSO method with JIT ${jit ? 'on' : 'off'} for ${domains.join(', ')}`;
}

/** What the IdP is set up to send, where it differs from the application's own set-up. */
export function settingsFor(
  world: Pick<World, 'target'>,
  given: Given,
  step: Pick<SignIn, 'groupClaim'> = {},
): AppSettings {
  const own = world.target.idpApp.groups;
  const groupClaim = step.groupClaim ?? given.groupClaim ?? 'absent';
  return {
    groups: {
      claim: own?.claim ?? 'vendor-default',
      send: groupClaim === 'sent' ? 'security' : 'none',
      values: given.groupValues ?? 'vendor-default',
      ...(given.groupFilter === undefined ? {} : { filter: given.groupFilter }),
    },
    ...(given.nameId ? { nameId: given.nameId } : {}),
    ...(given.switches ? { switches: { ...world.target.idpApp.switches, ...given.switches } } : {}),
    ...(given.attributes ? { attributes: { ...world.target.idpApp.attributes, ...given.attributes } } : {}),
  };
}

const DAY = 24 * 60 * 60_000;

/** Milliseconds since everybody signed in at the IdP. */
export const signedInAgo = ({ signedInDaysAgo = 0 }: Given): number => signedInDaysAgo * DAY;
