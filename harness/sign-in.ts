import type { AppSettings, Emitted, FaultUse, Person, SigningShape } from '../mock-idps/index.ts';
import type { Browser, Exchange, Visit } from './drivers/driver.ts';
import { Recording, type LogWriter, type Recorder } from './log-writer.ts';
import { CannotPrepare, type Method } from './methods.ts';
import type { SignInEnd, SignInFacts } from './observation.ts';
import { sameAddress } from './attempt.ts';
import { recordEvent } from './record-event.ts';
import type { World } from './world.ts';

/** One sign-in, with everything decided. */
export interface SignInPlan {
  /** Names it: with seed and nonce it fixes every id of its messages. */
  key: string;
  attempt: number;
  name: string;
  person: Person;
  /** Addresses that the person had earlier in the case. */
  earlierAddresses: readonly string[];
  method: Method;
  through: SignInFacts['through'];
  changed: readonly string[];
  faults: readonly FaultUse[];
  victim: { name: string; person: Person } | null;
  otherMethod: Method | null;
  shape: SigningShape | null;
  settings: AppSettings;
  /** Names of the browsers that do it at the same moment; one as a rule. */
  browsers: readonly string[];
  /** Name for the browser that deliveries elsewhere use. */
  otherBrowser: string;
  accountDisabled: boolean;
}

/** Signs in as planned and writes down everything that was seen. Throws CannotPrepare. */
export async function signIn(world: World, log: LogWriter, plan: SignInPlan): Promise<void> {
  const start = startUrl(plan);
  log.add({ kind: 'signin.started', from: 'harness', says: sentence(plan), data: startedFacts(world, plan) });
  await readBack(world, log, plan, 'before');
  const turnstile = plan.browsers.length > 1 ? new Turnstile(plan.browsers.length) : null;
  const recordings = plan.browsers.map(() => new Recording(log));
  await Promise.all(
    plan.browsers.map((name, index) => oneBrowser(world, recordings[index] ?? log, plan, name, start, turnstile)),
  );
  for (const recording of recordings) recording.flush();
  await readBack(world, log, plan, 'after');
}

function startUrl({ through, method }: SignInPlan): string {
  if (through === 'idp') return method.app.startUrl;
  const url = through === 'jit-url' ? method.jitLoginUrl : method.loginUrl;
  if (url) return url;
  throw new CannotPrepare(
    through === 'jit-url'
      ? 'The application showed no JIT login URL (ssoMethods.create.jitLoginUrl).'
      : 'The application showed no ordinary login (ssoMethods.create.loginUrl).',
  );
}

function sentence({ name, through, method, faults, browsers, changed }: SignInPlan): string {
  const way = { 'jit-url': 'the JIT login URL', login: 'the ordinary login', idp: 'an IdP-initiated start' }[through];
  const many = browsers.length > 1 ? `, in ${browsers.length} browsers at the same moment` : '';
  const news = changed.length ? `, with a changed ${changed.join(', ')}` : '';
  const fault = faults.length ? `, with the fault ${faults.map(({ id }) => id).join(', ')}` : '';
  return `${name === 'person' ? 'The person' : name} signs in through ${way} of a ${method.state} method${many}${news}${fault}.`;
}

function startedFacts(world: World, plan: SignInPlan): SignInFacts {
  const { person, method, victim } = plan;
  return {
    attempt: plan.attempt,
    person: plan.name,
    email: person.email,
    through: plan.through,
    method: { state: method.state, jit: method.jit, domains: method.domains },
    assigned: person.assigned,
    accountDisabled: plan.accountDisabled,
    changed: plan.changed,
    groupClaim: plan.settings.groups?.send === 'security',
    faults: plan.faults.map(({ id }) => {
      const fault = world.faults.get(id);
      return {
        id,
        expect: fault?.expect ?? 'refuse',
        harm: fault?.harm ?? 'check',
        grade: fault?.grade ?? 'check-missing',
      };
    }),
    victim: victim && { name: victim.name, email: victim.person.email },
    browsers: plan.browsers,
  };
}

async function oneBrowser(
  world: World,
  log: Recorder,
  plan: SignInPlan,
  name: string,
  start: string,
  turnstile: Turnstile | null,
): Promise<void> {
  const { attempt, method, otherMethod, victim } = plan;
  const emitted: Emitted[] = [];
  const ticket = world.idps.arm({
    key: plan.browsers.length > 1 ? `${plan.key}.${name}` : plan.key,
    app: method.app,
    person: plan.person,
    faults: plan.faults,
    settings: plan.settings,
    ...(plan.shape ? { shape: plan.shape } : {}),
    ...(victim ? { victim: victim.person } : {}),
    ...(otherMethod ? { otherApp: otherMethod.app } : {}),
  });
  world.events.listen(ticket.id, (event) => {
    if (event.kind === 'emitted') emitted.push(event);
    recordEvent(log, event, attempt, name);
  });
  const browser = await open(world, log, attempt, name);
  const opened = [browser];
  // A replay needs a browser as it was before the first delivery: with the cookies of the request and without a session.
  const replays = plan.faults.some(({ id }) => world.faults.get(id)?.stage === 'delivery');
  const beforeDelivery = async () => {
    if (replays && opened.length === 1) opened.push(await browser.fork(plan.otherBrowser));
    await turnstile?.pass();
  };
  try {
    await browser.visit(ticket.armUrl);
    const visit = await browser.visit(start, { beforeDelivery }).finally(() => turnstile?.leave());
    const main = plan.faults.some(({ id }) => world.faults.get(id)?.stage !== 'delivery') ? 'faulted' : 'genuine';
    ended(log, plan, name, visit, visit.delivered > 0 ? main : 'none');
    await whoIsSignedIn(world, log, attempt, browser);
    for (const delivery of emitted.flatMap(({ deliveries }) => deliveries)) {
      if (delivery.url === null) continue;
      const fork = delivery.browser === 'same' ? opened[1] : undefined;
      await deliver(world, log, plan, delivery.url, fork ?? (await open(world, log, attempt, plan.otherBrowser)));
    }
  } finally {
    world.events.forget(ticket.id);
    await Promise.all(opened.map((each) => each.close()));
  }
}

/** A delivery beside the one that rode along: a replay, or another browser. Closes the browser. */
async function deliver(world: World, log: Recorder, plan: SignInPlan, url: string, browser: Browser): Promise<void> {
  try {
    const visit = await browser.visit(url);
    ended(log, plan, browser.name, visit, visit.delivered > 0 ? 'faulted' : 'none');
    await whoIsSignedIn(world, log, plan.attempt, browser);
  } finally {
    await browser.close();
  }
}

function open(world: World, log: Recorder, attempt: number, name: string): Promise<Browser> {
  const { origin } = world.idps;
  return world.driver.open(name, {
    idpOrigin: origin,
    allows: (url) => url.startsWith(`${origin}/`) || world.running.allows(url),
    hosts: world.running.hosts,
    onExchange: (exchange) => recordExchange(log, exchange, attempt, name, origin),
  });
}

function recordExchange(
  log: Recorder,
  { facts, carries }: Exchange,
  attempt: number,
  browser: string,
  idpOrigin: string,
): void {
  // The arming of a sign-in is ours, not the vendor's.
  if (facts.url.includes('/_jitmus/arm/')) return;
  const toIdp = facts.url.startsWith(idpOrigin);
  if (!toIdp) nameRandomValues(log, [facts.url, facts.location ?? ''], idpOrigin);
  const message =
    carries === 'response' ? ' with a SAML response' : carries === 'request' ? ' with a SAML request' : '';
  const result =
    facts.status === null
      ? (facts.failure ?? 'no answer')
      : facts.location
        ? `${facts.status} to ${facts.location}`
        : `${facts.status}`;
  log.add({
    kind: 'http.exchange',
    from: 'browser',
    to: toIdp ? 'idp' : 'target',
    browser,
    says: `${facts.method} ${facts.url}${message}: ${result}`,
    data: { attempt, browser, ...facts },
  });
}

/** One-time values that the application puts into its addresses get a name, the same in every run. */
function nameRandomValues(log: Recorder, urls: readonly string[], idpOrigin: string): void {
  for (const url of urls) {
    if (!URL.canParse(url)) continue;
    const { searchParams } = new URL(url);
    for (const [name, value] of searchParams) {
      const toIdp = url.startsWith(idpOrigin);
      if (/^[\w.~-]{16,}$/.test(value) && (!toIdp || name === 'RelayState')) log.alias(value, `{${name}}`);
    }
  }
}

function ended(
  log: Recorder,
  plan: SignInPlan,
  browser: string,
  visit: Visit,
  delivered: SignInEnd['delivered'],
): void {
  const { attempt } = plan;
  log.add({
    kind: 'signin.ended',
    from: 'browser',
    browser,
    says: `Browser ${browser} comes to rest: ${visit.outcome === 'page' ? `a page (${visit.status ?? 'no status'})` : `${visit.outcome} (${visit.status ?? 'no answer'})`}.`,
    data: { attempt, browser, outcome: visit.outcome, status: visit.status, delivered },
  });
  log.add({
    kind: 'page',
    from: 'browser',
    browser,
    says: `The page at the end: ${visit.title || visit.text.slice(0, 80) || '(empty)'}`,
    data: { attempt, url: visit.url, status: visit.status ?? 0, title: visit.title, text: visit.text },
  });
}

async function whoIsSignedIn(world: World, log: Recorder, attempt: number, browser: Browser): Promise<void> {
  const { whoAmI } = world.running.observe;
  const answer = await browser.read(whoAmI.url);
  if ('problem' in answer) {
    log.add({
      kind: 'target.unreadable',
      from: 'harness',
      to: 'target',
      browser: browser.name,
      says: `Who is signed in could not be asked: ${answer.problem}`,
      data: { attempt, what: 'session', because: answer.problem },
    });
    return;
  }
  const email = whoAmI.email(answer.status, answer.body);
  log.add({
    kind: 'target.session',
    from: 'target',
    to: 'harness',
    browser: browser.name,
    says:
      email === null
        ? `Nobody is signed in in browser ${browser.name}.`
        : `${email} is signed in in browser ${browser.name}.`,
    data: { attempt, status: answer.status, email, browser: browser.name },
    artefacts: [
      { label: `whoAmI (${answer.status})`, mediaType: 'application/json', text: answer.body.slice(0, 10_000) },
    ],
  });
}

/** Accounts of everybody concerned, and groups that carry a name of theirs. */
async function readBack(world: World, log: LogWriter, plan: SignInPlan, when: 'before' | 'after'): Promise<void> {
  const { attempt, name, person, victim } = plan;
  const concerned: [string, Person][] = [
    [name, person],
    ...(victim ? [[victim.name, victim.person] as [string, Person]] : []),
  ];
  for (const [who, { email, upn }] of concerned) {
    const address = email ?? upn;
    const spellings = who === name ? plan.earlierAddresses.filter((earlier) => sameAddress(earlier, address)) : [];
    const reading = await world.running.observe.accounts(address, spellings);
    if ('problem' in reading) {
      unreadable(log, attempt, `account of ${who}`, reading.problem);
      continue;
    }
    const { accounts, complete } = reading.value;
    accounts.forEach((account, index) =>
      nameAccountId(log, account.fields, index === 0 ? who : `${who}, ${index + 1}`),
    );
    log.add({
      kind: 'target.account',
      from: 'target',
      to: 'harness',
      says: `${when === 'before' ? 'Before' : 'After'} the sign-in there ${accounts.length === 1 ? 'is 1 account' : `are ${accounts.length} accounts`} of ${address}.`,
      data: { attempt, when, person: who, email: address, accounts, complete },
    });
  }
  const sought = person.groups.flatMap(({ id, name: group }) => [id, group]);
  if (!world.running.observe.groups || sought.length === 0) return;
  const found = await world.running.observe.groups(sought);
  if ('problem' in found) return unreadable(log, attempt, 'groups', found.problem);
  log.add({
    kind: 'target.groups',
    from: 'target',
    to: 'harness',
    says: `${when === 'before' ? 'Before' : 'After'} the sign-in the application holds ${found.value.length} of the person's groups.`,
    data: { attempt, when, sought, found: found.value },
  });
}

function unreadable(log: LogWriter, attempt: number, what: string, because: string): void {
  log.add({
    kind: 'target.unreadable',
    from: 'harness',
    to: 'target',
    says: `The ${what} could not be read: ${because}`,
    data: { attempt, what, because },
  });
}

function nameAccountId(log: LogWriter, fields: unknown, who: string): void {
  const id = (fields as { id?: unknown } | null)?.id;
  if (typeof id === 'string' && id.length >= 8 && !id.includes('@')) log.alias(id, `{account of ${who}}`);
}

/** Lets nobody through until everybody has come or gone. */
class Turnstile {
  #expected: number;
  #waiting: (() => void)[] = [];

  constructor(expected: number) {
    this.#expected = expected;
  }

  pass(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#open();
    });
  }

  leave(): void {
    this.#expected--;
    this.#open();
  }

  #open(): void {
    if (this.#waiting.length < this.#expected) return;
    this.#expected -= this.#waiting.length;
    this.#waiting.splice(0).forEach((resolve) => resolve());
  }
}
