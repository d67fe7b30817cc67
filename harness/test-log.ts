import {
  CaseLog,
  type Account,
  type EmittedFacts,
  type Facts,
  type Kind,
  type LogoutReceivedFacts,
  type EndSessionFacts,
  type LogoutSentFacts,
  type LogoutToldFacts,
  type MetadataReading,
  type MethodFacts,
  type Observation,
  type RequestFacts,
  type SignInEnd,
  type SignInFacts,
  type SignOutEnd,
  type SignOutFacts,
} from './observation.ts';
import type { Finding } from './rule.ts';
import { rules } from './vocabulary.ts';

/** The application of made-up cases, and the IdP that it asks. */
export const APP = { entityId: 'http://app.test/metadata', acsUrl: 'http://app.test/acs' };
export const SSO_URL = 'http://idp.test/sso';
const SAML = 'urn:oasis:names:tc:SAML:2.0';

/** Addresses of made-up cases. */
export const PERSON = 'x@corp.test';
export const VICTIM = 'victim@corp.test';

/** What is seen of one sign-in; what is left out is as in a sign-in that the application refused with a page. */
export interface Seen {
  /** Null: the IdP sent nothing. */
  sent?: Partial<EmittedFacts> | null;
  idpError?: { status: number; code: string };
  ends?: readonly Partial<SignInEnd>[];
  /** Browser → who is signed in there, a status in place of an answer, or nothing where it could not be asked. */
  sessions?: Readonly<Record<string, string | number | null | undefined>>;
  /** Person → accounts of theirs; undefined where they could not be read. */
  before?: Readonly<Record<string, readonly Partial<TestAccount>[] | undefined>>;
  after?: Readonly<Record<string, readonly Partial<TestAccount>[] | undefined>>;
  /** Groups that the application holds, before and after. */
  groups?: readonly [readonly string[] | undefined, readonly string[] | undefined];
  complete?: boolean;
  /** Whether the genuine sign-in after a server error was accepted. */
  controlAfter?: boolean;
}

/** What is seen of one sign-out; what is left out is as in one that worked. Who: as in `Seen`. */
export interface SeenSignOut {
  /** Null: the IdP sent nothing. */
  sent?: Partial<LogoutSentFacts> | null;
  received?: readonly Partial<LogoutReceivedFacts>[];
  /** Over OpenID Connect. */
  told?: readonly Partial<LogoutToldFacts>[];
  asked?: readonly Partial<EndSessionFacts>[];
  idpError?: { status: number; code: string };
  /** Null: it was not seen. */
  end?: Partial<SignOutEnd> | null;
  before?: string | number | null | undefined;
  after?: string | number | null;
  /** Other browsers, before and after. */
  others?: Readonly<Record<string, readonly [string | number | null | undefined, string | number | null | undefined]>>;
}

export interface TestAccount extends Account {
  fields: Record<string, unknown>;
}

/** Builds the log of a made-up case, fact by fact. */
export class TestLog {
  readonly #observations: Observation[] = [];
  #attempt = 0;
  #signOuts = 0;

  add<K extends Kind>(kind: K, data: Facts[K]): this {
    const id = `o${this.#observations.length + 1}`;
    const fact = { id, atMs: this.#observations.length, kind, from: 'harness', says: kind, data };
    this.#observations.push(fact as unknown as Observation);
    return this;
  }

  given(data: Partial<Facts['case.given']> = {}): this {
    return this.add('case.given', { idp: 'entra', protocol: 'saml', idpInitiated: false, ...data });
  }

  method(action: MethodFacts['action'], data: Partial<MethodFacts> = {}): this {
    const common = { status: 200, accepted: true, jitAsked: null, jitLoginUrl: null, loginUrl: null, text: '' };
    return this.add('target.method', { action, ...common, ...data });
  }

  /** A request that arrives at the IdP, sound where `data` and `said` do not say otherwise. `said`: null where it cannot be read. */
  request(data: Partial<RequestFacts> = {}, said: Partial<NonNullable<RequestFacts['request']>> | null = {}): this {
    const id = `_request-${this.#observations.length}`;
    const request = said && { ...soundRequest, ...said };
    return this.add('idp.request', { ...arrived, id, ...data, request });
  }

  /** The application's metadata, sound where `role` and `more` do not say otherwise. */
  metadata(
    role: Partial<NonNullable<MetadataReading['metadata']>['roles'][number]> = {},
    more: Partial<NonNullable<MetadataReading['metadata']>> = {},
  ): this {
    const metadata = { ...soundMetadata, roles: [{ ...soundRole, ...role }], ...more };
    return this.add('target.metadata', {
      url: APP.entityId,
      unreachable: null,
      problem: null,
      metadata,
      expected: APP,
    });
  }

  /** A whole sign-in that ended as `seen` says. */
  signIn(facts: Partial<SignInFacts> = {}, seen: Seen = {}): this {
    const attempt = ++this.#attempt;
    const started = { ...usual, attempt, ...facts };
    this.add('signin.started', started);
    this.#accounts('before', started, seen.before ?? nobody(started), seen);
    if (seen.groups?.[0]) this.#groups('before', seen.groups[0]);
    if (seen.idpError) this.add('idp.refused', { attempt, says: 'The IdP says no.', ...seen.idpError });
    if (seen.sent !== null && !seen.idpError) this.add('idp.emitted', { ...sentFor(started), ...seen.sent });
    for (const end of seen.ends ?? [{}]) this.#end(started, end, seen);
    const sessions = seen.sessions ?? Object.fromEntries(started.browsers.map((browser) => [browser, null]));
    for (const [browser, who] of Object.entries(sessions)) this.#session(browser, who);
    this.#accounts('after', started, seen.after ?? seen.before ?? nobody(started), seen);
    if (seen.groups?.[1]) this.#groups('after', seen.groups[1]);
    if (seen.controlAfter !== undefined)
      this.add('control.after', { attempt, accepted: seen.controlAfter, because: 'so it is' });
    return this;
  }

  /** A sign-out of the session that the latest sign-in opened, as `seen` says. */
  signOut(facts: Partial<SignOutFacts> = {}, seen: SeenSignOut = {}): this {
    const signOut = ++this.#signOuts;
    const started: SignOutFacts = { ...usualSignOut, signOut, attempt: this.#attempt, ...facts };
    const { at, browser, faults } = started;
    const message = seen.sent?.message ?? (at === 'idp' ? 'request' : 'response');
    const sessions = {
      [browser]: ['before' in seen ? seen.before : PERSON, seen.after ?? null] as const,
      ...seen.others,
    };
    const read = (when: 'before' | 'after') => {
      for (const [name, pair] of Object.entries(sessions)) {
        const who = pair[when === 'before' ? 0 : 1];
        if (who === undefined) continue;
        const email = typeof who === 'string' ? who : null;
        const status = typeof who === 'number' ? who : email === null ? 401 : 200;
        const whose = name === browser ? 'own' : 'other';
        this.add('signout.session', { signOut, when, attempt: this.#attempt, browser: name, whose, status, email });
      }
    };
    this.add('signout.started', started);
    read('before');
    for (const data of seen.received ?? []) this.add('idp.logout-received', { ...received, signOut, ...data });
    for (const data of seen.asked ?? []) this.add('idp.end-session', { ...asked, signOut, ...data });
    const told = {
      signOut,
      through: 'back-channel',
      faults: faults.map(({ id }) => id),
      status: 200,
      failure: null,
    } as const;
    for (const data of seen.told ?? []) this.add('idp.logout-told', { ...told, ...data });
    if (seen.idpError) this.add('idp.refused', { attempt: this.#attempt, says: 'The IdP says no.', ...seen.idpError });
    if (seen.sent !== null && started.protocol === 'saml') {
      const sent = { signOut, message, binding: 'redirect', faults: faults.map(({ id }) => id), id: '_told' } as const;
      const nameId = { value: PERSON, format: 'emailAddress' };
      this.add('idp.logout-sent', { ...sent, nameId, ...seen.sent });
    }
    if (seen.end !== null)
      this.add('signout.ended', {
        ...{ signOut, browser, outcome: 'page', status: 200, brought: seen.sent === null ? null : message },
        ...seen.end,
      });
    read('after');
    return this;
  }

  get log(): CaseLog {
    return new CaseLog([...this.#observations]);
  }

  #end({ faults, browsers }: SignInFacts, end: Partial<SignInEnd>, seen: Seen): void {
    const attempt = this.#attempt;
    const brought = faults.length > 0 ? 'faulted' : 'genuine';
    const delivered = seen.sent === null || seen.idpError ? 'none' : brought;
    const browser = browsers[0] ?? 'a';
    this.add('signin.ended', { attempt, browser, outcome: 'page', status: 403, delivered, ...end });
    this.add('page', { attempt, url: 'http://app.test/', status: end.status ?? 403, title: '', text: '' });
  }

  #session(browser: string, who: string | number | null | undefined): void {
    const attempt = this.#attempt;
    if (who === undefined) return void this.add('target.unreadable', { attempt, what: 'session', because: 'gone' });
    const email = typeof who === 'string' ? who : null;
    const status = typeof who === 'number' ? who : email === null ? 401 : 200;
    this.add('target.session', { attempt, browser, status, email });
  }

  #accounts(when: 'before' | 'after', facts: SignInFacts, people: NonNullable<Seen['before']>, seen: Seen): void {
    const attempt = this.#attempt;
    for (const [person, list] of Object.entries(people)) {
      if (!list) {
        this.add('target.unreadable', { attempt, what: `account of ${person}`, because: 'GET answered 500.' });
        continue;
      }
      const email = (person === facts.person ? facts.email : (list[0]?.email ?? facts.victim?.email)) ?? 'no-mail';
      const accounts = list.map((account): Account => ({ email, groups: [], fields: { email }, ...account }));
      this.add('target.account', { attempt, when, person, email, accounts, complete: seen.complete ?? true });
    }
  }

  #groups(when: 'before' | 'after', found: readonly string[]): void {
    this.add('target.groups', { attempt: this.#attempt, when, sought: found, found });
  }
}

export const testLog = () => new TestLog();

const arrived: Omit<RequestFacts, 'id' | 'request'> = {
  attempt: 1,
  binding: 'redirect',
  issuer: APP.entityId,
  acsUrl: APP.acsUrl,
  problem: null,
  signature: { state: 'absent', algorithms: [], promisedBy: null },
  relayState: null,
  expected: { ...APP, ssoUrl: SSO_URL },
};

const soundRequest: NonNullable<RequestFacts['request']> = {
  problems: [],
  version: '2.0',
  issueInstant: { form: 'utc', minutesAgo: 0 },
  destination: SSO_URL,
  issuer: { value: APP.entityId, format: null },
  acsIndex: null,
  protocolBinding: `${SAML}:bindings:HTTP-POST`,
  nameIdPolicy: { format: null, allowCreate: true },
  authnContext: null,
  subjectConfirmations: null,
  forceAuthn: false,
  isPassive: false,
  algorithms: [],
};

const soundRole: NonNullable<MetadataReading['metadata']>['roles'][number] = {
  protocols: [`${SAML}:protocol`],
  authnRequestsSigned: false,
  wantAssertionsSigned: false,
  certificates: [],
  nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  acs: [{ binding: `${SAML}:bindings:HTTP-POST`, location: APP.acsUrl, index: '1', isDefault: true }],
};

const soundMetadata = { problems: [], entities: [APP.entityId], expired: false };

const usualSignOut: Omit<SignOutFacts, 'attempt' | 'signOut'> = {
  person: 'person',
  email: PERSON,
  at: 'idp',
  protocol: 'saml',
  browser: 'a',
  faults: [],
};

const asked: Omit<EndSessionFacts, 'signOut'> = {
  hint: 'sound',
  parameters: ['id_token_hint', 'post_logout_redirect_uri', 'state'],
  returnTo: 'http://app.test/bye',
  registered: 'http://app.test/bye',
};

const received: Omit<LogoutReceivedFacts, 'signOut'> = {
  message: 'request',
  binding: 'redirect',
  id: '_asked',
  issuer: APP.entityId,
  nameId: { value: PERSON, format: 'emailAddress' },
  sessionIndexes: ['_session'],
  inResponseTo: null,
  status: null,
  signature: { state: 'valid', algorithms: [], promisedBy: 'somebody' },
  expected: { entityId: APP.entityId },
};

const usual: Omit<SignInFacts, 'attempt'> = {
  person: 'person',
  email: PERSON,
  through: 'jit-url',
  method: { state: 'verified', jit: true, domains: ['corp.test'] },
  assigned: true,
  accountDisabled: false,
  changed: [],
  groupClaim: false,
  faults: [],
  victim: null,
  browsers: ['a'],
};

const nobody = ({ person, victim }: SignInFacts) => ({ [person]: [], ...(victim ? { [victim.name]: [] } : {}) });

function sentFor({ attempt, email, faults, victim }: SignInFacts): EmittedFacts {
  return {
    attempt,
    shape: 'assertion',
    faults: faults.map(({ id }) => id),
    nameId: { value: email, format: 'emailAddress' },
    sessionIndex: '_session',
    claimsVictim: faults.some(({ harm }) => harm === 'identity') ? (victim?.email ?? null) : null,
    groups: null,
    groupsBehindOverage: null,
    personal: {},
    subjectId: null,
  };
}

/** Seen when the person was let in: a page, a session, and an account that was there or is new. */
export function letIn(seen: Seen = {}, who = PERSON): Seen {
  return { ends: [{ status: 200 }], sessions: { a: who }, after: { person: [{}] }, ...seen };
}

/** Facts of a forged sign-in. */
export function forged(
  id: string,
  harm: 'identity' | 'check' = 'check',
  more: Partial<SignInFacts> = {},
): Partial<SignInFacts> {
  const grade = harm === 'identity' ? 'bypass' : 'check-missing';
  return { faults: [{ id, expect: 'refuse', harm, grade }], victim: { name: 'victim', email: VICTIM }, ...more };
}

/** What the rule of that id finds in the log. */
export function findingOf(id: string, { log }: TestLog): Finding {
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  return rule.judge(log);
}

/** Why it cannot be told what became of a sign-in: what is seen then, and a word of what the finding says. */
export const untold: readonly (readonly [name: string, seen: Seen, says: RegExp])[] = [
  ['the browser met a redirect loop', { ends: [{ outcome: 'redirect-loop', status: 302 }] }, /redirect loop/],
  ['the browser waited in vain', { ends: [{ outcome: 'timeout', status: null }] }, /time-out/],
  ['the connection died', { ends: [{ outcome: 'dead-socket', status: null }] }, /dead connection/],
  ['the page was too large', { ends: [{ outcome: 'too-large', status: 200 }] }, /too large/],
  ['the page needs script', { ends: [{ outcome: 'no-script', status: 200 }] }, /needs script/],
  ['the way led to a forbidden host', { ends: [{ outcome: 'not-allowed', status: 302 }] }, /may not be contacted/],
  ['a 5xx was not followed by a control', { ends: [{ outcome: 'server-error', status: 500 }] }, /no genuine sign-in/],
  [
    'a 5xx was followed by a failed control',
    { ends: [{ outcome: 'server-error', status: 500 }], controlAfter: false },
    /straight after failed/,
  ],
  ['it was not asked who is signed in', { sessions: { a: undefined } }, /could not be asked: gone/],
  ['whoAmI is broken', { sessions: { a: 503 } }, /whoAmI answered 503/],
  ['whoAmI is overloaded', { sessions: { a: 429 } }, /whoAmI answered 429/],
  ['the end was not seen', { ends: [] }, /not seen|never reached/],
  ['the IdP refused', { idpError: { status: 200, code: 'AADSTS700016' } }, /AADSTS700016/],
  ['the fault did not fit', { idpError: { status: 500, code: 'FAULT_DOES_NOT_FIT' } }, /FAULT_DOES_NOT_FIT/],
];
