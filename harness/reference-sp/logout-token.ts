import { compactVerify, type CompactVerifyGetKey } from 'jose';
import { CLOCK_SKEW_MS } from './checks.ts';
import type { DefectId, Defects } from './defects.ts';
import { readPart, type Claims } from './id-token-checks.ts';
import { providerOf } from './openid-client.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import type { SsoMethod } from './sso-method.ts';

/** Whose session is to end, and what tells this token from every other. */
export interface LogoutToken {
  readonly subject: string | null;
  readonly sid: string | null;
  readonly id: string;
  /** When it runs out; milliseconds since 1970. */
  readonly ends: number;
}

interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** OpenID Connect Back-Channel Logout 1.0 §2.6: every step is a row, and each defect leaves one out. */
const STEPS: readonly (readonly [
  leftOutBy: DefectId | null,
  says: string,
  holds: (claims: Claims, expected: Expected) => boolean,
])[] = [
  ['oidc-logout-any-issuer', 'It is of another issuer.', ({ iss }, { issuer }) => iss === issuer],
  [
    'oidc-logout-any-audience',
    'It was made for somebody else.',
    ({ aud }, { clientId }) => [aud].flat().every((audience) => audience === clientId) && aud !== undefined,
  ],
  [
    'oidc-logout-issued-at-optional',
    'It does not say when it was issued, or says a time to come.',
    ({ iat }, { now }) => typeof iat === 'number' && iat * 1000 <= now + CLOCK_SKEW_MS,
  ],
  [
    'oidc-logout-never-expires',
    'It has run out, or never does.',
    ({ exp }, { now }) => typeof exp === 'number' && exp * 1000 + CLOCK_SKEW_MS > now,
  ],
  [
    'oidc-logout-names-nobody',
    'It names neither a session nor a person.',
    ({ sub, sid }) => [sub, sid].some(isName) && [sub, sid].every((name) => name === undefined || isName(name)),
  ],
  ['oidc-logout-any-event', 'It is about something else than a logout.', ({ events }) => isLogout(events)],
  ['oidc-logout-nonce-accepted', 'It has a nonce, as ID tokens have.', ({ nonce }) => nonce === undefined],
  // An ID token has none either.
  ['oidc-logout-any-event', 'It has no id of its own.', ({ jti }) => isName(jti)],
];

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function isLogout(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || Array.isArray(events)) return false;
  const event = (events as Record<string, unknown>)[EVENT];
  return typeof event === 'object' && event !== null;
}

/** What a logout token says, once it is known to be one of the identity provider's for us. @throws Refusal `logout-token` */
export async function readLogoutToken(token: string, method: SsoMethod, service: Service): Promise<LogoutToken> {
  const { defects } = service;
  const claims = await verified(token, method, service);
  const { issuer, clientId } = providerOf(method);
  const expected = { issuer, clientId, now: service.now() };
  const failed = STEPS.find(([leftOutBy, , holds]) => !isForgotten(leftOutBy, defects) && !holds(claims, expected));
  if (failed) throw new Refusal('logout-token', failed[1]);
  const { sub, sid, jti, exp } = claims;
  const ends = typeof exp === 'number' ? exp * 1000 : expected.now;
  return { subject: isName(sub) ? sub : null, sid: isName(sid) ? sid : null, id: String(jti), ends };
}

const isForgotten = (defect: DefectId | null, defects: Defects): boolean => defect !== null && defects.has(defect);

/** The claims behind a signature by a published key, and by RS256, which was agreed on. */
async function verified(token: string, method: SsoMethod, service: Service): Promise<Claims> {
  const { defects, openIdClients } = service;
  const provider = providerOf(method);
  try {
    const [header = '', payload = ''] = token.split('.');
    if (defects.has('oidc-logout-token-not-verified')) return readPart(payload);
    const isMac = readPart(header).alg === 'HS256' && defects.has('oidc-logout-token-any-algorithm');
    const key: CompactVerifyGetKey = isMac
      ? () => Promise.resolve(new TextEncoder().encode(provider.clientSecret))
      : await openIdClients.keysOf(provider);
    const { payload: signed } = await compactVerify(token, key, { algorithms: isMac ? ['HS256'] : ['RS256'] });
    return JSON.parse(new TextDecoder().decode(signed)) as Claims;
  } catch (cause) {
    throw new Refusal('logout-token', cause instanceof Error ? cause.message : undefined, { cause });
  }
}
