import { describe, expect, it } from 'vitest';
import { claimIn, drawnClaims, pairwiseSubjectIn, shownToken } from './shown-token.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256' })}.${part({ sub: 'one', iat: 1 })}.sig`;

describe('a token as people read it', () => {
  it('is decoded, with the signature as it stands', () => {
    expect(JSON.parse(shownToken(token))).toEqual({
      header: { alg: 'RS256' },
      claims: { sub: 'one', iat: 1 },
      signature: 'sig',
    });
  });

  it.each(['', 'no token', 'a.b.c'])('is shown as it came where it is none: %j', (text) => {
    expect(shownToken(text)).toBe(text);
    expect(claimIn(text, 'sub')).toBeNull();
  });

  it('tells a claim that is a text', () => {
    expect([claimIn(token, 'sub'), claimIn(token, 'iat'), claimIn(token, 'oid')]).toEqual(['one', null, null]);
  });

  it('tells the claims that are drawn, and a subject that is another for each application', () => {
    const sub = 'QFRhOFeSZo-i9KW7CYyf4gBWBRk4YVGZZxeFJb5ijSk';
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const drawn = `${part({})}.${part({ sub, jti: 'WG3GPUkXvdvfAkH2aLUi9', sid: 'short', aio: 7, email: 'ada.lovelace@corp.test' })}.`;
    expect(drawnClaims(drawn)).toEqual([['jti', 'WG3GPUkXvdvfAkH2aLUi9']]);
    expect([pairwiseSubjectIn(drawn), pairwiseSubjectIn(token)]).toEqual([sub, null]);
  });
});
