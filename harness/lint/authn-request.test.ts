import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintRelayState, lintRequest } from './authn-request.ts';
import { fullRequest } from './documents.fixture.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const read = (xml: string) => {
  const facts = lintRequest(xml, NOW);
  if ('problem' in facts) throw new Error(facts.problem);
  return facts;
};
const issuedAt = (instant: string) => read(fullRequest.replace('2026-11-23T12:00:00Z', instant)).issueInstant;

describe('a request', () => {
  it('is read as it was sent', () => {
    expect(read(fullRequest)).toEqual({
      problems: [],
      version: '2.0',
      issueInstant: { form: 'utc', minutesAgo: 0 },
      destination: 'http://idp.test/sso',
      issuer: { value: 'http://sp.test/metadata', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity' },
      acsIndex: null,
      protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      nameIdPolicy: { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', allowCreate: true },
      authnContext: {
        comparison: 'exact',
        classes: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'],
        declarations: [],
      },
      subjectConfirmations: 1,
      forceAuthn: true,
      isPassive: false,
      algorithms: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
    });
  });

  it('may leave nearly everything out', () => {
    const xml =
      '<AuthnRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0" IssueInstant="2026-11-23T12:00:00Z"/>';
    expect(read(xml)).toMatchObject({
      problems: [],
      issuer: null,
      nameIdPolicy: null,
      authnContext: null,
      algorithms: [],
    });
    expect(read(xml.replace(' ID="_a"', '')).problems).toEqual(['<samlp:AuthnRequest> lacks the attribute ID.']);
  });

  it.each([
    ['2026-11-23T12:00:00Z', 'utc', 0],
    ['2026-11-23T12:00:00', 'utc', 0],
    ['2026-11-23T12:00:00.123456Z', 'utc', 0],
    ['2026-11-23T12:00:00+00:00', 'utc', 0],
    ['2026-11-23T14:00:00+02:00', 'local', 0],
    ['2026-11-23T14:00:00Z', 'utc', -120],
    ['2026-11-22T12:00:00Z', 'utc', 1440],
    ['2026-11-31T12:00:00Z', 'unreadable', null],
    ['yesterday', 'unreadable', null],
    ['', 'unreadable', null],
  ])('issued at %j is of the form %s, %j minutes ago', (instant, form, minutesAgo) => {
    expect(issuedAt(instant)).toEqual({ form, minutesAgo });
  });

  it.each([
    ['hello', 'not-xml'],
    ['<a>', 'not-xml'],
    ['<!DOCTYPE a><a/>', 'doctype'],
    ['<!doctype html><p>', 'html'],
    ['<AuthnRequest/>', 'not-authn-request'],
    ['<LogoutRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>', 'not-authn-request'],
    [`<a>${'<b/>'.repeat(30_000)}</a>`, 'too-large'],
  ])('that is none is told as such', (xml, problem) => {
    expect(lintRequest(xml, NOW)).toEqual({ problem });
  });

  it('never throws, whatever was sent', () => {
    const broken = fc.tuple(fc.nat(fullRequest.length), fc.nat(40), fc.string()).map(([at, length, more]) => {
      return fullRequest.slice(0, at) + more + fullRequest.slice(at + length);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (xml) => {
        expect(lintRequest(xml, NOW)).toBeTypeOf('object');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a RelayState', () => {
  it.each([
    ['', 0, null],
    ['_3f9d', 5, null],
    ['/landing?tab=1', 14, null],
    ['é', 2, null],
    ['https://app.test/x', 18, 'an address'],
    ['//app.test/x', 12, 'an address'],
    ['back to a@b.test', 16, 'a mail address'],
  ])('of %j has %i bytes and holds %j', (value, bytes, holds) => {
    expect(lintRelayState(value)).toEqual({ bytes, holds });
  });
});
