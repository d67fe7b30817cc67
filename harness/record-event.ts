import {
  faultList,
  type App,
  type AuthorizationAnswered,
  type AuthorizationRequested,
  type ClaimsTold,
  type Emitted,
  type IdpEvent,
  type Refused,
  type RequestReceived,
} from '../mock-idps/index.ts';
import { claimIn, drawnClaims, pairwiseSubjectIn, shownToken } from './shown-token.ts';
import { lintRelayState, lintRequest } from './lint/authn-request.ts';
import type { Recorder } from './log-writer.ts';
import type { RequestFacts } from './observation.ts';

/** What a request is held against. */
export interface RequestContext {
  app: App;
  /** What says that the application signs its requests; null where nothing does. */
  signingPromisedBy: string | null;
}

/** Writes down what the IdP saw and did. */
export function recordEvent(
  log: Recorder,
  event: IdpEvent,
  attempt: number,
  browser: string,
  context: RequestContext,
): void {
  switch (event.kind) {
    case 'request':
      return recordRequest(log, event, attempt, browser, context);
    case 'refused':
      return recordRefusal(log, event, attempt, browser);
    case 'emitted':
      return recordEmission(log, event, attempt, browser);
    case 'authorization-request':
      return recordAuthorizationRequest(log, event, attempt, browser);
    case 'authorization-response':
      return recordAnswer(log, event, attempt, browser);
    case 'claims':
      return recordClaims(log, event, attempt, browser);
    case 'back-channel':
      return note(log, attempt, browser, event.kind, `${event.endpoint}: ${event.says}${brokenBy(event.faults)}`);
    case 'happened':
      return note(log, attempt, browser, event.what, event.says);
    case 'logout-received':
    case 'logout-sent':
    case 'end-session':
    case 'logout-told':
    // Told by the sign-out that they belong to.
  }
}

function recordAuthorizationRequest(
  log: Recorder,
  { parameters, repeated }: AuthorizationRequested,
  attempt: number,
  browser: string,
): void {
  for (const name of ['state', 'nonce', 'code_challenge'] as const) {
    const value = parameters[name];
    if (value !== undefined && value.length >= 16) log.alias(value, `{${name}}`);
  }
  log.add({
    kind: 'idp.happened',
    from: 'target',
    to: 'idp',
    browser,
    says: `The application asks the IdP to authenticate (${parameters.response_type ?? 'no response type'}).`,
    data: {
      attempt,
      what: 'authorization-request',
      asked: {
        parameters: Object.keys(parameters).filter((name) => parameters[name] !== ''),
        repeated,
        responseType: parameters.response_type ?? '',
        // RFC 7636 §4.3: plain where nothing is said.
        challenge: parameters.code_challenge ? (parameters.code_challenge_method ?? 'plain') : null,
        scope: (parameters.scope ?? '').split(' ').filter(Boolean),
      },
    },
    artefacts: [
      { label: 'Authorization request', mediaType: 'application/json', text: JSON.stringify(parameters, null, 2) },
    ],
  });
}

const brokenBy = (faults: readonly string[]) => (faults.length ? ` Broken by ${faults.join(', ')}.` : '');

const deliveryFaults = new Set<string>(
  faultList()
    .filter(({ stage, answer }) => stage === 'delivery' && !answer)
    .map(({ id }) => id),
);

/** Faults of the ID token are not in it yet: that is made when the application asks. */
function recordAnswer(log: Recorder, event: AuthorizationAnswered, attempt: number, browser: string): void {
  const faults = event.faults.filter((id) => deliveryFaults.has(id));
  for (const { url } of event.deliveries) {
    const id = url?.split('/').at(-2);
    if (id) log.alias(id, '{message}');
  }
  log.add({
    kind: 'idp.answered',
    from: 'idp',
    to: 'target',
    browser,
    says: `The IdP answers (${event.mode})${faults.length ? `, broken by ${faults.join(', ')}` : ''}.`,
    data: { attempt, mode: event.mode, faults, parameters: Object.keys(event.parameters) },
  });
}

function recordClaims(log: Recorder, event: ClaimsTold, attempt: number, browser: string): void {
  const { through, faults, subject, email, claims, groups, groupsBehindOverage, personal, sent, genuine } = event;
  if (through === 'userinfo' || through === 'refresh')
    return note(log, attempt, browser, through, `The application is told of ${email ?? subject ?? 'nobody'} again.`);
  nameDrawnClaims(log, { sent, genuine }, attempt, `${attempt}${browser}`);
  log.add({
    kind: 'idp.emitted',
    from: 'idp',
    to: 'target',
    browser,
    says: `The IdP sends an ID token for ${email ?? 'somebody without email'}${faults.length ? `, broken by ${faults.join(', ')}` : ''}.`,
    data: {
      attempt,
      shape: 'id-token',
      faults,
      nameId: { value: email, format: null },
      sessionIndex: null,
      claimsVictim: claims.victim,
      groups,
      groupsBehindOverage,
      personal,
      // Entra's subject is another one for each application; its object id lasts.
      subjectId: claimIn(genuine ?? sent, 'oid') ?? subject,
    },
    artefacts: [
      {
        label: 'ID token',
        mediaType: 'application/json',
        text: shownToken(sent),
        ...(genuine === null ? {} : { genuine: shownToken(genuine) }),
      },
    ],
  });
}

/** Claims of a token that are drawn get names, the same in every run. `where`: what tells it from others of the case. */
export function nameDrawnClaims(
  log: Recorder,
  { sent, genuine }: { sent: string; genuine: string | null },
  attempt: number,
  where: string,
): void {
  for (const [token, end] of [
    [genuine ?? sent, ''],
    [sent, '-faulted'],
  ] as const) {
    const subject = pairwiseSubjectIn(token);
    if (subject !== null) log.alias(subject, `{sub-${attempt}${end}}`);
    for (const [name, value] of drawnClaims(token)) log.alias(value, `{${name}-${where}${end}}`);
  }
}

function note(log: Recorder, attempt: number, browser: string, what: string, says: string): void {
  log.add({ kind: 'idp.happened', from: 'idp', browser, says, data: { attempt, what } });
}

function recordRequest(
  log: Recorder,
  event: RequestReceived,
  attempt: number,
  browser: string,
  context: RequestContext,
): void {
  const { binding, fields, relayState, xml } = event;
  if (fields?.id) log.alias(fields.id, `{request-${attempt}${browser}}`);
  if (relayState && relayState.length >= 16) log.alias(relayState, '{RelayState}');
  log.add({
    kind: 'idp.request',
    from: 'target',
    to: 'idp',
    browser,
    says:
      binding === 'idp-initiated'
        ? 'The person starts at the IdP.'
        : `The application asks the IdP to authenticate (${binding} binding).`,
    data: requestFacts(event, attempt, context),
    artefacts: xml === null ? [] : [{ label: 'AuthnRequest', mediaType: 'application/xml', text: xml }],
  });
}

/** Read from what was sent, before anything of it is given another name in the log. */
function requestFacts(event: RequestReceived, attempt: number, context: RequestContext): RequestFacts {
  const { binding, fields, relayState, signature, signatureAlgorithm } = event;
  const { app, signingPromisedBy } = context;
  const read = readRequest(event);
  const request = read !== null && !('problem' in read) ? read : null;
  const { entityId = null, acsUrl = null } = app.settings.serviceProvider ?? {};
  return {
    attempt,
    binding,
    id: fields?.id ?? null,
    issuer: fields?.issuer ?? null,
    acsUrl: fields?.acsUrl ?? null,
    problem: read !== null && 'problem' in read ? read.problem : null,
    request,
    signature: {
      state: signature,
      algorithms:
        binding === 'redirect' ? [signatureAlgorithm].filter((it) => it !== null) : (request?.algorithms ?? []),
      promisedBy: signingPromisedBy,
    },
    relayState: relayState === null || binding === 'idp-initiated' ? null : lintRelayState(relayState),
    expected: { entityId, acsUrl, ssoUrl: app.ssoUrl },
  };
}

function readRequest({ binding, xml, problem, at }: RequestReceived): ReturnType<typeof lintRequest> | null {
  if (binding === 'idp-initiated') return null;
  return xml === null ? { problem: problem ?? 'missing' } : lintRequest(xml, at);
}

function recordRefusal(log: Recorder, { status, code, says }: Refused, attempt: number, browser: string): void {
  log.add({
    kind: 'idp.refused',
    from: 'idp',
    to: 'browser',
    browser,
    says: `The IdP refuses: ${code}. ${says}`,
    data: { attempt, status, code, says },
  });
}

/** Okta lays the key beside what is encrypted, and names both. */
const ENCRYPTED = / Id="(_[0-9a-f]{32})"/g;

function recordEmission(log: Recorder, event: Emitted, attempt: number, browser: string): void {
  const {
    shape,
    faults,
    nameId,
    sessionIndex,
    claims,
    groups,
    groupsBehindOverage,
    personal,
    subjectId,
    xml,
    genuineXml,
  } = event;
  for (const { url } of event.deliveries) {
    const id = url?.split('/').at(-2);
    if (id) log.alias(id, '{message}');
  }
  for (const [index, [, id = '']] of [...xml.matchAll(ENCRYPTED)].entries()) log.alias(id, `{encrypted-${index + 1}}`);
  const signed = {
    assertion: 'the assertion signed',
    response: 'the response signed',
    both: 'response and assertion signed',
    encrypted: 'the assertion encrypted',
  }[shape];
  log.add({
    kind: 'idp.emitted',
    from: 'idp',
    to: 'target',
    browser,
    says: `The IdP sends a response for ${nameId.value ?? 'nobody'}, ${signed}${faults.length ? `, broken by ${faults.join(', ')}` : ''}.`,
    data: {
      attempt,
      shape,
      faults,
      nameId,
      sessionIndex,
      claimsVictim: claims.victim,
      groups,
      groupsBehindOverage,
      personal,
      subjectId,
    },
    artefacts: [
      {
        label: 'SAML response',
        mediaType: 'application/xml',
        text: xml,
        ...(genuineXml === null ? {} : { genuine: genuineXml }),
      },
    ],
  });
}
