import type { DefectId } from './defects.ts';
import {
  bringAnswer,
  openIdMethod,
  part,
  signInOverOpenId,
  strangersKey,
  withMac,
  type AnswerChanges,
  type OpenIdIdp,
} from './test-openid.ts';
import type { World } from './test-world.ts';

const ADA = 'ada@corp.test';

/** Whether somebody got in who should not. */
type OpenIdForgery = (world: World, idp: OpenIdIdp) => Promise<boolean>;

const letsIn =
  (answer: AnswerChanges): OpenIdForgery =>
  async (world, idp) =>
    (await signInOverOpenId(world, idp, await openIdMethod(world, idp), ADA, answer)).email === ADA;

const withClaim = (claims: Record<string, unknown>): OpenIdForgery => letsIn({ claims });

/** What every defect that is about OpenID Connect alone lets in. */
export const openIdForgeries = {
  'oidc-any-algorithm': letsIn({ wire: (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.` }),
  'oidc-signature-not-verified': letsIn({ key: strangersKey }),
  'oidc-public-key-as-secret': letsIn({ wire: withMac }),
  'oidc-any-issuer': withClaim({ iss: 'https://issuer.evil.test' }),
  'oidc-any-audience': withClaim({ aud: 'another' }),
  'oidc-any-authorized-party': withClaim({ azp: 'another' }),
  'oidc-never-expires': withClaim({ exp: 1 }),
  'oidc-not-before-ignored': withClaim({ nbf: Math.floor(Date.now() / 1000) + 3600 }),
  'oidc-nonce-ignored': withClaim({ nonce: 'another' }),
  'oidc-subject-optional': withClaim({ sub: undefined }),
  'oidc-state-ignored': letsIn({ parameters: { state: 'another' } }),
  'oidc-keeps-answers': async (world, idp) => {
    const { callback, browser } = await signInOverOpenId(world, idp, await openIdMethod(world, idp), ADA);
    await browser.send('/logout', { method: 'POST' });
    return (await bringAnswer(browser, callback)).email === ADA;
  },
  'oidc-unverified-email-accepted': withClaim({ email_verified: false }),
} satisfies Partial<Record<DefectId, OpenIdForgery>>;
