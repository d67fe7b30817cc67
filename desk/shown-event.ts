import type { IdpEvent } from '../mock-idps/index.ts';
import type { Event } from './api/api.gen.ts';
import type { Entry } from './feed.ts';
import { refusalOf } from './refusal.ts';
import { sentence } from './sentence.ts';

/** A fact as the API tells it. */
export function shownEvent({ n, fact, about }: Entry): Event {
  const { vendor, at, kind } = fact;
  const common = { n, at, vendor, kind, ...about };
  switch (fact.kind) {
    case 'desk':
      return { ...common, direction: 'note', ok: true, says: fact.says, event: { what: fact.says } };
    case 'scim': {
      const { method, url, purpose, status, says } = fact.exchange;
      const ok = status !== null && status < 400 && says === null;
      const ended = status === null ? (says ?? 'no answer') : `${status}${says === null ? '' : `, ${says}`}`;
      return {
        ...common,
        direction: 'out',
        ok,
        says: `${method} ${pathOf(url)} (${purpose}): ${ended}.`,
        event: { ...fact.exchange },
      };
    }
    default: {
      const token = fact.kind === 'claims' || fact.kind === 'logout-told' ? decodedToken(fact.sent) : null;
      return {
        ...common,
        direction: DIRECTIONS[fact.kind],
        ok: fact.kind !== 'refused' && !(fact.kind === 'back-channel' && fact.error !== null),
        says: plain(sentence(fact)),
        ...(fact.kind === 'refused' && { refusal: refusalOf(fact) }),
        ...(token && { decoded: token }),
        event: { ...fact },
      };
    }
  }
}

const DIRECTIONS: Readonly<Record<IdpEvent['kind'], Event['direction']>> = {
  request: 'in',
  'authorization-request': 'in',
  'back-channel': 'in',
  'logout-received': 'in',
  'end-session': 'in',
  refused: 'out',
  emitted: 'out',
  'authorization-response': 'out',
  claims: 'out',
  'logout-sent': 'out',
  'logout-told': 'out',
  happened: 'note',
};

/** Without vendor and arrow, which stand beside it. */
const plain = (line: string) => line.replace(/^\w+ +\S /, '');

const pathOf = (url: string) => (URL.canParse(url) ? `${new URL(url).pathname}${new URL(url).search}` : url);

/** Header and claims; null for what is no token. */
function decodedToken(sent: string): { header: unknown; claims: unknown } | null {
  const [header, claims, signature, ...rest] = sent.split('.');
  if (signature === undefined || rest.length > 0) return null;
  try {
    return { header: json(header), claims: json(claims) };
  } catch {
    return null;
  }
}

const json = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
