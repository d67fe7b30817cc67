import { Choices, LETTERS_AND_DIGITS } from '../choices.ts';
import { IdpError } from '../idp-error.ts';
import { runFaults } from '../run-faults.ts';
import { present } from './claims.ts';
import type { IdTokenDraft } from './draft.ts';
import { genuineDraft, tellingOf, written } from './issue.ts';
import { publicKeyOf } from './keys.ts';
import type { LogoutTokenContext, PlannedOidcLogoutFault } from './logout-fault.ts';
import type { SignIn } from './sign-in.ts';
import { occasionOf } from './tools.ts';
import type { World } from './world.ts';
import type { SignOutOrder } from '../idps.ts';

export const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Seconds for which oidc-provider's logout tokens are good. */
const LIFETIME_S = 120;

/** What oidc-provider would send: claims, and their order, are the library's. */
export function logoutDraft(world: World, signIn: SignIn, key: string): IdTokenDraft {
  const { profile, app, server, sid } = signIn;
  const { seed, nonce, clock } = world.runtime;
  const seconds = Math.floor(clock() / 1000);
  return {
    vendor: profile.vendor,
    header: { alg: 'RS256', typ: 'logout+jwt', kid: profile.kid(publicKeyOf(app.key)) },
    claims: present({
      sub: subjectOf(world, signIn),
      events: { [LOGOUT_EVENT]: {} },
      jti: new Choices('logout token', seed, nonce, key).text(LETTERS_AND_DIGITS, 21),
      sid,
      aud: app.clientId,
      exp: seconds + LIFETIME_S,
      iat: seconds,
      iss: server.issuer,
    }),
    signer: { by: 'RS256', key: app.key.privateKey },
  };
}

/** As the application is told of the person. */
export function subjectOf(world: World, signIn: SignIn, person = signIn.person): string {
  const { sub } = signIn.profile.idToken(tellingOf(signIn, occasionOf(world, world.runtime.clock()), person));
  if (typeof sub === 'string') return sub;
  throw new TypeError('An ID token has no subject.');
}

/** The whole way of a logout token: what it says, signed, as text; each form passes the faults that are meant for that form. */
export async function logoutTokenPipeline(
  genuine: IdTokenDraft,
  faults: readonly PlannedOidcLogoutFault[],
  context: LogoutTokenContext,
): Promise<string> {
  const of = (stage: 'draft' | 'wire' | 'delivery') => faults.filter(({ fault }) => fault.stage === stage);
  const draft = runFaults('message', of('draft'), genuine, (before, { fault, options }) =>
    fault.message === 'logout-token' && fault.stage === 'draft' ? fault.apply(before, options, context) : undefined,
  );
  const onText = (before: string, { fault, options }: PlannedOidcLogoutFault) =>
    fault.message === 'logout-token' && fault.stage !== 'draft' ? fault.apply(before, options, context) : undefined;
  const token = runFaults('message', of('wire'), await written(draft), onText);
  return runFaults('message', of('delivery'), token, onText);
}

/** The tools of the faults on one logout token. */
export function logoutTools(world: World, signIn: SignIn, order: SignOutOrder | null): LogoutTokenContext {
  const { app } = signIn;
  const { seed, nonce, clock } = world.runtime;
  return {
    now: clock(),
    attackerKey: app.attackerKey,
    clientSecret: app.clientSecret,
    idToken: () => genuineDraft(signIn, tellingOf(signIn, occasionOf(world, clock()))),
    victim() {
      if (order?.victim) return subjectOf(world, signIn, order.victim);
      throw new IdpError('FAULT_NEEDS_VICTIM', 'A fault names somebody else. Name a victim.');
    },
    earlier() {
      const earlier = order?.earlier === undefined ? undefined : world.logoutTokens.get(order.earlier);
      if (earlier !== undefined) return earlier;
      throw new IdpError('FAULT_DOES_NOT_FIT', 'The earlier sign-out sent no logout token that could be sent again.');
    },
    unheardOf: `${new Choices('unheard of', seed, order?.key ?? '').text(LETTERS_AND_DIGITS, 12)}${nonce}`,
  };
}
