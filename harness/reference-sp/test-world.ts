/** What the tests of this folder share: a running service provider, an identity provider, browsers, and a whole sign-in. */
import { inflateRawSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { startReferenceSp, type ReferenceSpOptions } from './index.ts';
import { faithful, makeKey, metadataXml, respond, type Key, type ResponseSettings } from './test-idp.ts';

export const TOKENS = { owner: 'owner-token', validation: 'validation-token' };

/** A connection for each request: one that is kept would outlive the service that a test restarts. */
const ALONE = { connection: 'close' };

/** Keys are dear: the same two for all tests of a file. */
const keys = Promise.all([makeKey(), makeKey()]);

export interface Answer {
  status: number;
  /** Code of a refusal. */
  code: string | null;
  location: string | null;
  text: string;
}

/** A browser, as far as cookies go. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string): Promise<Answer> {
    return this.send(path, {});
  }

  post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** A form posted by a page of another site: cookies that are SameSite=Lax stay at home. */
  postFromElsewhere(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie: '' } });
  }

  async send(path: string, request: RequestInit): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const url = new URL(path, this.#origin);
    const answer = await fetch(url, {
      redirect: 'manual',
      ...request,
      headers: { ...ALONE, cookie, ...request.headers },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    return { status: answer.status, code: codeIn(text), location: answer.headers.get('location'), text };
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function codeIn(text: string): string | null {
  if (text.startsWith('{')) return (JSON.parse(text) as { error?: { code: string } }).error?.code ?? null;
  return /<meta name="code" content="([^"]*)"/.exec(text)?.[1] ?? null;
}

export interface TestMethod {
  id: string;
  jit: boolean;
  state: string;
  jitLoginUrl: string | null;
  loginUrl: string;
  acsUrl: string;
  entityId: string;
  metadataUrl: string;
  sloUrl: string;
  logoutUrl: string;
  domains: string[];
}

export interface TestAccount {
  id: string;
  email: string;
  name: string | null;
  role: string;
  status: string;
  provisionedBy: string;
  subjectKey: string | null;
  createdAt: string;
  groups: string[];
}

/** What a sign-in differs in from a faithful one. */
export interface SignInChanges {
  settings?: Partial<ResponseSettings>;
  /** What becomes of the message after it was signed. */
  wire?: (xml: string, settings: ResponseSettings) => string | Promise<string>;
  relayState?: string;
  /** Where it begins; default: the JIT login URL, or the ordinary login where there is none. */
  start?: string | null;
}

export interface Outcome extends Answer {
  /** Who is signed in afterwards. */
  email: string | null;
  /** The form as posted. */
  posted: Record<string, string>;
}

export interface World {
  url: string;
  /** Milliseconds since 1970; moves when a test moves it. */
  clock: { now: number };
  idp: { issuer: string; ssoUrl: string; sloUrl: string; key: Key };
  otherKey: Key;
  browser(): TestBrowser;
  api<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    token?: string | null,
  ): Promise<{ status: number; body: T; code: string | null }>;
  createMethod(changes?: Record<string, unknown>): Promise<TestMethod>;
  verifiedMethod(changes?: Record<string, unknown>): Promise<TestMethod>;
  accounts(email?: string): Promise<TestAccount[]>;
  groups(): Promise<{ name: string; members: string[] }[]>;
  signIn(method: TestMethod, email: string, changes?: SignInChanges, browser?: TestBrowser): Promise<Outcome>;
  errors: unknown[];
  /** The same again at the same address. */
  restart(): Promise<World>;
}

/** A service provider that is stopped when the test ends. */
export async function startWorld(options: Partial<ReferenceSpOptions> = {}): Promise<World> {
  const clock = { now: Date.UTC(2026, 10, 23, 12) };
  const errors: unknown[] = [];
  const [key, otherKey] = await keys;
  const all = { tokens: TOKENS, clock: () => clock.now, onError: (error: unknown) => errors.push(error), ...options };
  const sp = await startReferenceSp(all);
  let running = true;
  const stop = async () => {
    if (running) await sp.close();
    running = false;
  };
  onTestFinished(stop);

  const world: World = {
    url: sp.url,
    clock,
    idp: {
      issuer: 'https://idp.test/entity',
      ssoUrl: 'https://idp.test/tenant/saml2',
      sloUrl: 'https://idp.test/tenant/slo',
      key,
    },
    otherKey,
    errors,
    browser: () => new TestBrowser(sp.url),
    async api<T>(method: string, path: string, body?: unknown, token: string | null = TOKENS.owner) {
      const headers = {
        ...ALONE,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const answer = await fetch(new URL(path, sp.url), {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      const parsed = (text ? JSON.parse(text) : null) as T;
      return { status: answer.status, body: parsed, code: codeIn(text) };
    },
    async createMethod(changes = {}) {
      const { issuer, ssoUrl, sloUrl } = world.idp;
      const xml = metadataXml({ issuer, ssoUrl, sloUrl, keys: [world.idp.key] });
      const body = {
        name: 'Team',
        idpType: 'entra',
        protocol: 'saml',
        jit: true,
        domains: ['corp.test'],
        metadataXml: xml,
      };
      const answer = await world.api<TestMethod>('POST', '/admin/sso-methods', { ...body, ...changes });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    },
    async verifiedMethod(changes) {
      const method = await world.createMethod(changes);
      await world.api('POST', `/admin/sso-methods/${method.id}/verify`, undefined, TOKENS.validation);
      return method;
    },
    async accounts(email) {
      const query = email === undefined ? '' : `?email=${encodeURIComponent(email)}`;
      return (await world.api<TestAccount[]>('GET', `/admin/accounts${query}`)).body;
    },
    async groups() {
      return (await world.api<{ name: string; members: string[] }[]>('GET', '/admin/groups')).body;
    },
    signIn: (method, email, changes, browser) =>
      signIn(world, method, email, changes ?? {}, browser ?? world.browser()),
    async restart() {
      await stop();
      return startWorld({ ...options, port: Number(new URL(sp.url).port) });
    },
  };
  return world;
}

/** The AuthnRequest in a redirect to the identity provider. */
export function requestIn(location: string): string {
  const bytes = Buffer.from(new URL(location).searchParams.get('SAMLRequest') ?? '', 'base64');
  // A deliberate defect leaves the compression out.
  return (bytes.toString().startsWith('<') ? bytes : inflateRawSync(bytes)).toString();
}

export const requestIdIn = (location: string): string => /ID="([^"]+)"/.exec(requestIn(location))?.[1] ?? '';

/** From the login address to the end, as a browser goes. */
async function signIn(
  world: World,
  method: TestMethod,
  email: string,
  { settings = {}, wire = (xml) => xml, relayState, start }: SignInChanges,
  browser: TestBrowser,
): Promise<Outcome> {
  let id: string | null = null;
  if (start !== null) {
    const begun = await browser.get(start ?? method.jitLoginUrl ?? method.loginUrl);
    if (begun.status !== 302) return { ...begun, email: await whoIs(browser), posted: {} };
    id = requestIdIn(begun.location ?? '');
  }
  const request = { id, acsUrl: method.acsUrl, audience: method.entityId };
  const whole = { ...faithful(world.idp, request, email, world.clock.now), ...settings };
  const message = await wire(respond(whole), whole);
  const posted = {
    SAMLResponse: Buffer.from(message).toString('base64'),
    ...(relayState !== undefined && { RelayState: relayState }),
  };
  return { ...(await deliver(browser, method, posted)), posted };
}

/** Posts a message and follows to the end. */
export async function deliver(
  browser: TestBrowser,
  method: TestMethod,
  posted: Record<string, string>,
): Promise<Omit<Outcome, 'posted'>> {
  let answer = await browser.postFromElsewhere(method.acsUrl, posted);
  if (answer.status === 303) answer = await browser.get(answer.location ?? '');
  return { ...answer, email: await whoIs(browser) };
}

export async function whoIs(browser: TestBrowser): Promise<string | null> {
  const me = await browser.get('/me');
  return me.status === 200 ? (JSON.parse(me.text) as { email: string }).email : null;
}
