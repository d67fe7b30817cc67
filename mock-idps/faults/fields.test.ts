import { describe, expect, test } from 'vitest';
import type { FaultUse } from '../fault.ts';
import { all, attributes, broken, texts } from '../saml/broken.fixture.ts';
import type { Shape } from '../saml/fit.ts';
import { signaturesOf } from '../saml/signatures.fixture.ts';
import { vendors } from '../saml/sign-in.fixture.ts';

const HOUR = 60 * 60_000;

type Sent = Awaited<ReturnType<typeof broken>>;
type Row = [id: string, options: FaultUse['options'], shape: Shape, says: (sent: Sent) => unknown, what: unknown];

const attribute =
  (element: string, name: string) =>
  ({ xml }: Sent) =>
    attributes(xml, element, name);
const text =
  (element: string) =>
  ({ xml }: Sent) =>
    texts(xml, element);
const count =
  (...elements: string[]) =>
  ({ xml }: Sent) =>
    elements.map((element) => all(xml, element).length);
const children =
  (element: string) =>
  ({ xml }: Sent) =>
    all(xml, element).map(({ childNodes }) => [...childNodes].map((node) => node.localName ?? node.nodeValue));
/** Hours from the moment of the sign-in to these times. */
const hours =
  (element: string, ...names: string[]) =>
  ({ xml, input }: Sent) =>
    names.map((name) => (Date.parse(attributes(xml, element, name)[0] ?? '') - input.now) / HOUR);
const status = ({ xml }: Sent) =>
  attributes(xml, 'StatusCode', 'Value').map((value) => value?.replace('urn:oasis:names:tc:SAML:2.0:status:', ''));

const ACS = 'http://127.0.0.1:4800/acs';
const SP = 'http://127.0.0.1:4800/metadata';
const OTHER_SP = 'https://other-sp.example/metadata';
const OTHER_IDP = 'https://other-idp.example/metadata';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const VOUCHES = 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches';

/** An attribute that a parser does not find is null; one that is empty is the empty text. */
// prettier-ignore
const rows: Row[] = [
  ['response-id', { spelling: 'missing' }, 'assertion', attribute('Response', 'ID'), [null]],
  ['response-id', { spelling: 'empty' }, 'assertion', attribute('Response', 'ID'), ['']],
  ['assertion-id', { spelling: 'missing' }, 'response', attribute('Assertion', 'ID'), [null]],
  ['assertion-id', { spelling: 'empty' }, 'response', attribute('Assertion', 'ID'), ['']],
  ['response-version', { version: '1.1' }, 'response', attribute('Response', 'Version'), ['1.1']],
  ['response-version', { version: 'missing' }, 'response', attribute('Response', 'Version'), [null]],
  ['assertion-version', { version: '3.0' }, 'assertion', attribute('Assertion', 'Version'), ['3.0']],
  ['assertion-version', { version: 'empty' }, 'assertion', attribute('Assertion', 'Version'), ['']],
  ['response-issue-instant', { spelling: 'malformed' }, 'response', attribute('Response', 'IssueInstant'), ['this morning']],
  ['response-issue-instant', { spelling: 'missing' }, 'response', attribute('Response', 'IssueInstant'), [null]],
  ['assertion-issue-instant', { spelling: 'empty' }, 'assertion', attribute('Assertion', 'IssueInstant'), ['']],
  ['destination-absent', { spelling: 'missing' }, 'response', attribute('Response', 'Destination'), [null]],
  ['destination-absent', { spelling: 'empty' }, 'response', attribute('Response', 'Destination'), ['']],
  ['response-issuer', { spelling: 'other' }, 'response', ({ xml, input }: Sent) => texts(xml, 'Issuer').map((it) => it === input.app.entityId), [false, true]],
  ['response-issuer', { spelling: 'empty' }, 'assertion', ({ xml }: Sent) => texts(xml, 'Issuer')[0], ''],
  ['response-issuer-missing', {}, 'response', ({ xml, input }: Sent) => texts(xml, 'Issuer').map((it) => it === input.app.entityId), [true]],
  ['assertion-issuer', { spelling: 'other' }, 'assertion', ({ xml }: Sent) => texts(xml, 'Issuer')[1], OTHER_IDP],
  ['assertion-issuer', { spelling: 'longer' }, 'assertion', ({ xml, input }: Sent) => texts(xml, 'Issuer')[1] === `${input.app.entityId}.evil.example`, true],
  ['assertion-issuer', { spelling: 'missing' }, 'assertion', count('Issuer'), [1]],
  ['assertion-issuer', { spelling: 'empty' }, 'assertion', ({ xml }: Sent) => texts(xml, 'Issuer')[1], ''],
  ['no-assertion', {}, 'response', count('Assertion', 'Subject', 'StatusCode'), [0, 0, 1]],
  ['subject-missing', { spelling: 'missing' }, 'assertion', count('Subject', 'NameID', 'AttributeStatement'), [0, 0, 1]],
  ['subject-missing', { spelling: 'empty' }, 'assertion', children('Subject'), [[]]],
  ['nameid-empty', {}, 'assertion', text('NameID'), ['']],
  ['subject-confirmation', { spelling: 'missing' }, 'assertion', children('Subject'), [['NameID']]],
  ['subject-confirmation', { spelling: 'empty' }, 'assertion', attribute('SubjectConfirmation', 'Method'), [null]],
  ['confirmation-method', { method: 'missing' }, 'assertion', attribute('SubjectConfirmation', 'Method'), [null]],
  ['confirmation-method', { method: 'empty' }, 'assertion', attribute('SubjectConfirmation', 'Method'), ['']],
  ['confirmation-method', { method: 'holder-of-key' }, 'assertion', attribute('SubjectConfirmation', 'Method'), ['urn:oasis:names:tc:SAML:2.0:cm:holder-of-key']],
  ['confirmation-method', { method: 'sender-vouches' }, 'assertion', attribute('SubjectConfirmation', 'Method'), [VOUCHES]],
  ['confirmation-data-missing', {}, 'assertion', children('SubjectConfirmation'), [[]]],
  ['confirmation-recipient', { spelling: 'missing' }, 'assertion', attribute('SubjectConfirmationData', 'Recipient'), [null]],
  ['confirmation-recipient', { spelling: 'empty' }, 'assertion', attribute('SubjectConfirmationData', 'Recipient'), ['']],
  ['confirmation-recipient', { spelling: 'longer' }, 'assertion', attribute('SubjectConfirmationData', 'Recipient'), [`${ACS}.evil.example`]],
  ['confirmation-expiry', { end: 'past' }, 'assertion', hours('SubjectConfirmationData', 'NotOnOrAfter'), [-1]],
  ['confirmation-expiry', { end: 'missing' }, 'assertion', attribute('SubjectConfirmationData', 'NotOnOrAfter'), [null]],
  ['confirmation-expiry', { end: 'empty' }, 'assertion', attribute('SubjectConfirmationData', 'NotOnOrAfter'), ['']],
  ['confirmation-expiry', { end: 'malformed' }, 'assertion', attribute('SubjectConfirmationData', 'NotOnOrAfter'), ['tomorrow']],
  ['confirmation-not-before', { start: 'future' }, 'assertion', hours('SubjectConfirmationData', 'NotBefore', 'NotOnOrAfter'), [1, 2]],
  ['confirmation-not-before', { start: 'past' }, 'assertion', hours('SubjectConfirmationData', 'NotBefore'), [-1]],
  ['in-response-to-missing', { from: 'assertion', spelling: 'missing' }, 'assertion', attribute('SubjectConfirmationData', 'InResponseTo'), [null]],
  ['in-response-to-missing', { from: 'assertion', spelling: 'empty' }, 'assertion', attribute('SubjectConfirmationData', 'InResponseTo'), ['']],
  ['in-response-to-missing', { from: 'response', spelling: 'missing' }, 'assertion', attribute('SubjectConfirmationData', 'InResponseTo'), ['_request-1']],
  ['in-response-to-missing', { from: 'response', spelling: 'empty' }, 'assertion', attribute('Response', 'InResponseTo'), ['']],
  ['conditions-missing', { spelling: 'missing' }, 'assertion', count('Conditions', 'Audience'), [0, 0]],
  ['conditions-missing', { spelling: 'empty' }, 'assertion', children('Conditions'), [[]]],
  ['audience-restriction', { spelling: 'missing' }, 'assertion', children('Conditions'), [[]]],
  ['audience-restriction', { spelling: 'empty' }, 'assertion', children('AudienceRestriction'), [[]]],
  ['audience-unlike', { spelling: 'longer' }, 'assertion', text('Audience'), [`${SP}.evil.example`]],
  ['audience-unlike', { spelling: 'empty' }, 'assertion', text('Audience'), ['']],
  ['second-audience-restriction', { other: 'last' }, 'assertion', text('AudienceRestriction'), [SP, OTHER_SP]],
  ['second-audience-restriction', { other: 'first' }, 'assertion', text('AudienceRestriction'), [OTHER_SP, SP]],
  ['conditions-expiry', { end: 'past' }, 'assertion', hours('Conditions', 'NotBefore', 'NotOnOrAfter'), [-2, -1]],
  ['conditions-expiry', { end: 'malformed' }, 'assertion', attribute('Conditions', 'NotOnOrAfter'), ['tomorrow']],
  ['conditions-start', { start: 'future' }, 'assertion', hours('Conditions', 'NotBefore', 'NotOnOrAfter'), [1, 2]],
  ['conditions-start', { start: 'malformed' }, 'assertion', attribute('Conditions', 'NotBefore'), ['yesterday']],
  ['session-ended', {}, 'assertion', hours('AuthnStatement', 'SessionNotOnOrAfter'), [-1]],
  ['status-code', { spelling: 'missing' }, 'response', children('Status'), [['StatusMessage']]],
  ['status-code', { spelling: 'empty' }, 'response', status, ['']],
  ['status-code', { spelling: 'status-empty' }, 'response', children('Status'), [[]]],
  ['status-code', { spelling: 'status-missing' }, 'response', count('Status', 'Assertion'), [0, 1]],
  ['status-failed', { status: 'requester' }, 'response', status, ['Requester']],
  ['status-failed', { status: 'authn-failed' }, 'response', status, ['Responder', 'AuthnFailed']],
  ['status-failed', { status: 'success-inside' }, 'response', status, ['Responder', 'Success']],
  ['status-failed', { status: 'unknown' }, 'response', status, ['urn:example:status:Success']],
  ['time-precision', { precision: 'seconds' }, 'assertion', attribute('Conditions', 'NotOnOrAfter'), [expect.stringMatching(/:15Z$/)]],
  ['time-precision', { precision: 'microseconds' }, 'assertion', attribute('Conditions', 'NotOnOrAfter'), [expect.stringMatching(/:15\.250000Z$/)]],
  ['further-condition', { condition: 'one-time-use' }, 'assertion', children('Conditions'), [['AudienceRestriction', 'OneTimeUse']]],
  ['further-condition', { condition: 'proxy-restriction' }, 'assertion', attribute('ProxyRestriction', 'Count'), ['0']],
  ['further-confirmation', { position: 'before' }, 'assertion', attribute('SubjectConfirmation', 'Method'), [VOUCHES, BEARER]],
  ['further-confirmation', { position: 'after' }, 'assertion', attribute('SubjectConfirmation', 'Method'), [BEARER, VOUCHES]],
  ['further-audience', { position: 'before' }, 'assertion', text('Audience'), [OTHER_SP, SP]],
  ['further-audience', { position: 'after' }, 'assertion', text('Audience'), [SP, OTHER_SP]],
  ['session-lasts', {}, 'assertion', hours('AuthnStatement', 'SessionNotOnOrAfter'), [8]],
  ['conditions-without-times', {}, 'assertion', ({ xml }: Sent) => all(xml, 'Conditions').map((it) => [it.hasAttribute('NotBefore'), it.hasAttribute('NotOnOrAfter')]), [[false, false]]],
  ['unsigned-response-bare', { without: 'issuer' }, 'assertion', ({ xml, input }: Sent) => texts(xml, 'Issuer').map((it) => it === input.app.entityId), [true]],
  ['unsigned-response-bare', { without: 'destination' }, 'assertion', attribute('Response', 'Destination'), [null]],
  ['status-message', {}, 'response', children('Status'), [['StatusCode', 'StatusMessage']]],
  ['clock-edge', { edge: 'after-the-end', seconds: 30 }, 'assertion', hours('Conditions', 'NotOnOrAfter'), [-30 / 3600]],
  ['clock-edge', { edge: 'before-the-end', seconds: 240 }, 'assertion', hours('SubjectConfirmationData', 'NotOnOrAfter'), [240 / 3600]],
  ['clock-edge', { edge: 'before-the-beginning', seconds: 240 }, 'assertion', hours('Conditions', 'NotBefore'), [240 / 3600]],
  ['clock-edge', { edge: 'after-the-beginning', seconds: 30 }, 'assertion', hours('Conditions', 'NotBefore'), [-30 / 3600]],
];

describe.each(vendors)('%s', (vendor) => {
  test.each(rows)('%s %o, signed: %s', async (id, options, shape, says, what) => {
    const use = { id: `saml/${id}`, ...(options && { options }) };
    const sent = await broken(use, { shape }, vendor);
    expect(says(sent)).toEqual(what);
    // Whatever field is wrong, it is signed like that: nothing else gives the message away.
    const signatures = signaturesOf(sent.xml, sent.input.key.certificate);
    expect(signatures.map(({ in: where }) => where.toLowerCase())).toEqual([shape]);
    expect(signatures.map(({ valid }) => valid)).toEqual([true]);
  });

  test('idp-error: a failed status, nobody, and nothing signed', async () => {
    const sent = await broken({ id: 'saml/idp-error', options: { status: 'request-denied' } }, {}, vendor);
    expect(status(sent)).toEqual(['Requester', 'RequestDenied']);
    expect(children('Response')(sent)).toEqual([['Issuer', 'Status']]);
    expect(sent.xml).not.toContain('annabelle');
    expect(attributes(sent.xml, 'Response', 'InResponseTo')).toEqual(['_request-1']);
  });

  test('every moment of a clock edge is that of all windows, and no window is empty', async () => {
    for (const edge of ['after-the-end', 'before-the-end', 'before-the-beginning', 'after-the-beginning']) {
      const sent = await broken({ id: 'saml/clock-edge', options: { edge, seconds: 240 } }, {}, vendor);
      const [start = 0, end = 0] = hours('Conditions', 'NotBefore', 'NotOnOrAfter')(sent);
      expect(end - start).toBeGreaterThan(4 / 60);
      expect(hours('SubjectConfirmationData', 'NotOnOrAfter')(sent)).toEqual([end]);
    }
  });
});

describe('what the specification permits', () => {
  test.each([
    ['entra', [true, true]],
    ['google', [true, true]],
    ['okta', [false, false]],
  ] as const)('issuer-format and attribute-name-format (%s): the other way round', async (vendor, there) => {
    const issuers = await broken('saml/issuer-format', {}, vendor);
    expect(all(issuers.xml, 'Issuer').map((it) => it.hasAttribute('Format'))).toEqual(there);
    const named = await broken('saml/attribute-name-format', {}, vendor);
    const formats = new Set(all(named.xml, 'Attribute').map((it) => it.hasAttribute('NameFormat')));
    expect([...formats]).toEqual([there[0]]);
  });

  test.each([
    ['entra', 'xs:string'],
    ['google', 'xs:string'],
    ['okta', null],
  ] as const)('value-types (%s): %s, and a prefix that is declared', async (vendor, type) => {
    const { xml, input } = await broken('saml/value-types', { shape: 'assertion' }, vendor);
    const values = all(xml, 'AttributeValue');
    const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
    expect(new Set(values.map((it) => it.getAttributeNS(xsi, 'type')))).toEqual(new Set([type]));
    if (type) expect(values[0]?.lookupNamespaceURI('xs')).toBe('http://www.w3.org/2001/XMLSchema');
    expect(signaturesOf(xml, input.key.certificate).map(({ valid }) => valid)).toEqual([true]);
  });
});
