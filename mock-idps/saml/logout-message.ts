import { NS } from './names.ts';
import { childrenOf, isNamed, parseMessage } from './request.ts';

/** What of a message of single logout an identity provider looks at. Null: not there. */
export interface LogoutMessage {
  readonly xml: string;
  readonly message: 'request' | 'response';
  readonly id: string | null;
  readonly version: string | null;
  readonly issueInstant: string | null;
  readonly issuer: string | null;
  readonly destination: string | null;
  /** Of a LogoutRequest. */
  readonly nameId: { readonly value: string; readonly format: string | null } | null;
  readonly sessionIndexes: readonly string[];
  readonly notOnOrAfter: string | null;
  /** Of a LogoutResponse. */
  readonly inResponseTo: string | null;
  readonly status: string | null;
  /** An enveloped signature is there. Nothing is said about its worth. */
  readonly hasSignature: boolean;
}

/** Reads a LogoutRequest or LogoutResponse; null where it is neither. @throws UnreadableRequest */
export async function readLogout(xml: string): Promise<LogoutMessage | null> {
  const root = await parseMessage(xml);
  const isRequest = isNamed(NS.protocol, 'LogoutRequest')(root);
  if (!isRequest && !isNamed(NS.protocol, 'LogoutResponse')(root)) return null;
  const parts = childrenOf(root);
  const all = (namespace: string, name: string) => parts.filter(isNamed(namespace, name));
  const [nameId] = all(NS.assertion, 'NameID');
  const [status] = all(NS.protocol, 'Status');
  const code = status && childrenOf(status).find(isNamed(NS.protocol, 'StatusCode'));
  return {
    xml,
    message: isRequest ? 'request' : 'response',
    id: root.getAttribute('ID'),
    version: root.getAttribute('Version'),
    issueInstant: root.getAttribute('IssueInstant'),
    issuer: all(NS.assertion, 'Issuer')[0]?.textContent ?? null,
    destination: root.getAttribute('Destination'),
    nameId: nameId ? { value: nameId.textContent ?? '', format: nameId.getAttribute('Format') } : null,
    sessionIndexes: all(NS.protocol, 'SessionIndex').map(({ textContent }) => textContent ?? ''),
    notOnOrAfter: root.getAttribute('NotOnOrAfter'),
    inResponseTo: root.getAttribute('InResponseTo'),
    status: code?.getAttribute('Value') ?? null,
    hasSignature: all(NS.dsig, 'Signature').length > 0,
  };
}
