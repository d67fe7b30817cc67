import { describe, expect, it } from 'vitest';
import { APP, findingOf, letIn, testLog, type Seen, type TestLog } from '../test-log.ts';
import { rules } from '../vocabulary.ts';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const certificate = {
  use: 'signing',
  problem: null,
  keyType: 'rsa',
  bits: 2048,
  lifetime: 'in-force',
  encrypts: null,
} as const;
const acs = (index: string | null, more = {}) => ({
  binding: POST,
  location: APP.acsUrl,
  index,
  isDefault: false,
  ...more,
});
const unread = (data: { unreachable?: string; problem?: string }) =>
  testLog().add('target.metadata', {
    url: APP.entityId,
    unreachable: null,
    problem: null,
    metadata: null,
    expected: APP,
    ...data,
  });
const keys = (...changes: object[]) =>
  testLog().metadata({ certificates: changes.map((more) => ({ ...certificate, ...more })) });
const saml1 = { protocols: ['urn:oasis:names:tc:SAML:1.1:protocol'] };
const taken = (log: TestLog) => log.signIn({}, letIn({ sent: { shape: 'response' } }));
const refused = (log: TestLog, seen: Seen = {}) => log.signIn({}, { sent: { shape: 'response' }, ...seen });

const rows: [rule: string, what: string, log: TestLog, status: string, says?: RegExp][] = [
  ['readable', 'metadata', testLog().metadata(), 'pass'],
  ['readable', 'no XML', unread({ problem: 'not-xml' }), 'fail', /well-formed/],
  ['readable', 'a page', unread({ problem: 'html' }), 'fail', /page for people/],
  ['readable', 'another status', unread({ problem: 'status 404' }), 'fail', /404/],
  ['readable', 'a document type, which is permitted', unread({ problem: 'doctype' }), 'blocked'],
  ['schema', 'a problem', testLog().metadata({}, { problems: ['It is wrong.'] }), 'fail', /It is wrong\./],
  ['schema', 'none', testLog().metadata(), 'pass'],
  ['entity', 'another', testLog().metadata({}, { entities: ['urn:a:b'] }), 'fail', /urn:a:b/],
  ['entity', 'its own beside others, which is permitted', testLog().metadata({}, { entities: ['urn:a:b', APP.entityId] }), 'pass'],
  ['entity', 'its own twice', testLog().metadata({}, { entities: [APP.entityId, APP.entityId] }), 'fail', /more than once/],
  ['sp-role', 'SAML 1.1 alone', testLog().metadata(saml1), 'fail', /1\.1/],
  ['sp-role', 'SAML 1.1 too', testLog().metadata({ protocols: [...saml1.protocols, 'urn:oasis:names:tc:SAML:2.0:protocol'] }), 'pass'],
  ['sp-role', 'no role', testLog().metadata({}, { roles: [] }), 'fail', /nothing/],
  ['acs', 'the declared one', testLog().metadata(), 'pass'],
  ['acs', 'the declared one beside others', testLog().metadata({ acs: [acs('1', { location: 'http://a.test' }), acs('2')] }), 'pass'],
  ['acs', 'another', testLog().metadata({ acs: [acs('1', { location: 'http://a.test' })] }), 'fail', /a\.test/],
  ['acs', 'by HTTP-Artifact alone', testLog().metadata({ acs: [acs('1', { binding: 'urn:a' })] }), 'fail', /no address/],
  ['acs-indexes', 'different ones', testLog().metadata({ acs: [acs('0'), acs('1')] }), 'pass'],
  ['acs-indexes', 'the same', testLog().metadata({ acs: [acs('1'), acs('1')] }), 'fail', /1 more than once/],
  ['acs-indexes', 'none at all, which the schema tells', testLog().metadata({ acs: [acs(null), acs(null)] }), 'pass'],
  ['acs-default', 'none', testLog().metadata({ acs: [acs('0'), acs('1')] }), 'pass'],
  ['acs-default', 'two', testLog().metadata({ acs: [acs('0', { isDefault: true }), acs('1', { isDefault: true })] }), 'fail', /2 defaults/],
  ['certificates', 'one that can be read', keys({}), 'pass'],
  ['certificates', 'none', testLog().metadata(), 'pass'],
  ['certificates', 'one of two that cannot', keys({}, { problem: 'It is no certificate.', keyType: null, bits: null }), 'fail', /no certificate/],
  ['key-strength', 'RSA of 2048 bits', keys({}), 'pass'],
  ['key-strength', 'RSA of 1024 bits', keys({ bits: 1024 }), 'fail', /1024/],
  ['key-strength', 'P-256', keys({ keyType: 'ec', bits: 256 }), 'pass'],
  ['key-strength', 'a curve of 192 bits', keys({ keyType: 'ec', bits: 192 }), 'fail', /192/],
  ['key-strength', 'a length that is not known', keys({ keyType: 'ed25519', bits: null }), 'pass'],
  ['certificates-in-force', 'in force', keys({}), 'pass'],
  ['certificates-in-force', 'expired', keys({ lifetime: 'over' }), 'fail', /expired/],
  ['certificates-in-force', 'of tomorrow', keys({ lifetime: 'not-begun' }), 'fail', /not begun/],
  ['encryption-key', 'none', keys({}), 'skipped'],
  ['encryption-key', 'one that wraps', keys({ use: 'encryption' }), 'pass'],
  ['encryption-key', 'one that does not', keys({ use: 'encryption', encrypts: 'It is ec.' }), 'fail', /It is ec/],
  ['nameid-formats', 'none', testLog().metadata({ nameIdFormats: [] }), 'pass'],
  ['nameid-formats', 'one of its own', testLog().metadata({ nameIdFormats: ['urn:a:b'] }), 'fail', /urn:a:b/],
  ['in-force', 'no end', testLog().metadata(), 'pass'],
  ['in-force', 'an end that is past', testLog().metadata({}, { expired: true }), 'fail'],
  ['want-assertions-signed', 'not asked for, and taken unsigned', taken(testLog().metadata()), 'pass'],
  ['want-assertions-signed', 'not asked for, and refused all the same', refused(testLog().metadata()), 'fail', /not told/],
  ['want-assertions-signed', 'asked for, and taken unsigned', taken(testLog().metadata({ wantAssertionsSigned: true })), 'fail', /session of/],
  ['want-assertions-signed', 'asked for, and refused', refused(testLog().metadata({ wantAssertionsSigned: true })), 'pass'],
  ['want-assertions-signed', 'asked for, and the browser waited in vain', refused(testLog().metadata({ wantAssertionsSigned: true }), { ends: [{ outcome: 'timeout', status: null }] }), 'blocked'],
  ['want-assertions-signed', 'asked for, and nobody tried', testLog().metadata({ wantAssertionsSigned: true }).signIn({}, letIn()), 'blocked'],
]; // prettier-ignore

describe.each([...new Set(rows.map(([rule]) => rule))])('saml/metadata-%s', (rule) => {
  it.each(rows.filter(([name]) => name === rule).map(([, ...row]) => row))('%s', (_what, log, status, says) => {
    const finding = findingOf(`saml/metadata-${rule}`, log);
    expect(finding).toMatchObject({ status });
    if (says) expect(`${finding.because} ${'actual' in finding ? finding.actual : ''}`).toMatch(says);
  });

  it('is blocked where nothing could be fetched or read', () => {
    const id = `saml/metadata-${rule}`;
    expect(findingOf(id, unread({ unreachable: 'no answer' })).status).toBe('blocked');
    if (rule !== 'readable') expect(findingOf(id, unread({ problem: 'not-xml' })).status).toBe('blocked');
  });
});

it('every rule about metadata stands in the table', () => {
  const all = rules.map(({ id }) => id).filter((id) => id.startsWith('saml/metadata-'));
  expect([...new Set(rows.map(([rule]) => `saml/metadata-${rule}`))].sort()).toEqual(all);
});
