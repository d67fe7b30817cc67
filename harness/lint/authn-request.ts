import { childrenNamed, nameOf, readDocument, type Element } from './document.ts';
import { protocolTable } from './protocol-table.ts';
import { schemaProblems } from './schema.ts';
import { isDateTime } from './simple-types.ts';

/** What of an AuthnRequest is judged. Null: not there. Nothing in it changes from run to run but what the application makes up. */
export interface AuthnRequestFacts {
  /** Where it departs from the schema, each in one sentence. */
  problems: readonly string[];
  version: string | null;
  issueInstant: {
    /** `local`: with another offset from UTC than none. `unreadable`: no date. */
    form: 'utc' | 'local' | 'unreadable';
    /** Whole minutes by which it lies before the IdP's clock; below 0 it lies ahead. */
    minutesAgo: number | null;
  } | null;
  destination: string | null;
  issuer: { value: string; format: string | null } | null;
  acsIndex: string | null;
  protocolBinding: string | null;
  nameIdPolicy: { format: string | null; allowCreate: boolean | null } | null;
  authnContext: { comparison: string; classes: readonly string[]; declarations: readonly string[] } | null;
  /** How many SubjectConfirmations the Subject holds; null without a Subject. */
  subjectConfirmations: number | null;
  forceAuthn: boolean;
  isPassive: boolean;
  /** Algorithms of a signature inside it: of the signature and of its digests. */
  algorithms: readonly string[];
}

/** Reads a request as it was sent; or says why it is none that can be judged. `now`: the IdP's clock, milliseconds since 1970. */
export function lintRequest(xml: string, now: number): AuthnRequestFacts | { problem: string } {
  const document = readDocument(xml);
  if ('problem' in document) return { problem: document.problem };
  const { root } = document;
  if (nameOf(root) !== 'samlp:AuthnRequest') return { problem: 'not-authn-request' };

  const [policy] = childrenNamed(root, 'samlp:NameIDPolicy');
  const [context] = childrenNamed(root, 'samlp:RequestedAuthnContext');
  const [subject] = childrenNamed(root, 'saml:Subject');
  const [issuer] = childrenNamed(root, 'saml:Issuer');
  return {
    problems: schemaProblems(root, protocolTable),
    version: root.getAttribute('Version'),
    issueInstant: instantOf(root.getAttribute('IssueInstant'), now),
    destination: root.getAttribute('Destination'),
    issuer: issuer ? { value: issuer.textContent?.trim() ?? '', format: issuer.getAttribute('Format') } : null,
    acsIndex: root.getAttribute('AssertionConsumerServiceIndex'),
    protocolBinding: root.getAttribute('ProtocolBinding'),
    nameIdPolicy: policy
      ? { format: policy.getAttribute('Format'), allowCreate: flag(policy.getAttribute('AllowCreate')) }
      : null,
    authnContext: context
      ? {
          comparison: context.getAttribute('Comparison') ?? 'exact',
          classes: texts(context, 'saml:AuthnContextClassRef'),
          declarations: texts(context, 'saml:AuthnContextDeclRef'),
        }
      : null,
    subjectConfirmations: subject ? childrenNamed(subject, 'saml:SubjectConfirmation').length : null,
    forceAuthn: flag(root.getAttribute('ForceAuthn')) ?? false,
    isPassive: flag(root.getAttribute('IsPassive')) ?? false,
    algorithms: algorithmsIn(root),
  };
}

function instantOf(text: string | null, now: number): AuthnRequestFacts['issueInstant'] {
  if (text === null) return null;
  const value = text.trim();
  if (!isDateTime(value)) return { form: 'unreadable', minutesAgo: null };
  const offset = /[+-]\d\d:\d\d$/.exec(value)?.[0];
  const zoned = offset !== undefined || value.endsWith('Z');
  const at = Date.parse(zoned ? value : `${value}Z`);
  const minutesAgo = Number.isNaN(at) ? null : Math.round((now - at) / 60_000) + 0;
  return { form: offset === undefined || /00:00$/.test(offset) ? 'utc' : 'local', minutesAgo };
}

const flag = (text: string | null) => (text === null ? null : text.trim() === 'true' || text.trim() === '1');

const texts = (parent: Element, name: string) =>
  childrenNamed(parent, name).map(({ textContent }) => textContent?.trim() ?? '');

function algorithmsIn(root: Element): string[] {
  const [signature] = childrenNamed(root, 'ds:Signature');
  const [info] = signature ? childrenNamed(signature, 'ds:SignedInfo') : [];
  if (!info) return [];
  const methods = [
    ...childrenNamed(info, 'ds:SignatureMethod'),
    ...childrenNamed(info, 'ds:Reference').flatMap((reference) => childrenNamed(reference, 'ds:DigestMethod')),
  ];
  return methods.map((method) => method.getAttribute('Algorithm') ?? '');
}

/** What a RelayState gives away; its value changes from run to run and stays out of the facts. */
export function lintRelayState(value: string): RelayStateFacts {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) || value.startsWith('//');
  const mail = /[^\s@/]+@[^\s@/]+\.[a-z]{2,}/i.test(value);
  return { bytes: Buffer.byteLength(value), holds: address ? 'an address' : mail ? 'a mail address' : null };
}

export interface RelayStateFacts {
  bytes: number;
  /** What stands in it in plain sight; null where it means nothing to others. */
  holds: 'an address' | 'a mail address' | null;
}
