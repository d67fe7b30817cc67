import { createPublicKey } from 'node:crypto';
import type { DefectId } from './defects.ts';
import {
  bringAnswer,
  CLIENT,
  openIdMethod,
  part,
  signInByForm,
  signInOverOpenId,
  strangersKey,
  withMac,
  withMacOf,
  type AnswerChanges,
  type OpenIdIdp,
} from './test-openid.ts';
import type { World } from './test-world.ts';

const ADA = 'ada@corp.test';

/** Whether somebody got in who should not, or the like happened. */
type OpenIdForgery = (world: World, idp: OpenIdIdp) => Promise<boolean>;

const letsIn =
  (answer: AnswerChanges): OpenIdForgery =>
  async (world, idp) =>
    (await signInOverOpenId(world, idp, await openIdMethod(world, idp), ADA, answer)).email === ADA;

const withClaim = (claims: Record<string, unknown>): OpenIdForgery => letsIn({ claims });

/** What every defect that is about OpenID Connect alone lets in, or does wrong otherwise. */
export const openIdForgeries = {
  'oidc-any-algorithm': letsIn({ wire: (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.` }),
  'oidc-signature-not-verified': letsIn({ key: strangersKey }),
  'oidc-fails-open-without-keys': async (world, idp) => {
    idp.withoutKeys = true;
    return letsIn({ key: strangersKey })(world, idp);
  },
  'oidc-public-key-as-secret': letsIn({ wire: withMac }),
  'oidc-discovery-issuer-not-compared': async (world, idp) => {
    idp.named = 'https://issuer.evil.test';
    const method = await openIdMethod(world, idp).catch(() => null);
    if (!method) return false;
    return (await signInOverOpenId(world, idp, method, ADA, { claims: { iss: idp.named } })).email === ADA;
  },
  'oidc-no-pkce': async (world, idp) => {
    const { asked } = await signInOverOpenId(world, idp, await openIdMethod(world, idp), ADA);
    return asked !== null && !asked.searchParams.has('code_challenge');
  },
  'oidc-same-nonce': async (world, idp) => {
    const method = await openIdMethod(world, idp);
    const nonceOf = async () => (await signInOverOpenId(world, idp, method, ADA)).asked?.searchParams.get('nonce');
    return (await nonceOf()) === (await nonceOf());
  },
  'oidc-code-of-anybody': withClaim({ nonce: 'another' }),
  'oidc-any-issuer': withClaim({ iss: 'https://issuer.evil.test' }),
  'oidc-any-audience': withClaim({ aud: 'another' }),
  'oidc-any-authorized-party': withClaim({ azp: 'another' }),
  'oidc-never-expires': withClaim({ exp: 1 }),
  'oidc-not-before-ignored': withClaim({ nbf: Math.floor(Date.now() / 1000) + 3600 }),
  'oidc-nonce-ignored': withClaim({ nonce: 'another' }),
  'oidc-subject-optional': withClaim({ sub: undefined }),
  'oidc-state-ignored': letsIn({ parameters: { state: 'another' } }),
  'oidc-any-known-algorithm': letsIn({ wire: withMacOf(CLIENT.clientSecret) }),
  'oidc-key-of-the-header': letsIn({
    key: strangersKey,
    header: { jwk: createPublicKey(strangersKey).export({ format: 'jwk' }) },
  }),
  'oidc-fetches-key-of-the-header': async (world, idp) => {
    await letsIn({ key: strangersKey, header: { jku: `${idp.issuer}/keys-of-the-header` } })(world, idp);
    return idp.asked.includes('/keys-of-the-header');
  },
  'oidc-critical-header-ignored': letsIn({ header: { crit: ['https://extension.test'], 'https://extension.test': 1 } }),
  'oidc-audience-as-text': async (world, idp) => {
    const method = await openIdMethod(world, idp);
    return (await signInOverOpenId(world, idp, method, ADA, { claims: { aud: [CLIENT.clientId] } })).email !== ADA;
  },
  'oidc-crashes-on-odd-answers': async (world, idp) => {
    const method = await openIdMethod(world, idp);
    return (await signInOverOpenId(world, idp, method, ADA, { wire: () => 'odd' })).status === 500;
  },
  'oidc-issued-at-optional': withClaim({ iat: undefined }),
  'oidc-code-hash-ignored': async (world, idp) => {
    const method = await openIdMethod(world, idp, { responseType: 'code id_token' });
    return (await signInByForm(world, idp, method, ADA, { claims: { c_hash: 'x' } })).email === ADA;
  },
  'oidc-keys-kept': async (world, idp) => {
    const method = await openIdMethod(world, idp);
    await signInOverOpenId(world, idp, method, ADA);
    idp.further.two = strangersKey;
    const changes = { key: strangersKey, header: { kid: 'two' } };
    return (await signInOverOpenId(world, idp, method, ADA, changes)).email !== ADA;
  },
  'oidc-issuer-parameter-ignored': letsIn({ parameters: { iss: 'https://issuer.evil.test' } }),
  'oidc-issuer-parameter-optional': async (world, idp) => {
    idp.promisesIssuer = true;
    return letsIn({ parameters: { iss: undefined } })(world, idp);
  },
  'oidc-first-of-several-emails': withClaim({ email: [ADA, 'me@corp.test'] }),
  'oidc-hosted-domain-ignored': async (world, idp) => {
    const method = await openIdMethod(world, idp, { idpType: 'google' });
    return (await signInOverOpenId(world, idp, method, ADA)).email === ADA;
  },
  'oidc-userinfo-of-anybody': async (world, idp) => {
    idp.userinfo = { sub: 'somebody-else', email: ADA };
    return (await signInOverOpenId(world, idp, await openIdMethod(world, idp), null)).email === ADA;
  },
  'oidc-keeps-answers': async (world, idp) => {
    const { callback, browser } = await signInOverOpenId(world, idp, await openIdMethod(world, idp), ADA);
    await browser.send('/logout', { method: 'POST' });
    return (await bringAnswer(browser, callback)).email === ADA;
  },
  'oidc-unverified-email-accepted': withClaim({ email_verified: false }),
} satisfies Partial<Record<DefectId, OpenIdForgery>>;
