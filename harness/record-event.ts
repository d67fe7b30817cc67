import type { Emitted, IdpEvent, Refused, RequestReceived } from '../mock-idps/index.ts';
import type { Recorder } from './log-writer.ts';

/** Writes down what the IdP saw and did. */
export function recordEvent(log: Recorder, event: IdpEvent, attempt: number, browser: string): void {
  switch (event.kind) {
    case 'request':
      return recordRequest(log, event, attempt, browser);
    case 'refused':
      return recordRefusal(log, event, attempt, browser);
    case 'emitted':
      return recordEmission(log, event, attempt, browser);
    case 'happened':
      log.add({ kind: 'idp.happened', from: 'idp', browser, says: event.says, data: { attempt, what: event.what } });
  }
}

function recordRequest(
  log: Recorder,
  { binding, fields, relayState, xml }: RequestReceived,
  attempt: number,
  browser: string,
): void {
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
    data: {
      attempt,
      binding,
      id: fields?.id ?? null,
      issuer: fields?.issuer ?? null,
      acsUrl: fields?.acsUrl ?? null,
      relayState: relayState !== null,
    },
    artefacts: xml === null ? [] : [{ label: 'AuthnRequest', mediaType: 'application/xml', text: xml }],
  });
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

function recordEmission(log: Recorder, event: Emitted, attempt: number, browser: string): void {
  const { shape, faults, nameId, claims, groups, groupsBehindOverage, personal, subjectId, xml, genuineXml } = event;
  for (const { url } of event.deliveries) {
    const id = url?.split('/').at(-2);
    if (id) log.alias(id, '{message}');
  }
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
