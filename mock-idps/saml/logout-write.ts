import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { LogoutFaultContext } from '../fault.ts';
import type { PlannedLogoutFault } from '../fault-list.ts';
import { runFaults } from '../run-faults.ts';
import { responseProfiles } from '../profiles/responses.ts';
import { withAttribute } from './elements.ts';
import type { LogoutDraft, LogoutTrip, SentLogout } from './logout-draft.ts';
import { ALGORITHM, STATUS } from './names.ts';
import { leaf, qualified, seal } from './signature.ts';
import { signAtOnce } from './signing.ts';
import { styled } from './tree.ts';
import { write, type XmlElement } from './xml.ts';

/**
 * Writes and signs a message of single logout and, where faults are asked for, breaks it: what it says before signing, its text
 * after signing, and at last what is sent in its place.
 *
 * @throws IdpError `FAULT_DOES_NOT_FIT`, `XML_CHARACTER`
 */
export function sendLogout(
  genuine: LogoutDraft,
  trip: LogoutTrip,
  faults: readonly PlannedLogoutFault[],
  context: LogoutFaultContext,
): SentLogout {
  const draft = runFaults('message', faults, genuine, (before, { fault, options }) => {
    if (fault.stage !== 'draft') return undefined;
    if (fault.message === 'logout-request')
      return before.message === 'request' ? fault.apply(before, options, context) : undefined;
    return before.message === 'response' ? fault.apply(before, options, context) : undefined;
  });
  const signed = written(draft, trip);
  const xml = runFaults('message', faults, signed, (before, { fault, options }) =>
    fault.stage === 'wire' ? fault.apply(before, options, context) : undefined,
  );
  const sent = { ...trip, xml, fields: fieldsOf(xml, signed, draft, trip) };
  return runFaults('message', faults, sent, (before, { fault, options }) =>
    fault.stage === 'delivery' ? fault.apply(before, options, context) : undefined,
  );
}

/** On HTTP-Redirect the signature stands in the query, on HTTP-POST in the message (saml-bindings-2.0-os §3.4.4.1, §3.5.4.1). */
function written(draft: LogoutDraft, { binding }: LogoutTrip): string {
  const { style } = responseProfiles[draft.vendor];
  const root = elementOf(draft);
  const enveloped = draft.signed && binding === 'post';
  const whole = enveloped ? signAtOnce(seal(root, { key: draft.key, style, inclusive: [] }, 'response')) : root;
  return style.declaration + write(whole).wire;
}

function elementOf(draft: LogoutDraft): XmlElement {
  const { style } = responseProfiles[draft.vendor];
  const { protocol } = style.prefixes;
  const common = {
    ID: draft.id,
    IssueInstant: instant(draft.issueInstant),
    Version: '2.0',
    Destination: draft.destination,
    'xmlns:xs': null,
  };
  const issuer = styled(style, 'Issuer', { Format: style.issuerFormat }, [draft.issuer]);
  if (draft.message === 'response') {
    const status = styled(style, 'Status', {}, [
      { name: qualified(protocol, 'StatusCode'), attributes: [['Value', `${STATUS}:${draft.status}`]], children: [] },
    ]);
    const root = styled(style, 'Response', { ...common, InResponseTo: draft.inResponseTo }, [issuer, status]);
    return { ...root, name: qualified(protocol, 'LogoutResponse') };
  }
  const root = styled(style, 'Response', { ...common, InResponseTo: null }, [
    issuer,
    nameId(draft.nameId, issuer),
    ...(draft.sessionIndex === null ? [] : [leaf(protocol, 'SessionIndex', draft.sessionIndex)]),
  ]);
  const end = draft.notOnOrAfter === null ? null : instant(draft.notOnOrAfter);
  return withAttribute({ ...root, name: qualified(protocol, 'LogoutRequest') }, 'NotOnOrAfter', end);
}

/** Beside the Issuer, whose prefix and declaration it shares. */
function nameId({ value, format, spNameQualifier }: LogoutRequestNameId, issuer: XmlElement): XmlElement {
  const attributes = [
    ...issuer.attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:')),
    ...(spNameQualifier === undefined ? [] : [['SPNameQualifier', spNameQualifier] as const]),
    ...(format === null ? [] : [['Format', format] as const]),
  ];
  return { name: issuer.name.replace('Issuer', 'NameID'), attributes, children: [value] };
}

type LogoutRequestNameId = Extract<LogoutDraft, { message: 'request' }>['nameId'];

const instant = (time: number): string => new Date(time).toISOString();

/** `signed`: the text as it was when it was signed, which a fault may have changed since. */
function fieldsOf(
  xml: string,
  signed: string,
  draft: LogoutDraft,
  { binding, relayState }: LogoutTrip,
): SentLogout['fields'] {
  const name = draft.message === 'request' ? 'SAMLRequest' : 'SAMLResponse';
  const encoded = (text: string) => (binding === 'post' ? Buffer.from(text) : deflateRawSync(text)).toString('base64');
  const relay = relayState === null ? [] : [['RelayState', relayState] as const];
  const message = [[name, encoded(xml)] as const, ...relay];
  if (binding === 'post' || !draft.signed) return message;
  const algorithm = ['SigAlg', ALGORITHM.rsaSha256] as const;
  const octets = queryOf([[name, encoded(signed)], ...relay, algorithm]);
  return [
    ...message,
    algorithm,
    ['Signature', sign('sha256', Buffer.from(octets), draft.key.privateKey).toString('base64')],
  ];
}

/** A query with every reserved character percent-encoded: what a signature of HTTP-Redirect covers. */
export const queryOf = (fields: SentLogout['fields']): string =>
  fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/** The address that an HTTP-Redirect leads to. */
export const addressOf = ({ to, fields }: Pick<SentLogout, 'to' | 'fields'>): string =>
  `${to}${to.includes('?') ? '&' : '?'}${queryOf(fields)}`;
