import { partiesOf, sloUrlOf } from './addresses.ts';
import { browserOf, renewSession, sessionOf, type Context } from './cookies.ts';
import { html } from './html.ts';
import { endOf, flawOfRequest, requireSender } from './logout-checks.ts';
import { openLogout, type LogoutFacts, type OpenedLogout } from './logout-message.ts';
import { showPage } from './page.ts';
import { Refusal } from './refusal.ts';
import { logoutRequestUrl, logoutResponseUrl } from './saml-library.ts';
import type { Service } from './service.ts';
import type { SsoMethod } from './sso-method.ts';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * Somebody signs out here, and then at the identity provider that vouched for them. The session here ends first: whatever
 * becomes of the rest, nobody is left signed in who asked to be signed out.
 */
export async function startLogout(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  const { defects, sessions } = service;
  const vouched = sessions.vouched(sessionOf(ctx), method.id, service.now());
  const tells = vouched !== null && method.sloUrl !== null;
  if (!tells || !defects.has('logout-waits-for-idp')) renewSession(ctx, service, null);
  if (!tells) return showGoodbye(ctx, service, 'Nobody is signed in here any more.');
  const id = service.logoutRequests.open(method.id, browserOf(ctx, service), service.now());
  const signs = method.signRequests && !defects.has('logout-request-unsigned');
  const session = defects.has('logout-request-without-session')
    ? { ...vouched, nameId: vouched.nameId.toUpperCase(), nameIdFormat: null, sessionIndex: null }
    : vouched;
  ctx.redirect(
    await logoutRequestUrl(
      { ...partiesOf(method, service), logoutUrl: method.sloUrl ?? '' },
      { id, issuedAt: service.now(), ...session },
      signs ? await service.signingKeys() : null,
    ),
  );
}

/** The single logout service: takes the identity provider's LogoutRequests, and its answers to ours. */
export async function consumeLogout(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  const { certificates, issuers } = partiesOf(method, service);
  const opened = openLogout(ctx, certificates, service.defects);
  const { facts } = opened;
  if (facts.message === 'response') return endOfLogout(ctx, service, method, opened);
  const message = { ...opened, issuers, sloUrl: sloUrlOf(method, service), now: service.now() };
  requireSender(message, service.defects);
  const flaw = flawOfRequest(message, service.defects) ?? (isNew(facts, method, service) ? null : 'logout-replayed');
  if (!flaw) endSessions(ctx, facts, method, service);
  if (service.defects.has('logout-without-answer')) return showGoodbye(ctx, service, 'You are signed out.');
  if (method.sloUrl === null) {
    if (flaw) throw new Refusal(flaw);
    return showGoodbye(ctx, service, 'Your identity provider signed you out.');
  }
  const answer = { inResponseTo: facts.id ?? '', relayState: opened.relayState, success: !flaw };
  const signs = method.signRequests ? await service.signingKeys() : null;
  ctx.redirect(
    await logoutResponseUrl({ ...partiesOf(method, service), logoutUrl: method.sloUrl }, answer, service.now(), signs),
  );
}

/** A request that was obeyed is not obeyed again. */
const isNew = (facts: LogoutFacts, method: SsoMethod, { requests, defects }: Service): boolean =>
  requests.see(method.id, `logout ${facts.id ?? ''}`, endOf(facts)) || defects.has('logout-ends-every-session');

/** The sessions that are meant, in whatever browser, and no other (SAML 2.0 Core §3.7.3.2). */
function endSessions(ctx: Context, facts: LogoutFacts, method: SsoMethod, service: Service): void {
  const { defects, sessions } = service;
  if (defects.has('logout-ends-nothing')) return;
  if (defects.has('logout-ends-session-of-browser')) renewSession(ctx, service, null);
  if (!facts.nameId || (facts.nameId.format === null && defects.has('logout-demands-format'))) return;
  const oneOfAll = defects.has('logout-ends-first-found');
  const sessionIndexes = oneOfAll || defects.has('logout-ends-every-session') ? [] : facts.sessionIndexes;
  sessions.endVouched(method.id, { ...facts.nameId, sessionIndexes }, oneOfAll ? 1 : Infinity);
}

/**
 * The answer to a LogoutRequest of ours. It ends nothing: the session ended before it was asked for. What it says is shown
 * where it can be believed; Entra ID does not sign it.
 */
function endOfLogout(ctx: Context, service: Service, method: SsoMethod, { facts, signed }: OpenedLogout): void {
  const { defects, logoutRequests } = service;
  if (defects.has('logout-response-ends-session')) renewSession(ctx, service, null);
  const isAnswer = logoutRequests.take(method.id, facts.inResponseTo ?? '', service.now());
  if (!isAnswer) throw new Refusal('logout-unknown');
  const { issuers } = partiesOf(method, service);
  const believed =
    signed &&
    issuers.includes(facts.issuer ?? '') &&
    (facts.destination ?? '') === sloUrlOf(method, service) &&
    facts.status === SUCCESS;
  if (believed && defects.has('logout-waits-for-idp')) renewSession(ctx, service, null);
  showGoodbye(
    ctx,
    service,
    believed
      ? 'You are signed out here and at your identity provider.'
      : 'You are signed out here. Whether you are at your identity provider too is not certain: close the browser.',
  );
}

export function showGoodbye(ctx: Context, service: Service, says: string): void {
  showPage(ctx, service, {
    title: 'Signed out',
    content: html`<h1>You are signed out</h1>
      <p>${says}</p>`,
    narrow: true,
  });
}
