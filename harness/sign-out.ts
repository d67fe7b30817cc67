import type {
  AppSettings,
  EndSessionRequested,
  FaultUse,
  IdpEvent,
  LogoutReceived,
  LogoutSent,
  LogoutTold,
  Person,
} from '../mock-idps/index.ts';
import type { Exchange } from './drivers/driver.ts';
import type { LogWriter } from './log-writer.ts';
import { CannotPrepare, type Method } from './methods.ts';
import type { SignOutEnd, SignOutFacts, SignOutSession } from './observation.ts';
import { askWho } from './read-back.ts';
import { recordExchange } from './record-browser.ts';
import { nameDrawnClaims, recordEvent } from './record-event.ts';
import { faultFacts, type KeptBrowser } from './sign-in.ts';
import { shownToken } from './shown-token.ts';
import type { World } from './world.ts';

/** One sign-out, with everything decided. */
export interface SignOutPlan {
  /** Names it: with seed and nonce it fixes every id of its messages. */
  key: string;
  signOut: number;
  at: SignOutFacts['at'];
  /** The browser whose session is to end. */
  own: KeptBrowser;
  /** Browsers whose sessions have nothing to do with it. */
  others: readonly KeptBrowser[];
  person: Person;
  method: Method;
  faults: readonly FaultUse[];
  victim: Person | null;
  /** Key of the sign-out before in the case. */
  earlier: string | null;
  settings: AppSettings;
}

/** Signs out as planned and writes down everything that was seen, sessions before and after first of all. Throws CannotPrepare. */
export async function signOut(world: World, log: LogWriter, plan: SignOutPlan): Promise<void> {
  const { idps, events } = world;
  const { own, method, key, faults, settings, victim, earlier } = plan;
  log.add({ kind: 'signout.started', from: 'harness', says: sentence(plan), data: startedFacts(world, plan) });
  await readSessions(world, log, plan, 'before');
  const ticket = idps.armSignOut({
    key,
    app: method.app,
    protocol: method.protocol,
    faults,
    settings,
    ...(victim && { victim }),
    ...(earlier !== null && { earlier }),
  });
  log.alias(ticket.id, '{sign-out}');
  const heard: IdpEvent[] = [];
  /** Addresses of the application where the IdP sends the browser. */
  const awaited = new Set<string>();
  events.listen(ticket.id, (event) => heard.push(event));
  const tellHeard = () => {
    for (const event of heard.splice(0)) {
      if (event.kind === 'logout-told' && event.through === THROUGH[plan.at]) awaited.add(event.sent);
      record(log, event, plan);
    }
  };
  let brought: SignOutEnd['brought'] = null;
  own.listen((exchange) => {
    recordExchange(log, exchange, own.attempt, own.browser.name, idps.owns);
    if (idps.owns(exchange.facts.url)) tellHeard();
    else brought ??= arrived(exchange, plan, awaited);
  });
  try {
    if (plan.at === 'application') await own.browser.visit(ticket.armUrl);
    const visit = await own.browser.visit(startUrl(plan, ticket.startUrl));
    tellHeard();
    const { outcome, status, title, text, url } = visit;
    const { name } = own.browser;
    log.add({
      kind: 'signout.ended',
      from: 'browser',
      browser: name,
      says: `Browser ${name} comes to rest: ${outcome} (${status ?? 'no answer'}), ${title || text.slice(0, 80) || '(empty)'}`,
      data: { signOut: plan.signOut, browser: name, outcome, status, brought },
    });
    log.add({
      kind: 'page',
      from: 'browser',
      browser: name,
      says: `The page at the end: ${title || text.slice(0, 80) || '(empty)'}`,
      data: { attempt: own.attempt, url, status: status ?? 0, title, text },
    });
  } finally {
    events.forget(ticket.id);
    own.listen(() => undefined);
  }
  await readSessions(world, log, plan, 'after');
}

/** What brings the news of a sign-out that begins there to the browser's knowledge. */
const THROUGH = { idp: 'front-channel', application: 'return' } as const;

/** A message that the application answered, in whatever way. */
function arrived(
  { carries, facts }: Exchange,
  { method, at }: SignOutPlan,
  awaited: ReadonlySet<string>,
): SignOutEnd['brought'] {
  if (facts.status === null) return null;
  if (method.protocol === 'saml') return carries === 'authorization-response' ? null : carries;
  return awaited.has(facts.url) ? (at === 'idp' ? 'frame' : 'return') : null;
}

function startUrl({ at, method }: SignOutPlan, atIdp: string): string {
  if (at === 'idp') return atIdp;
  if (method.logoutUrl) return method.logoutUrl;
  throw new CannotPrepare('The application showed no place to sign out (ssoMethods.create.logoutUrl).');
}

function sentence({ own, at, faults }: SignOutPlan): string {
  const who = own.person === 'person' ? 'The person' : own.person;
  const where = at === 'idp' ? 'at the IdP, which tells the application' : 'at the application, which tells the IdP';
  const fault = faults.length ? `, with the fault ${faults.map(({ id }) => id).join(', ')}` : '';
  return `${who} signs out ${where}${fault}.`;
}

const startedFacts = (world: World, { signOut: n, own, person, at, method, faults }: SignOutPlan): SignOutFacts => ({
  signOut: n,
  attempt: own.attempt,
  person: own.person,
  email: person.email,
  at,
  protocol: method.protocol,
  browser: own.browser.name,
  faults: faults.map((use) => faultFacts(world, use)),
});

async function readSessions(
  world: World,
  log: LogWriter,
  { signOut: n, own, others }: SignOutPlan,
  when: SignOutSession['when'],
): Promise<void> {
  for (const { browser, attempt } of [own, ...others]) {
    const asked = await askWho(world, log, attempt, browser);
    if (!asked) continue;
    const { status, email, ...rest } = asked;
    const whose = browser === own.browser ? 'own' : 'other';
    log.add({
      ...rest,
      kind: 'signout.session',
      says: `${when === 'before' ? 'Before' : 'After'} the sign-out: ${rest.says}`,
      data: { signOut: n, when, attempt, browser: browser.name, whose, status, email },
    });
  }
}

function record(log: LogWriter, event: IdpEvent, plan: SignOutPlan): void {
  if (event.kind === 'logout-received') return recordReceived(log, event, plan);
  if (event.kind === 'logout-sent') return recordSent(log, event, plan);
  if (event.kind === 'end-session') return recordEndSession(log, event, plan);
  if (event.kind === 'logout-told') return recordTold(log, event, plan);
  recordEvent(log, event, plan.own.attempt, plan.own.browser.name, plan.method);
}

function recordReceived(log: LogWriter, event: LogoutReceived, { signOut: n, own, method }: SignOutPlan): void {
  const { message, binding, fields, signature, signatureAlgorithm, xml } = event;
  if (fields.id) log.alias(fields.id, `{logout-${message}-${n}}`);
  const { destination: _, ...said } = fields;
  log.add({
    kind: 'idp.logout-received',
    from: 'target',
    to: 'idp',
    browser: own.browser.name,
    says:
      message === 'request'
        ? `The application asks the IdP to sign ${fields.nameId?.value ?? 'somebody'} out (${binding} binding).`
        : `The application answers the IdP: ${fields.status?.split(':').at(-1) ?? 'no status'}.`,
    data: {
      signOut: n,
      message,
      binding,
      ...said,
      signature: {
        state: signature,
        algorithms: signatureAlgorithm === null ? [] : [signatureAlgorithm],
        promisedBy: method.signingPromisedBy,
      },
      expected: { entityId: method.app.settings.serviceProvider?.entityId ?? null },
    },
    artefacts: [{ label: `Logout ${message}`, mediaType: 'application/xml', text: xml }],
  });
}

function recordSent(log: LogWriter, event: LogoutSent, { signOut: n, own }: SignOutPlan): void {
  const { message, binding, faults, id, nameId, xml, genuineXml } = event;
  log.add({
    kind: 'idp.logout-sent',
    from: 'idp',
    to: 'target',
    browser: own.browser.name,
    says: `The IdP sends a logout ${message} (${binding} binding)${faults.length ? `, broken by ${faults.join(', ')}` : ''}.`,
    data: { signOut: n, message, binding, faults, id, nameId },
    artefacts: [
      {
        label: `Logout ${message}`,
        mediaType: 'application/xml',
        text: xml,
        ...(genuineXml === null ? {} : { genuine: genuineXml }),
      },
    ],
  });
}

function recordEndSession(log: LogWriter, event: EndSessionRequested, { signOut: n, own }: SignOutPlan): void {
  const { parameters, hint, registered } = event;
  const { id_token_hint: token, post_logout_redirect_uri: returnTo = null, state } = parameters;
  if (state !== undefined && state.length >= 16) log.alias(state, `{logout-state-${n}}`);
  const shown = { ...parameters, ...(token !== undefined && { id_token_hint: shownToken(token) }) };
  log.add({
    kind: 'idp.end-session',
    from: 'target',
    to: 'idp',
    browser: own.browser.name,
    says: `The application asks the IdP to end its session (id_token_hint: ${hint}).`,
    data: {
      signOut: n,
      hint,
      parameters: Object.keys(parameters).filter((name) => parameters[name] !== ''),
      returnTo,
      registered,
    },
    artefacts: [
      { label: 'End of session request', mediaType: 'application/json', text: JSON.stringify(shown, null, 2) },
    ],
  });
}

const WORDS: Readonly<Record<LogoutTold['through'], string>> = {
  'back-channel': 'sends the application a logout token',
  'front-channel': 'has the browser load a frame of the application',
  return: 'leads the browser back to the application',
};

function recordTold(log: LogWriter, event: LogoutTold, { signOut: n, own }: SignOutPlan): void {
  const { through, faults, sent, genuine, answer, failure, sid } = event;
  if (sid !== null) log.alias(sid, `{sid-${n}}`);
  const isToken = through === 'back-channel';
  if (isToken) nameDrawnClaims(log, { sent, genuine }, own.attempt, `logout-${n}`);
  const readable = isToken ? shownToken : (address: string) => address;
  const answered = isToken ? `: ${answer?.status ?? failure ?? 'no answer'}` : '';
  log.add({
    kind: 'idp.logout-told',
    from: 'idp',
    to: 'target',
    ...(!isToken && { browser: own.browser.name }),
    says: `The IdP ${WORDS[through]}${faults.length ? `, broken by ${faults.join(', ')}` : ''}${answered}.`,
    data: { signOut: n, through, faults, status: answer?.status ?? null, failure },
    artefacts: [
      {
        label: isToken ? 'Logout token' : 'Address',
        mediaType: isToken ? 'application/json' : 'text/plain',
        text: readable(sent),
        ...(genuine === null ? {} : { genuine: readable(genuine) }),
      },
    ],
  });
}
