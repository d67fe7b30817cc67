import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Choices } from '../choices.ts';
import { IdpError } from '../idp-error.ts';
import { only } from './claims.ts';
import type { OidcFaultContext, ResponseFaultContext } from './fault.ts';
import { genuineDraft, tellingOf, type Occasion } from './issue.ts';
import { publicKeyOf } from './keys.ts';
import type { SigningKey } from '../saml/respond.ts';
import type { Passage, SignIn } from './sign-in.ts';
import type { World } from './world.ts';
import { oidcProfiles } from '../profiles/oidc.ts';

let ecKey: KeyObject | undefined;

/** A curve key that nobody knows, made when first used: that takes less than a millisecond. */
function attackerEcKey(): KeyObject {
  ecKey ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return ecKey;
}

/** The tools of the faults on one ID token. */
export function tokenTools(
  world: World,
  signIn: SignIn,
  occasion: Occasion,
  newKey: SigningKey | null = null,
): Omit<OidcFaultContext, 'draft'> {
  const { app, profile, server, order } = signIn;
  const genuine = genuineDraft(signIn, tellingOf(signIn, occasion));
  return {
    now: occasion.now,
    channel: occasion.channel,
    genuine,
    publicKey: publicKeyOf(app.key),
    attackerKey: app.attackerKey,
    attackerJwk: profile.jwk(publicKeyOf(app.attackerKey), server),
    get attackerEcKey() {
      return attackerEcKey();
    },
    clientSecret: app.clientSecret,
    canary: (what) => `${canaryOf(world, signIn)}/${what}`,
    victim: () => victimClaims(signIn, occasion),
    identity: profile.identity,
    rollOver() {
      if (!newKey) throw new RangeError('There is no new key.');
      world.rolledOver.set(server.id, newKey);
      const { kid, x5t } = profile.header(publicKeyOf(newKey), server);
      return { key: newKey, kid, x5t };
    },
    spoilKeys: (mistake) => void world.spoiltKeys.set(server.id, mistake),
    other: () => otherDraft(world, signIn, occasion),
    earlierNonce: () => earlierOf(world, order?.earlier).nonce,
  };
}

/** An address that this sign-in's tokens may name and nobody should fetch. */
function canaryOf({ runtime }: World, { key, ticket, server: { vendor } }: SignIn): string {
  const id = new Choices('canary', runtime.seed, key).text('abcdefghijklmnopqrstuvwxyz', 8) + runtime.nonce;
  runtime.canaries.put(id, { ticket, vendor });
  return `${runtime.origin}/_jitmus/canary/${id}`;
}

function victimClaims(signIn: SignIn, occasion: Occasion) {
  const { profile, order } = signIn;
  if (!order?.victim) throw new IdpError('FAULT_NEEDS_VICTIM', 'A fault claims to be somebody else. Name a victim.');
  return only(profile.idToken(tellingOf(signIn, occasion, order.victim)), profile.identity);
}

function otherDraft(world: World, signIn: SignIn, occasion: Occasion) {
  const { order } = signIn;
  const app = order?.otherApp && world.runtime.registry.own(order.otherApp);
  if (!app) throw new IdpError('FAULT_NEEDS_OTHER_APP', 'A fault mixes two apps. Name otherApp.');
  const profile = oidcProfiles[app.vendor];
  const server = profile.serverOf(app, app.settings, world.runtime.located);
  const there: SignIn = { ...signIn, app, settings: app.settings, profile, server };
  return genuineDraft(there, tellingOf(there, occasion));
}

function earlierOf(world: World, key: string | undefined) {
  const found = key === undefined ? undefined : world.earlier.get(key);
  if (found) return found;
  throw new IdpError(
    'FAULT_NEEDS_EARLIER',
    'A fault uses values again. Name the key of an earlier sign-in over OpenID Connect.',
  );
}

/** The tools of the faults on an authorization response, or on an answer. */
export function responseContext(
  world: World,
  { order, now, server, signIn }: Pick<Passage, 'order' | 'now' | 'server' | 'signIn'>,
): ResponseFaultContext {
  const { runtime } = world;
  return {
    now,
    issuer: server.issuer,
    otherIssuer() {
      const app = order?.otherApp && runtime.registry.own(order.otherApp);
      if (app) return app.openid.issuer;
      throw new IdpError('FAULT_NEEDS_OTHER_APP', 'A fault mixes two apps. Name otherApp.');
    },
    victim() {
      if (!signIn) throw new IdpError('FAULT_DOES_NOT_FIT', 'Nobody has signed in yet.');
      return victimClaims(signIn, occasionOf(world, now));
    },
    earlier: () => earlierOf(world, order?.earlier),
  };
}

/** What is settled when nothing travels along. */
export const occasionOf = ({ runtime }: World, now: number): Occasion => ({
  channel: 'back',
  accessToken: null,
  code: null,
  nonce: null,
  now,
  at: runtime.located,
  seed: runtime.seed,
  runNonce: runtime.nonce,
});
