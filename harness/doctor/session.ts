import { sameAddress } from '../attempt.ts';
import { endWords } from '../judge.ts';
import type { Observation } from '../observation.ts';
import { parsedJson } from '../targets/api-call.ts';
import { fine, trouble, type Outcome, type Trouble } from './outcome.ts';
import { betterPointer } from './pointers.ts';
import { printedBy, quoted, restsAt, type SignInSeen } from './seen.ts';
import { howToTell } from './told.ts';

/** Whether it ended in a session of the right person: the witness. */
export function sessionOutcome(seen: SignInSeen): Outcome {
  const { log, whoAmIUrl } = seen;
  const email = log.last('signin.started')?.data.email ?? null;
  const session = log.last('target.session');
  if (session && sameAddress(session.data.email, email)) return fine(`whoAmI says ${session.data.email}`);
  const spoken = backChannelTrouble(seen);
  if (spoken) return spoken;
  const answered = answerTrouble(seen);
  if (answered) return answered;
  if (!session) {
    const problem = log.last('target.unreadable')?.data.because ?? 'it was not asked';
    return trouble(
      `whoAmI could not be asked: ${problem}`,
      'Nothing answers at observe.whoAmI.url.',
      'Mend the address.',
    );
  }
  const { status } = session.data;
  if (session.data.email !== null)
    return trouble(
      `${email} signed in, and whoAmI says ${session.data.email}.${elsewhere(session, email)}`,
      'observe.whoAmI.email points at something else than the address, or the application takes the address from another attribute than it is sent in.',
      'Mend the pointer; or say what the application expects in sso.saml.idpApp (nameId, attributes).',
    );
  if (status === 200) return wrongPointer(seen, session, email);
  if (status === 404)
    return trouble(
      `${whoAmIUrl} answers 404.`,
      'observe.whoAmI.url is mistyped, or the route does not exist.',
      'Mend the address.',
    );
  const hosts = otherHosts(seen);
  if (hosts !== null)
    return trouble(
      `${email} signed in at ${hosts.of}, and whoAmI at ${hosts.asked} answers ${status}.`,
      'A cookie of the one host is not sent to the other: localhost and 127.0.0.1 are two hosts.',
      'Let every address of the target file name the same host.',
    );
  const page = log.last('page')?.data;
  return trouble(
    `The answer of the IdP was brought, and whoAmI answers ${status}: nobody is signed in. The browser rests at ${page?.url} (${page?.status}): ${quoted(page?.text)}${printedBy(seen)}`,
    whyRefused(seen),
    whatToTell(seen),
  );
}

/** Over OpenID Connect the application has to call the IdP itself. */
function backChannelTrouble(seen: SignInSeen): Trouble | null {
  const { log, protocol, refusedCalls } = seen;
  if (protocol !== 'oidc' || !log.last('idp.answered') || log.last('idp.emitted')) return null;
  const called = log.all('idp.happened').findLast(({ data }) => data.what === 'back-channel')?.says;
  const call = called ?? refusedCalls.at(-1);
  if (call === undefined)
    return trouble(
      `The code was brought to the application, and never exchanged for tokens.${restsAt(seen)}${printedBy(seen)}`,
      'Either the application refused the answer (state: is its cookie still sent at the redirect URI?), or the redirect URI is not its callback.',
      'Look at sso.oidc.redirectUri, and let every address of the target file name the same host.',
    );
  return trouble(
    `The IdP refuses the application's call: ${call}${restsAt(seen)}`,
    'It authenticates with another client id or secret, or in another way than sso.oidc.clientAuth says.',
    howToTell(seen, 'client'),
  );
}

/** The address where the answer of the IdP goes is none, or fails. */
function answerTrouble(seen: SignInSeen): Trouble | null {
  const { log, answersTo, protocol } = seen;
  const brought = log.all('http.exchange').filter(({ to, data }) => to === 'target' && samePlace(data.url, answersTo));
  const status = brought.at(-1)?.data.status ?? null;
  const key = protocol === 'saml' ? 'sso.saml.acsUrl' : 'sso.oidc.redirectUri';
  if (status === 404 || status === 405)
    return trouble(
      `The answer of the IdP was brought to ${answersTo}, which answers ${status}.`,
      `${key} is not where the application takes it${status === 405 ? ' by POST' : ''}.`,
      `Mend ${key}.`,
    );
  const end = log.last('signin.ended')?.data;
  const emitted = log.last('idp.emitted') ?? log.last('idp.answered');
  if (!emitted)
    return trouble(
      `The IdP sent nothing.${restsAt(seen)}`,
      'The sign-in ended before the IdP answered.',
      'Look at the steps before.',
    );
  if (end && end.outcome !== 'page')
    return trouble(
      `The application answered a genuine sign-in with a ${endWords[end.outcome]}.${restsAt(seen)}${printedBy(seen)}`,
      whyRefused(seen),
      whatToTell(seen),
    );
  if (status !== null && status >= 400)
    return trouble(
      `The application refuses a genuine answer of the IdP (${status}).${restsAt(seen)}${printedBy(seen)}`,
      whyRefused(seen),
      whatToTell(seen),
    );
  return null;
}

function wrongPointer(seen: SignInSeen, session: Observation<'target.session'>, email: string | null): Trouble {
  const body = session.artefacts?.[0]?.text ?? '';
  const json = parsedJson(body);
  if (json === undefined)
    return trouble(
      `whoAmI answers 200, and no JSON: ${quoted(body)}`,
      'observe.whoAmI.url is a page for people.',
      'Name an address that answers JSON with the address of whoever is signed in; a test route will do.',
    );
  const instead = betterPointer(json, (value) => typeof value === 'string' && sameAddress(value, email));
  const nothing = `whoAmI answers 200, and there is no text at "${seen.whoAmIPointer}" (observe.whoAmI.email): ${quoted(body)}`;
  return instead === null
    ? trouble(
        nothing,
        'Nobody is signed in, or the answer does not tell the address.',
        'Let whoAmI answer the address of who is signed in.',
      )
    : trouble(nothing, 'The pointer leads elsewhere.', `email: ${instead}`);
}

function elsewhere(session: Observation<'target.session'>, email: string | null): string {
  const json = parsedJson(session.artefacts?.[0]?.text ?? '');
  const instead = betterPointer(json, (value) => typeof value === 'string' && sameAddress(value, email));
  return instead === null ? '' : ` The address stands at ${instead}.`;
}

function otherHosts({ log, whoAmIUrl, answersTo }: SignInSeen): { of: string; asked: string } | null {
  const last = log.all('http.exchange').findLast(({ to, data }) => to === 'target' && data.cookiesSet.length > 0);
  const of = hostOf(last?.data.url ?? answersTo);
  const asked = hostOf(whoAmIUrl);
  return of !== null && asked !== null && of !== asked ? { of, asked } : null;
}

/** Words of a refusal, and what they speak of. */
const REASONS: readonly [RegExp, string][] = [
  [
    /signature|certificate|\bcert\b|signing key|no.{0,20}key found/i,
    'It does not trust the key that the IdP signs with: it holds another certificate than that of the mock IdP.',
  ],
  [/audience/i, 'It expects another audience than the entity id (client id) that the target file gives.'],
  [/issuer/i, 'It expects another issuer than the mock IdP.'],
  [
    /in ?response ?to|unsolicited|state|nonce|checks|cookie/i,
    'It does not find the request that this answers: is its cookie still sent at the address of the answer, under the same host?',
  ],
  [/recipient|destination|assertionconsumer/i, 'It takes itself for being at another address than sso.saml.acsUrl.'],
  [/expired|not ?yet|not ?before|not ?on ?or ?after|clock/i, 'Its clock is not that of this machine.'],
  [/encrypt|decrypt/i, 'It insists on encrypted assertions.'],
  [/name ?id|attribute|email|claim/i, 'It misses something that it expects of the IdP: see sso.saml.idpApp.'],
];

function whyRefused({ log, printed, protocol }: SignInSeen): string {
  const page = log.last('page')?.data;
  const words = `${printed} ${page?.title ?? ''} ${page?.text ?? ''} ${page?.url ?? ''}`;
  const known = REASONS.find(([pattern]) => pattern.test(words));
  if (known) return known[1];
  return protocol === 'saml'
    ? 'It holds another certificate or entity id of the IdP than those of the mock; or it expects another NameID or attribute than it is sent.'
    : 'It holds another issuer, client id or secret than those of the mock; or it expects another claim than it is sent.';
}

const whatToTell = (seen: SignInSeen) =>
  `${howToTell(seen, seen.protocol === 'saml' ? 'keys' : 'client')} What the application writes into its log says more.`;

/** Ports have names in a log, so that no URL can be made of it. */
const hostOf = (url: string | null) => /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)/.exec(url ?? '')?.[1] ?? null;

function samePlace(url: string, other: string | null): boolean {
  const place = (address: string) => address.split(/[?#]/)[0];
  return other !== null && place(url) === place(other);
}
