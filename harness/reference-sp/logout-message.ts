import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import type { Context } from './cookies.ts';
import { bodyOf } from './body.ts';
import type { Defects } from './defects.ts';
import { only, timeOf, wholeText } from './facts.ts';
import { decodeMessage, parseSound } from './message.ts';
import { Refusal } from './refusal.ts';
import { requireSignedRoot } from './structure.ts';
import { attributeOf, childrenNamed, isNamed, NS, parseXml, type Element } from './xml.ts';

/** What a message of single logout says. */
export interface LogoutFacts {
  message: 'request' | 'response';
  id: string | null;
  version: string | null;
  /** Milliseconds since 1970; NaN where it is no time. */
  issueInstant: number | null;
  issuer: string | null;
  destination: string | null;
  /** Of a LogoutRequest. */
  notOnOrAfter: number | null;
  nameId: { value: string; format: string | null } | null;
  sessionIndexes: readonly string[];
  /** Of a LogoutResponse. */
  inResponseTo: string | null;
  status: string | null;
}

/** A message that came, and whether the identity provider is known to have written it. */
export interface OpenedLogout {
  facts: LogoutFacts;
  signed: boolean;
  relayState: string | null;
}

const MAX_INFLATED = 1024 * 1024;

/** Reads the message of HTTP-Redirect or HTTP-POST. A signature that is there must hold. @throws Refusal */
export function openLogout(ctx: Context, certificates: readonly string[], defects: Defects): OpenedLogout {
  const isPost = ctx.method === 'POST';
  const fields = isPost ? bodyOf(ctx) : ctx.query;
  const [name, more] = ['SAMLRequest', 'SAMLResponse'].filter((key) => fields[key] !== undefined);
  const { RelayState: relayState = null } = fields;
  const parameter = name === undefined ? undefined : fields[name];
  if (name === undefined || more !== undefined || typeof parameter !== 'string' || Array.isArray(relayState))
    throw new Refusal('logout-missing');
  const xml = isPost ? decodeMessage(parameter) : inflated(parameter);
  const root = parseSound(xml, { comments: false });
  const verified = isPost
    ? verifyEnveloped(xml, root, certificates, defects)
    : verifyQuery(ctx.querystring, name, certificates, defects) && root;
  const facts = readLogout(verified || root);
  if ((facts.message === 'request') !== (name === 'SAMLRequest')) throw new Refusal('logout-structure');
  return { facts, signed: verified !== false, relayState: typeof relayState === 'string' ? relayState : null };
}

function inflated(parameter: string): string {
  try {
    const bytes = inflateRawSync(Buffer.from(parameter, 'base64'), { maxOutputLength: MAX_INFLATED });
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal('malformed-message', 'It does not inflate to UTF-8.', { cause });
  }
}

const HASHES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
};

/** Over the very characters that came (SAML 2.0 Bindings §3.4.4.1). False: there is no signature. @throws Refusal */
function verifyQuery(query: string, name: string, certificates: readonly string[], defects: Defects): boolean {
  const pairs = query.split('&');
  const pair = (key: string) => pairs.filter((it) => it.startsWith(`${key}=`));
  if ([name, 'RelayState', 'SigAlg', 'Signature'].some((key) => pair(key).length > 1))
    throw new Refusal('logout-missing');
  const [signature] = pair('Signature');
  if (signature === undefined) return false;
  const [algorithm = ''] = pair('SigAlg');
  const hash = HASHES[valueOf(algorithm)];
  if (!hash) throw new Refusal('signature-algorithm', `It is "${valueOf(algorithm)}".`);
  const octets = [...pair(name), ...pair('RelayState'), algorithm].join('&');
  const bytes = Buffer.from(valueOf(signature), 'base64');
  const holds = certificates.some((pem) => createVerify(hash).update(octets).verify(pem, bytes));
  if (!holds && !defects.has('logout-signature-not-verified')) throw new Refusal('logout-signature');
  return true;
}

function valueOf(pair: string): string {
  try {
    return decodeURIComponent(pair.slice(pair.indexOf('=') + 1).replaceAll('+', '%20'));
  } catch {
    return '';
  }
}

/** The root as it was signed: nothing else of the message is in it. False: there is no signature. @throws Refusal */
function verifyEnveloped(
  xml: string,
  root: Element,
  certificates: readonly string[],
  defects: Defects,
): Element | false {
  const [signature] = childrenNamed(root, NS.dsig, 'Signature');
  if (!requireSignedRoot(root) || !signature) return false;
  for (const publicCert of certificates) {
    const check = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    check.loadSignature(signature as unknown as Node);
    if (!holds(check, xml)) continue;
    const [signed] = check.getSignedReferences();
    if (signed !== undefined) return parseXml(signed);
  }
  if (defects.has('logout-signature-not-verified')) return root;
  throw new Refusal('logout-signature');
}

function holds(check: SignedXml, xml: string): boolean {
  try {
    return check.checkSignature(xml);
  } catch {
    return false;
  }
}

function readLogout(root: Element): LogoutFacts {
  const isRequest = isNamed(root, NS.protocol, 'LogoutRequest');
  if (!isRequest && !isNamed(root, NS.protocol, 'LogoutResponse')) throw new Refusal('logout-structure');
  const nameId = only(root, NS.assertion, 'NameID');
  const issuer = only(root, NS.assertion, 'Issuer');
  const status = only(root, NS.protocol, 'Status');
  const code = status && only(status, NS.protocol, 'StatusCode');
  return {
    message: isRequest ? 'request' : 'response',
    id: attributeOf(root, 'ID'),
    version: attributeOf(root, 'Version'),
    issueInstant: timeOf(root, 'IssueInstant'),
    issuer: issuer && wholeText(issuer),
    destination: attributeOf(root, 'Destination'),
    notOnOrAfter: timeOf(root, 'NotOnOrAfter'),
    nameId: nameId && { value: wholeText(nameId), format: attributeOf(nameId, 'Format') },
    sessionIndexes: childrenNamed(root, NS.protocol, 'SessionIndex').map(wholeText),
    inResponseTo: attributeOf(root, 'InResponseTo'),
    status: code && attributeOf(code, 'Value'),
  };
}
