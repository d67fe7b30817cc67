import { acsUrlOf, entityIdOf, landingOf, partiesOf, sloUrlOf } from './addresses.ts';
import { bodyOf } from './body.ts';
import { bearersOf, CLOCK_SKEW_MS, type Opened } from './checks.ts';
import { browserOf, renewSession, type Context } from './cookies.ts';
import type { Defects } from './defects.ts';
import { enter } from './enter.ts';
import type { AssertionFacts } from './facts.ts';
import { actHastily } from './hasty.ts';
import { identityIn } from './identity.ts';
import { mistakenMetadata } from './metadata-mistakes.ts';
import { Refusal } from './refusal.ts';
import { mistakenQuery, mistakenRelayState, mistakenRequest } from './request-mistakes.ts';
import { authnRequestUrl, serviceProviderMetadata } from './saml-library.ts';
import { parametersOf, rereadFrom } from './second-parameter.ts';
import type { Service } from './service.ts';
import type { Vouched } from './sessions.ts';
import type { Through, Ticket } from './sign-in-requests.ts';
import type { SsoMethod } from './sso-method.ts';
import { openMessage, requireOurs } from './verify.ts';

const PASSWORD_PROTECTED_TRANSPORT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** A sign-in begins here: remembers who asked and how they came, and sends the browser to the identity provider. */
export async function startSignIn(ctx: Context, service: Service, method: SsoMethod, through: Through): Promise<void> {
  service.methods.requireOpen(method);
  const issuedAt = service.now();
  const id = service.requests.open(method.id, through, browserOf(ctx, service), issuedAt);
  const { defects, publicUrl: origin } = service;
  const words = { origin, issuedAt };
  const relayState = mistakenRelayState(landingOf(ctx.query.next), words, defects);
  const signs = method.signRequests && !defects.has('request-unsigned-although-promised');
  const url = await authnRequestUrl(
    partiesOf(method, service),
    { id, issuedAt, relayState },
    {
      signWith: signs ? await service.signingKeys() : null,
      algorithm: defects.has('request-signed-with-sha1') ? 'sha1' : 'sha256',
      authnContext: defects.has('password-context-requested') ? PASSWORD_PROTECTED_TRANSPORT : null,
      reword: (xml) => mistakenRequest(xml, words, defects),
    },
  );
  ctx.redirect(mistakenQuery(url, defects));
}

/**
 * The assertion consumer service. The identity provider's page posts to it from another site, so none of our cookies come
 * along: what was verified is kept under a ticket, and the browser is sent to our own origin, where it shows who it is.
 */
export async function consumeAssertion(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  service.methods.requireOpen(method);
  const { samlResponse, relayState, last } = readForm(ctx, service.defects);
  const parties = partiesOf(method, service);
  const privateKey = method.encryption ? (await service.encryptionKeys()).privateKey : null;
  const opened = rereadFrom(last, await openMessage(samlResponse, parties, privateKey, service.defects));
  actHastily(ctx, service, method, opened);
  requireOurs({ ...opened, ...parties, now: service.now() }, service.defects);
  const request = answeredRequest(opened, method, service);
  const ticket = {
    through: request.through,
    browser: request.browser,
    identity: identityIn(opened.assertion, method, service.secrets, service.defects),
    sessionEnds: service.defects.has('no-session-end') ? null : opened.assertion.sessionEnds,
    vouched: vouchedIn(opened.assertion),
    landing: landingAfter(relayState, service.defects),
  };
  const key = service.requests.atomically(() => {
    useOnce(request.id, opened, method, service);
    return service.requests.keep(method.id, ticket, service.now());
  });
  ctx.status = 303;
  ctx.redirect(`/sso/${method.id}/continue?ticket=${key}`);
}

/** The second step, on our own origin: nothing was made or opened before it is known that this browser asked. */
export async function finishSignIn(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  service.methods.requireOpen(method);
  const key = typeof ctx.query.ticket === 'string' ? ctx.query.ticket : '';
  const ticket = service.requests.take(method.id, key, service.now());
  if (!ticket) throw new Refusal('ticket-unknown');
  const mayBeAnyBrowser = ticket.browser === null || service.defects.has('no-browser-binding');
  if (!mayBeAnyBrowser && ticket.browser !== browserOf(ctx, service)) throw new Refusal('browser-mismatch');

  await openSession(ctx, service, method, ticket);
}

/** Lets the person of a verified sign-in in, and sends the browser on. @throws Refusal */
export async function openSession(ctx: Context, service: Service, method: SsoMethod, ticket: Ticket): Promise<void> {
  const { account, isNew } = await enter(ticket, method, service);
  if (!(isNew && service.defects.has('provisions-without-signing-in'))) {
    const { id, email } = account;
    const origin = { endsAt: ticket.sessionEnds, methodId: method.id, vouched: ticket.vouched };
    renewSession(ctx, service, service.sessions.start(id, email, service.now(), origin));
  }
  ctx.status = 303;
  ctx.redirect(ticket.landing);
}

export async function showMetadata(ctx: Context, service: Service, method: SsoMethod): Promise<void> {
  const parties = {
    entityId: entityIdOf(method, service),
    acsUrl: acsUrlOf(method, service),
    sloUrl: sloUrlOf(method, service),
  };
  ctx.type = 'application/samlmetadata+xml';
  const encryption = method.encryption ? await service.encryptionKeys() : null;
  const signsWith = method.signRequests ? await service.signingKeys() : null;
  const metadata = serviceProviderMetadata(parties, `_${method.id}`, encryption, signsWith);
  ctx.body = mistakenMetadata(metadata, service.defects);
}

function vouchedIn({ nameId, sessionIndex }: AssertionFacts): Vouched | null {
  return nameId && { nameId: nameId.value, nameIdFormat: nameId.format, sessionIndex, idToken: null };
}

/** Where the browser goes once somebody is signed in. */
function landingAfter(relayState: unknown, defects: Defects): string {
  if (defects.has('crashes-without-relay-state') && relayState === undefined) throw new TypeError('No RelayState.');
  if (defects.has('follows-relay-state') && typeof relayState === 'string') return relayState;
  return landingOf(relayState);
}

interface Form {
  samlResponse: string;
  relayState: unknown;
  /** A further message that a careless product reads; null in a sound one. */
  last: string | null;
}

function readForm(ctx: Context, defects: Defects): Form {
  if (defects.has('takes-any-delivery')) return readAnything(ctx);
  if (!ctx.is('application/x-www-form-urlencoded')) throw new Refusal('content-type');
  const { first: samlResponse, last } = parametersOf(ctx, defects);
  if (typeof samlResponse !== 'string' || samlResponse === '') throw new Refusal('response-missing');
  return { samlResponse, relayState: bodyOf(ctx).RelayState, last };
}

/** The first of all parameters that looks like a message, however it came. */
function readAnything(ctx: Context): Form {
  const { RelayState: relayState, ...fields } = { ...ctx.query, ...bodyOf(ctx) };
  const samlResponse = Object.values(fields).find((value): value is string => typeof value === 'string');
  if (!samlResponse) throw new Refusal('response-missing');
  return { samlResponse, relayState, last: null };
}

interface Answered {
  /** Null for a response that nobody asked for. */
  id: string | null;
  through: Through;
  browser: string | null;
}

/** Which of our requests the message answers. How the person came stands there, and is taken from nowhere else. */
function answeredRequest(opened: Opened, method: SsoMethod, service: Service): Answered {
  const { defects, requests } = service;
  const id = opened.response.inResponseTo;
  if (id === null) {
    if (defects.has('accepts-unsolicited')) return { id, through: 'jit', browser: null };
    if (!method.idpInitiated) throw new Refusal('unsolicited');
    return { id, through: 'idp', browser: null };
  }
  const request = requests.find(id, method.id, service.now());
  if (request) {
    // Without a memory of what was used, the binding is spent with the first answer as well.
    const isForgotten = request.used && defects.has('no-replay-cache');
    return { id, through: request.through, browser: isForgotten ? null : request.browser };
  }
  if (defects.has('no-in-response-to')) return { id: null, through: 'jit', browser: null };
  throw new Refusal('request-unknown');
}

/** An assertion counts once, and so does the request that it answers. */
function useOnce(requestId: string | null, { assertion }: Opened, method: SsoMethod, service: Service): void {
  const ends = [assertion.conditions?.notOnOrAfter, ...bearersOf(assertion).map((bearer) => bearer.notOnOrAfter)];
  const until = Math.max(service.now(), ...ends.map((end) => end || 0)) + CLOCK_SKEW_MS;
  const isNew = service.requests.see(method.id, assertion.id ?? '', until);
  const isFirstAnswer =
    requestId === null || service.requests.use(requestId) || service.defects.has('request-stays-open');
  if (service.defects.has('no-replay-cache')) return;
  if (!isNew) throw new Refusal('replayed');
  if (!isFirstAnswer) throw new Refusal('request-used');
}
