import { describe, expect, it } from 'vitest';
import {
  type AnswerChanges,
  bringAnswer,
  openIdMethod,
  signInByForm,
  signInOverOpenId,
  startOpenIdIdp,
  strangersKey,
} from './test-openid.ts';
import { openIdForgeries } from './test-openid-forgeries.ts';
import { startWorld } from './test-world.ts';

const ADA = 'ada@corp.test';
/** 256 bits. */
const RANDOM: unknown = expect.stringMatching(/^[\w-]{43}$/);

async function setting(changes: Record<string, unknown> = {}) {
  const [world, idp] = await Promise.all([startWorld(), startOpenIdIdp()]);
  const method = await openIdMethod(world, idp, changes);
  const signIn = (email: string | null = ADA, answer: AnswerChanges = {}) =>
    signInOverOpenId(world, idp, method, email, answer);
  return { world, idp, method, signIn };
}

describe('a sign-in over OpenID Connect', () => {
  it('asks with PKCE, state and nonce, and makes one account with the address alone', async () => {
    const { world, signIn } = await setting();
    const { asked, email, location } = await signIn(ADA, { claims: { name: 'Ada', groups: ['A'] } });
    expect(Object.fromEntries(asked!.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: RANDOM,
      state: RANDOM,
      nonce: RANDOM,
      scope: 'openid profile email',
    });
    expect([email, location]).toEqual([ADA, '/']);
    expect(await world.accounts()).toMatchObject([{ email: ADA, name: null, groups: [] }]);
  });

  it('takes groups of Entra ID, and takes object id and tenant for the subject', async () => {
    const { world, signIn } = await setting({ idpType: 'entra' });
    const entra = { tid: 'tenant', oid: 'object-1', groups: ['B', 'A', 'B'] };
    await signIn(ADA, { claims: entra });
    expect(await world.accounts()).toMatchObject([{ email: ADA, groups: ['B', 'A'] }]);
    expect((await signIn(ADA, { claims: { ...entra, sub: 'another' } })).email).toBe(ADA);
    expect((await signIn(ADA, { claims: { ...entra, oid: 'object-2' } })).code).toBe('other-subject');
  });

  it('lets a person in through methods of both protocols, with one account', async () => {
    const { world, signIn } = await setting();
    expect((await world.signIn(await world.verifiedMethod(), ADA)).email).toBe(ADA);
    expect((await signIn('Ada@Corp.test')).email).toBe(ADA);
    expect(await world.accounts()).toHaveLength(1);
  });

  it('asks userinfo where the ID token holds no address, and takes no other subject’s', async () => {
    const { idp, signIn } = await setting();
    idp.userinfo = { sub: 'subject-1', email: ADA };
    expect((await signIn(null)).email).toBe(ADA);
    idp.userinfo = { sub: 'subject-2', email: ADA };
    expect((await signIn(null)).email).toBeNull();
  });

  it('is refused by the ordinary login where there is no account', async () => {
    const { world, method, signIn } = await setting();
    expect(await signIn(ADA, { start: method.loginUrl })).toMatchObject({ code: 'no-account', email: null });
    expect(await world.accounts()).toEqual([]);
  });

  it.each<[string, string | null, AnswerChanges, string, Record<string, unknown>?]>([
    ['no address', null, {}, 'code-refused'],
    ['an address of another domain', 'ada@elsewhere.test', {}, 'domain-not-approved'],
    ['two addresses in one', `${ADA},eve@evil.test`, {}, 'needs-email'],
    [
      'an address whose domain Entra has not verified',
      ADA,
      { claims: { xms_edov: false } },
      'email-not-verified',
      { idpType: 'entra' },
    ],
    ['a consumer account of Google', ADA, {}, 'hosted-domain', { idpType: 'google' }],
    ['another hosted domain', ADA, { claims: { hd: 'evil.test' } }, 'hosted-domain', { idpType: 'google' }],
    ['an error', ADA, { parameters: { code: undefined, error: 'access_denied' } }, 'idp-answered-error'],
    ['no code', ADA, { parameters: { code: undefined } }, 'code-refused'],
    ['another authorized party', ADA, { claims: { azp: 'another' } }, 'id-token'],
    ['a further audience', ADA, { claims: { aud: ['our-client', 'another'], azp: 'our-client' } }, 'id-token'],
    ['a token of tomorrow', ADA, { claims: { iat: Math.floor(Date.now() / 1000) + 86_400 } }, 'id-token'],
    ['a subject that is too long', ADA, { claims: { sub: 's'.repeat(256) } }, 'id-token'],
    ['the hash of another access token', ADA, { claims: { at_hash: 'x' } }, 'id-token'],
  ])('with %s is refused', async (_, email, answer, code, changes) => {
    const { world, signIn } = await setting(changes);
    expect(await signIn(email, answer)).toMatchObject({ code, email: null });
    expect(await world.accounts()).toEqual([]);
  });

  it.each([
    ['an error', { status: 400, body: '{"error":"invalid_grant"}' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a server error', { status: 503, body: '' }],
  ])('is refused where the token endpoint answers %s', async (_, fails) => {
    const { idp, signIn } = await setting();
    idp.fails = fails;
    expect(await signIn()).toMatchObject({ status: 403, code: 'code-refused', email: null });
  });

  it.each([
    ['refused', [], null],
    ['taken with the defect', ['other-methods-idp-accepted'], ADA],
  ])('with a token of another method is %s', async (_, defects, email) => {
    const [world, idp] = await Promise.all([startWorld({ defects }), startOpenIdIdp()]);
    const method = await openIdMethod(world, idp);
    await openIdMethod(world, idp, { clientId: 'another' });
    const signIn = (claims: Record<string, unknown>) => signInOverOpenId(world, idp, method, ADA, { claims });
    expect((await signIn({ aud: 'nobody' })).email).toBeNull();
    expect((await signIn({ aud: 'another' })).email).toBe(email);
    expect((await signIn({})).email).toBe(ADA);
  });

  it('takes an answer once, and no parameter twice', async () => {
    const { world, signIn } = await setting();
    const { callback, browser } = await signIn();
    expect((await bringAnswer(browser, callback)).code).toBe('state-unknown');
    expect((await bringAnswer(world.browser(), `${callback}&state=x`)).code).toBe('callback-structure');
  });

  it.each(Object.keys(openIdForgeries))('lets nobody in with the forgery that %s falls for', async (id) => {
    const [world, idp] = await Promise.all([startWorld(), startOpenIdIdp()]);
    expect(await openIdForgeries[id as keyof typeof openIdForgeries](world, idp)).toBe(false);
  });
});

describe('an answer that comes as a form', () => {
  const answered = async (responseType: string, answer: AnswerChanges = {}) => {
    const [world, idp] = await Promise.all([startWorld(), startOpenIdIdp()]);
    const method = await openIdMethod(world, idp, { responseType });
    return { world, idp, ...(await signInByForm(world, idp, method, ADA, answer)) };
  };

  it.each(['id_token', 'code id_token'])('signs in with %s, which was asked for', async (responseType) => {
    const { asked, email, location, idp } = await answered(responseType);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: responseType,
      response_mode: 'form_post',
    });
    expect([email, location]).toEqual([ADA, '/']);
    expect(idp.redeemed).toHaveLength(responseType === 'id_token' ? 0 : 1);
  });

  it.each<[string, AnswerChanges, string]>([
    ['signed by a stranger', { key: strangersKey }, 'code-refused'],
    ['without a nonce', { claims: { nonce: undefined } }, 'code-refused'],
    ['for somebody else too', { claims: { aud: ['our-client', 'another'], azp: 'our-client' } }, 'id-token'],
    ['with an unknown state', { parameters: { state: 'another' } }, 'state-unknown'],
    ['without an ID token', { parameters: { id_token: undefined } }, 'code-refused'],
    ['with an error', { parameters: { error: 'access_denied', id_token: undefined } }, 'idp-answered-error'],
  ])('lets nobody in: %s', async (_, answer, code) => {
    const { world, ...shown } = await answered('id_token', answer);
    expect(shown).toMatchObject({ code, email: null });
    expect(await world.accounts()).toEqual([]);
  });

  it('lets nobody in where another browser brings it, and takes no ticket that it did not give', async () => {
    const [world, idp] = await Promise.all([startWorld(), startOpenIdIdp()]);
    const method = await openIdMethod(world, idp, { responseType: 'id_token' });
    const brings = world.browser();
    expect((await signInByForm(world, idp, method, ADA, { brings })).code).toBe('browser-mismatch');
    expect((await bringAnswer(brings, `/sso/${method.id}/callback?ticket=x`)).code).toBe('ticket-unknown');
  });
});

describe('a method over OpenID Connect', () => {
  it('answers its redirect URI, and nothing of SAML', async () => {
    const { world, method } = await setting();
    expect(method).toMatchObject({ protocol: 'oidc', redirectUri: `${world.url}/sso/${method.id}/callback` });
    expect(method).not.toHaveProperty('acsUrl');
    expect((await world.browser().post(`/sso/${method.id}/acs`, { SAMLResponse: 'x' })).code).toBe('other-protocol');
    expect((await world.browser().get(`/sso/${method.id}/metadata`)).code).toBe('other-protocol');
    const saml = await world.verifiedMethod();
    expect((await world.browser().get(`/sso/${saml.id}/callback?code=x&state=y`)).code).toBe('other-protocol');
  });

  it.each([
    ['another issuer than the one that was given', (issuer: string) => ({ issuer: `${issuer}/another` }), 'discovery'],
    ['no issuer', () => ({ issuer: undefined }), 'invalid-field'],
    ['no client secret', () => ({ clientSecret: undefined }), 'invalid-field'],
    ['an address off this machine without TLS', () => ({ issuer: 'http://idp.test' }), 'metadata'],
  ])('is not created with %s', async (_, changes, code) => {
    const [world, idp] = await Promise.all([startWorld(), startOpenIdIdp()]);
    const body = {
      name: 'T',
      idpType: 'okta',
      protocol: 'oidc',
      jit: true,
      domains: ['corp.test'],
      issuer: idp.issuer,
    };
    const answer = await world.api('POST', '/admin/sso-methods', {
      ...body,
      clientId: 'our-client',
      clientSecret: 'secret',
      ...changes(idp.issuer),
    });
    expect(answer).toMatchObject({ status: 422, code });
  });
});
