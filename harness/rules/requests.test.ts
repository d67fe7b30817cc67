import { describe, expect, it } from 'vitest';
import type { RequestFacts } from '../observation.ts';
import { APP, findingOf, testLog, type TestLog } from '../test-log.ts';
import { rules } from '../vocabulary.ts';

type Data = Partial<RequestFacts>;
type Said = Partial<NonNullable<RequestFacts['request']>>;
const SAML2 = 'urn:oasis:names:tc:SAML:2.0';
const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

const two = (data: Data = {}, said: Said | null = {}) => testLog().request(data, said).request(data, said);
const signed = (
  state: RequestFacts['signature']['state'],
  algorithms = [SHA256],
  promisedBy: string | null = null,
): Data => ({
  signature: { state, algorithms, promisedBy },
});
const policy = (format: string | null, allowCreate: boolean | null = null): Said => ({
  nameIdPolicy: { format, allowCreate },
});
const context = (name: string, comparison = 'exact'): Said => ({
  authnContext: { comparison, classes: [name], declarations: [] },
});
const certificate = {
  use: 'signing',
  problem: null,
  keyType: 'rsa',
  bits: 2048,
  lifetime: 'in-force',
  encrypts: null,
} as const;

/** Rule, what is seen, and the status: what SAML permits is never a failure. */
const rows: [rule: string, what: string, log: TestLog, status: string, says?: RegExp][] = [
  ['readable', 'a request that decodes', two(), 'pass'],
  ['readable', 'no base64', two({ problem: 'not-base64' }, null), 'fail', /not base64/],
  ['readable', 'no deflate', two({ problem: 'not-deflated' }, null), 'fail', /does not inflate/],
  ['readable', 'no XML', two({ problem: 'not-xml' }, null), 'fail', /well-formed/],
  ['readable', 'a document type, which is permitted', two({ problem: 'doctype' }, null), 'blocked'],
  ['readable', 'one of two that decodes', testLog().request().request({ problem: 'missing' }, null), 'fail'],
  ['schema', 'a problem', two({}, { problems: ['It is wrong.'] }), 'fail', /It is wrong\./],
  ['schema', 'ForceAuthn beside IsPassive, which is permitted', two({}, { forceAuthn: true, isPassive: true }), 'pass'],
  ['id-fresh', 'two IDs', two(), 'pass'],
  ['id-fresh', 'one ID twice', two({ id: '_a' }), 'fail', /_a again/],
  ['id-fresh', 'one request', testLog().request(), 'blocked'],
  ['id-fresh', 'a request without an ID', two({ id: null }), 'blocked'],
  ['version', '1.1', two({}, { version: '1.1' }), 'fail', /"1\.1"/],
  ['version', 'none', two({}, { version: null }), 'fail', /nothing/],
  ['utc', 'another zone', two({}, { issueInstant: { form: 'local', minutesAgo: 0 } }), 'fail', /another zone/],
  ['utc', 'no date', two({}, { issueInstant: { form: 'unreadable', minutesAgo: null } }), 'fail', /no time/],
  ['utc', 'nothing', two({}, { issueInstant: null }), 'fail', /nothing/],
  ['issued-now', 'ten minutes', two({}, { issueInstant: { form: 'utc', minutesAgo: -10 } }), 'pass'],
  ['issued-now', 'an hour ago', two({}, { issueInstant: { form: 'utc', minutesAgo: 60 } }), 'fail', /60 minutes before/],
  ['issued-now', 'an hour ahead', two({}, { issueInstant: { form: 'utc', minutesAgo: -60 } }), 'fail', /60 minutes after/],
  ['issued-now', 'no time', two({}, { issueInstant: null }), 'blocked'],
  ['destination', 'the address', two(), 'pass'],
  ['destination', 'none, which is permitted', two({}, { destination: null }), 'pass'],
  ['destination', 'the address in other spelling', two({}, { destination: 'HTTP://idp.test:80/sso' }), 'pass'],
  ['destination', 'another address', two({}, { destination: 'http://idp.test/' }), 'fail', /idp\.test\/"/],
  ['destination', 'an empty one', two({}, { destination: '' }), 'fail'],
  ['destination-when-signed', 'signed, with it', two(signed('valid')), 'pass'],
  ['destination-when-signed', 'signed, without it', two(signed('unchecked'), { destination: null }), 'fail'],
  ['destination-when-signed', 'unsigned', two({}, { destination: null }), 'skipped'],
  ['acs', 'its own', two(), 'pass'],
  ['acs', 'none', two({ acsUrl: null }), 'pass'],
  ['acs', 'another', two({ acsUrl: 'http://app.test/other' }), 'fail', /app\.test\/other/],
  ['acs', 'one that the metadata has', testLog().metadata({ acs: [{ binding: 'b', location: 'http://app.test/other', index: '2', isDefault: false }] }).request({ acsUrl: 'http://app.test/other' }), 'pass'],
  ['acs', 'an index without metadata', two({ acsUrl: null }, { acsIndex: '1' }), 'skipped'],
  ['acs', 'an index of the metadata', testLog().metadata().request({ acsUrl: null }, { acsIndex: '1' }), 'pass'],
  ['acs', 'an index that is not there', testLog().metadata().request({ acsUrl: null }, { acsIndex: '2' }), 'fail', /"2"/],
  ['acs-named-once', 'an index alone', two({ acsUrl: null }, { acsIndex: '1', protocolBinding: null }), 'pass'],
  ['acs-named-once', 'an index beside a binding', two({ acsUrl: null }, { acsIndex: '1' }), 'fail'],
  ['issuer', 'with Format entity', two({}, { issuer: { value: APP.entityId, format: `${SAML2}:nameid-format:entity` } }), 'pass'],
  ['issuer', 'with another Format', two({}, { issuer: { value: APP.entityId, format: 'urn:a:b' } }), 'fail', /urn:a:b/],
  ['issuer', 'another', two({}, { issuer: { value: 'http://app.test', format: null } }), 'fail', /"http:\/\/app\.test"/],
  ['issuer', 'none', two({}, { issuer: null }), 'fail', /nothing/],
  ['nameid-policy', 'none', two({}, { nameIdPolicy: null }), 'pass'],
  ['nameid-policy', 'persistent', two({}, policy(`${SAML2}:nameid-format:persistent`)), 'pass'],
  ['nameid-policy', 'encrypted', two({}, policy(`${SAML2}:nameid-format:encrypted`)), 'pass'],
  ['nameid-policy', 'one of its own', two({}, policy('urn:a:b')), 'fail', /urn:a:b/],
  ['nameid-policy', 'an empty one', two({}, policy('')), 'fail'],
  ['allow-create', 'transient with it', two({}, policy(`${SAML2}:nameid-format:transient`, false)), 'fail'],
  ['allow-create', 'transient without it', two({}, policy(`${SAML2}:nameid-format:transient`)), 'pass'],
  ['authn-context', 'one of SAML', two({}, context(`${SAML2}:ac:classes:PasswordProtectedTransport`)), 'pass'],
  ['authn-context', 'one of REFEDS', two({}, context('https://refeds.org/profile/mfa')), 'pass'],
  ['authn-context', 'one of Microsoft', two({}, context('urn:federation:authentication:windows')), 'pass'],
  ['authn-context', 'one that SAML does not have', two({}, context(`${SAML2}:ac:classes:Strong`)), 'fail', /Strong/],
  ['authn-context', 'an empty one', two({}, context('')), 'fail'],
  ['authn-context-exact', 'exact', two({}, context('a')), 'pass'],
  ['authn-context-exact', 'minimum', two({}, context('a', 'minimum')), 'fail', /"minimum"/],
  ['signed-as-promised', 'nothing is known', two(), 'skipped'],
  ['signed-as-promised', 'metadata that promises nothing', testLog().metadata().request(), 'pass'],
  ['signed-as-promised', 'metadata that promises, unsigned', testLog().metadata({ authnRequestsSigned: true }).request(), 'fail', /AuthnRequestsSigned/],
  ['signed-as-promised', 'metadata that promises, signed', testLog().metadata({ authnRequestsSigned: true }).request(signed('unchecked')), 'pass'],
  ['signed-as-promised', 'a promise elsewhere, unsigned', two(signed('absent', [], 'the target file')), 'fail', /the target file/],
  ['signature', 'valid', two(signed('valid')), 'pass'],
  ['signature', 'invalid', two(signed('invalid')), 'fail'],
  ['signature', 'no key known', two(signed('unchecked')), 'skipped'],
  ['signature', 'no key in the metadata, which is permitted', testLog().metadata().request(signed('unchecked')), 'skipped'],
  ['signature', 'an algorithm that is not known here', two(signed('unsupported')), 'skipped'],
  ['signature', 'none', two(), 'skipped'],
  ['signature-algorithm', 'SHA-256', two(signed('valid')), 'pass'],
  ['signature-algorithm', 'SHA-1', two(signed('valid', [SHA1])), 'fail', /rsa-sha1/],
  ['signature-algorithm', 'a digest by SHA-1', two(signed('valid', [SHA256, 'http://www.w3.org/2000/09/xmldsig#sha1'])), 'fail'],
  ['signature-algorithm', 'none named', two(signed('invalid', [])), 'blocked'],
  ['relay-state-size', 'none', two(), 'pass'],
  ['relay-state-size', '80 bytes', two({ relayState: { bytes: 80, holds: null } }), 'pass'],
  ['relay-state-size', '81 bytes', two({ relayState: { bytes: 81, holds: null } }), 'fail', /81 bytes/],
  ['relay-state-opaque', 'an address', two({ relayState: { bytes: 20, holds: 'an address' } }), 'fail', /an address/],
  ['relay-state-opaque', 'nothing', two({ relayState: { bytes: 20, holds: null } }), 'pass'],
  ['subject', 'one that names somebody, which is permitted', two({}, { subjectConfirmations: 0 }), 'pass'],
  ['subject', 'one that confirms', two({}, { subjectConfirmations: 1 }), 'fail'],
  ['response-binding', 'HTTP-Artifact, which is permitted', two({}, { protocolBinding: `${SAML2}:bindings:HTTP-Artifact` }), 'pass'],
  ['response-binding', 'none', two({}, { protocolBinding: null }), 'pass'],
  ['response-binding', 'HTTP-Redirect', two({}, { protocolBinding: `${SAML2}:bindings:HTTP-Redirect` }), 'fail', /Redirect/],
]; // prettier-ignore

describe.each([...new Set(rows.map(([rule]) => rule))])('saml/request-%s', (rule) => {
  it.each(rows.filter(([name]) => name === rule).map(([, ...row]) => row))('%s', (_what, log, status, says) => {
    const finding = findingOf(`saml/request-${rule}`, log);
    expect(finding).toMatchObject({ status });
    if (says) expect(`${finding.because} ${'actual' in finding ? finding.actual : ''}`).toMatch(says);
  });
});

/** What the application sends is judged whatever it lets in. */
const all = rules
  .filter(({ id, passesOnRefusal }) => id.startsWith('saml/request-') && !passesOnRefusal)
  .map(({ id }) => id);

it('every rule about requests stands in the table', () => {
  expect([...new Set(rows.map(([rule]) => `saml/request-${rule}`))].sort()).toEqual(all);
});

const withMetadata = () => testLog().metadata({ certificates: [certificate], authnRequestsSigned: true });

describe.each(all)('%s', (rule) => {
  it('passes on sound requests that are signed as promised', () => {
    expect(findingOf(rule, withMetadata().request(signed('valid')).request(signed('valid'))).status).toBe('pass');
  });

  it('is blocked where a request could not be read, and where none came', () => {
    if (rule !== 'saml/request-readable' && rule !== 'saml/request-id-fresh')
      expect(findingOf(rule, two({ problem: 'not-xml' }, null)).status).toBe('blocked');
    expect(findingOf(rule, withMetadata()).status).toBe('blocked');
  });

  it('says nothing about a start at the IdP', () => {
    expect(findingOf(rule, testLog().request({ binding: 'idp-initiated' }, null)).status).toBe('blocked');
  });
});
