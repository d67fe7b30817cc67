import type { IdpEvent } from '../../../mock-idps/index.ts';
import type { Artefact } from '../../../reports/index.ts';
import type { Event, Exchange } from '../api.ts';
import { tokenParts } from './jwt.ts';

/** What is worth a line of its own about an event; what is null or empty is left out before. */
export type Fact = readonly [name: string, value: string];

/** An event, taken apart for reading. */
export interface Details {
  facts: readonly Fact[];
  /** Messages and bodies, decoded, each beside what the vendor would have sent where a fault changed it. */
  artefacts: readonly Artefact[];
}

export function detailsOf(event: Event): Details {
  const { facts, artefacts } = rawOf(event);
  return { facts: facts.flatMap(([name, value]) => given(name, value)), artefacts };
}

function rawOf({ kind, event }: Event): Raw {
  switch (kind) {
    case 'scim':
      return ofExchange(event as unknown as Exchange);
    case 'desk':
      return { facts: [], artefacts: [json('At the desk', event)] };
    default:
      return ofEvent(event as unknown as IdpEvent);
  }
}

type Value = string | number | boolean | readonly string[] | null | undefined;
type Raw = { facts: (readonly [name: string, value: Value])[]; artefacts: Artefact[] };

function given(name: string, value: Value): Fact[] {
  if (value === null || value === undefined || value === '' || value === false) return [];
  if (typeof value !== 'object') return [[name, value === true ? 'yes' : String(value)]];
  return value.length === 0 ? [] : [[name, value.join(', ')]];
}

function ofEvent(event: IdpEvent): Raw {
  switch (event.kind) {
    case 'request':
      return {
        facts: [
          ['Binding', event.binding],
          ['From', event.fields?.issuer],
          ['Answer wanted at', event.fields?.acsUrl],
          ['Destination', event.fields?.destination],
          ['NameID format', event.fields?.nameIdFormat],
          ['Authentication context', event.fields?.authnContext],
          ['ForceAuthn', event.fields?.forceAuthn],
          ['IsPassive', event.fields?.isPassive],
          ['Signature', event.signature],
          ['RelayState', event.relayState],
          ['Not readable', event.problem],
        ],
        artefacts: xml('AuthnRequest', event.xml),
      };
    case 'refused':
      return {
        facts: [
          ['Code', event.code],
          ['Status of the page', event.status],
          ['Told to', event.answered?.to ?? event.sentBack?.to],
        ],
        artefacts: [
          ...xml('Response with a failed status', event.answered?.xml ?? null),
          ...(event.sentBack ? [json('Sent back to the application', event.sentBack.parameters)] : []),
        ],
      };
    case 'emitted':
      return {
        facts: [
          ['NameID', event.nameId.value],
          ['NameID format', event.nameId.format],
          ['Claims to be', event.claims.victim],
          ['Signed', event.shape],
          ['Faults', event.faults],
          ['Groups', groupsIn(event.groups, event.groupsBehindOverage)],
          ['Answers the request', event.inResponseTo ?? 'none: the sign-in began at the identity provider'],
          ['Delivered to', event.deliveries.map(({ method, to }) => `${method} ${to}`)],
        ],
        artefacts: xml('Response', event.xml, event.genuineXml),
      };
    case 'logout-received':
      return {
        facts: [
          ['Binding', event.binding],
          ['From', event.fields.issuer],
          ['NameID', event.fields.nameId?.value],
          ['Sessions', event.fields.sessionIndexes],
          ['Status', event.fields.status],
          ['Signature', event.signature],
        ],
        artefacts: xml(event.message === 'request' ? 'LogoutRequest' : 'LogoutResponse', event.xml),
      };
    case 'logout-sent':
      return {
        facts: [
          ['Binding', event.binding],
          ['To', event.to],
          ['NameID', event.nameId?.value],
          ['Faults', event.faults],
        ],
        artefacts: xml(event.message === 'request' ? 'LogoutRequest' : 'LogoutResponse', event.xml, event.genuineXml),
      };
    case 'authorization-request':
      return {
        facts: [
          ['Asked', event.issuer],
          ['Client', event.parameters.client_id],
          ['Answer wanted at', event.parameters.redirect_uri],
          ['The same as in the request before', event.repeated],
        ],
        artefacts: [json('Authorization request', event.parameters)],
      };
    case 'authorization-response':
      return {
        facts: [
          ['Response mode', event.mode],
          ['Faults', event.faults],
          ['Delivered to', event.deliveries.map(({ method, to }) => `${method} ${to}`)],
        ],
        artefacts: [
          json('Authorization response', event.parameters),
          ...token('ID token', event.parameters.id_token ?? null),
        ],
      };
    case 'claims':
      return {
        facts: [
          ['Through', event.through],
          ['Subject', event.subject],
          ['Email', event.email],
          ['Claims to be', event.claims.victim],
          ['Faults', event.faults],
          ['Groups', groupsIn(event.groups, event.groupsBehindOverage)],
        ],
        artefacts: token(event.through === 'userinfo' ? 'Userinfo' : 'ID token', event.sent, event.genuine),
      };
    case 'back-channel':
      return {
        facts: [
          ['Endpoint', event.endpoint],
          ['Issuer', event.issuer],
          ['Status', event.status],
          ['Error', event.error],
          ['Faults', event.faults],
        ],
        artefacts: [],
      };
    case 'end-session':
      return {
        facts: [
          ['id_token_hint', event.hint],
          ['Registered way back', event.registered],
        ],
        artefacts: [json('Logout request', event.parameters)],
      };
    case 'logout-told':
      return {
        facts: [
          ['Through', event.through],
          ['To', event.to],
          ['Subject', event.subject],
          ['Session', event.sid],
          ['Answered', event.answer && `${event.answer.status} ${event.answer.says}`],
          ['No answer', event.failure],
          ['Faults', event.faults],
        ],
        artefacts: token('Logout token', event.through === 'back-channel' ? event.sent : null, event.genuine),
      };
    case 'happened':
      return { facts: [['What', event.what]], artefacts: [] };
  }
}

function ofExchange(exchange: Exchange): Raw {
  return {
    facts: [
      ['For', exchange.purpose],
      ['Request', `${exchange.method} ${exchange.url}`],
      ['Answer', exchange.status === null ? 'none' : String(exchange.status)],
      ['What went wrong', exchange.says],
    ],
    artefacts: Object.values(halvesOf(exchange)).flat(),
  };
}

/** What was sent and what was answered: the body first, for it is what one reads. */
export function halvesOf({ headers, body: sent, status, answerHeaders, answerBody }: Exchange) {
  return {
    sent: [...body('Body sent', sent), json('Headers sent', headers)],
    answered: [
      ...body('Body of the answer', answerBody),
      ...(status === null ? [] : [json('Headers of the answer', answerHeaders)]),
    ],
  };
}

function groupsIn(groups: readonly string[] | 'overage' | null, behind: readonly string[] | null): string | null {
  if (groups === null) return null;
  if (groups === 'overage') return `too many to tell: a link leads to ${behind?.length ?? 'all'} of them`;
  return String(groups.length);
}

function xml(label: string, text: string | null, genuine: string | null = null): Artefact[] {
  return text === null ? [] : [{ label, mediaType: 'application/xml', text, ...(genuine === null ? {} : { genuine }) }];
}

function json(label: string, value: unknown): Artefact {
  return { label, mediaType: 'application/json', text: JSON.stringify(value) };
}

/** The parts of a JWT, or what stands in its place. */
function token(label: string, sent: string | null, genuine: string | null = null): Artefact[] {
  if (sent === null) return [];
  const parts = tokenParts(sent);
  const whole = { label, mediaType: looksLike(sent), text: sent, ...(genuine === null ? {} : { genuine }) };
  if (!parts) return [whole];
  const sound = genuine === null ? null : tokenParts(genuine);
  const part = (name: 'header' | 'payload'): Artefact => ({
    label: `${label}, ${name}`,
    mediaType: 'application/json',
    text: parts[name],
    ...(sound ? { genuine: sound[name] } : {}),
  });
  return [part('header'), part('payload'), { ...whole, label: `${label}, as sent` }];
}

/** A body by the look of it: what calls itself JSON is not always any. */
function body(label: string, text: string | null): Artefact[] {
  if (text === null || text === '') return [];
  return [{ label, mediaType: looksLike(text), text }];
}

function looksLike(text: string): Artefact['mediaType'] {
  if (/^\s*[[{]/.test(text)) return 'application/json';
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'text/html';
  return /^\s*</.test(text) ? 'application/xml' : 'text/plain';
}
