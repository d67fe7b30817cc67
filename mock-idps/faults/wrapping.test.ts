import { DOMParser, XMLSerializer, type Element, type Node } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import type { SigningShape } from '../app.ts';
import { faultList } from '../fault-list.ts';
import { responseProfiles } from '../profiles/responses.ts';
import { all, attributes, broken, texts } from '../saml/broken.fixture.ts';
import { documentsIn, signaturesOf } from '../saml/signatures.fixture.ts';
import { appOf, vendors } from '../saml/sign-in.fixture.ts';

const SIGNER = 'annabelle@corp.test';
const VICTIM = 'victor@corp.test';
const BOTH_PEOPLE = [VICTIM, SIGNER];
const REVERSED = [SIGNER, VICTIM];

interface Form {
  fault: string;
  options: Record<string, string>;
  /** NameIDs in document order. */
  says: readonly string[];
  /** Where the first genuine signature stands, from the root. */
  signature: string;
  /** Where the element lies that it covers. */
  covers: string;
}

const form = (
  fault: string,
  options: Form['options'],
  says: readonly string[],
  signature: string,
  covers: string,
): Form => ({
  fault: `saml/${fault}`,
  options,
  says,
  signature,
  covers,
});

/** Where the genuine signature still holds over what it covered, and the victim is told beside it. */
const wrapped: readonly Form[] = [
  form('wrapped-response', { genuine: 'in-signature' }, REVERSED, 'Response/Signature', 'Response/Signature/Response'),
  form('wrapped-response', { genuine: 'before-signature' }, REVERSED, 'Response/Signature', 'Response/Response'),
  form(
    'wrapped-response',
    { genuine: 'in-object' },
    REVERSED,
    'Response/Signature',
    'Response/Signature/Object/Response',
  ),
  form(
    'wrapped-response',
    { genuine: 'in-extensions' },
    REVERSED,
    'Response/Signature',
    'Response/Extensions/Response',
  ),
  form('wrapped-sibling', { position: 'before' }, BOTH_PEOPLE, 'Response/Assertion/Signature', 'Response/Assertion'),
  form('wrapped-sibling', { position: 'after' }, REVERSED, 'Response/Assertion/Signature', 'Response/Assertion'),
  form(
    'wrapped-sibling',
    { position: 'in-extensions' },
    BOTH_PEOPLE,
    'Response/Assertion/Signature',
    'Response/Assertion',
  ),
  form(
    'wrapped-assertion',
    { genuine: 'inside' },
    BOTH_PEOPLE,
    'Response/Assertion/Assertion/Signature',
    'Response/Assertion/Assertion',
  ),
  form('wrapped-assertion', { genuine: 'behind' }, BOTH_PEOPLE, 'Response/Assertion/Signature', 'Response/Assertion'),
  form(
    'wrapped-assertion',
    { genuine: 'in-signature' },
    REVERSED,
    'Response/Assertion/Signature',
    'Response/Assertion/Signature/Assertion',
  ),
  form(
    'wrapped-assertion',
    { genuine: 'in-object' },
    REVERSED,
    'Response/Assertion/Signature',
    'Response/Assertion/Signature/Object/Assertion',
  ),
  form(
    'hoisted-signature',
    { genuine: 'in-extensions' },
    REVERSED,
    'Response/Signature',
    'Response/Extensions/Assertion',
  ),
  form(
    'hoisted-signature',
    { genuine: 'in-object' },
    REVERSED,
    'Response/Signature',
    'Response/Signature/Object/Assertion',
  ),
  form(
    'displaced-assertion',
    { genuine: 'in-extensions' },
    REVERSED,
    'Response/Extensions/Assertion/Signature',
    'Response/Extensions/Assertion',
  ),
  form(
    'displaced-assertion',
    { genuine: 'in-status-detail' },
    REVERSED,
    'Response/Status/StatusDetail/Assertion/Signature',
    'Response/Status/StatusDetail/Assertion',
  ),
  form(
    'displaced-assertion',
    { genuine: 'in-advice' },
    BOTH_PEOPLE,
    'Response/Assertion/Advice/Assertion/Signature',
    'Response/Assertion/Advice/Assertion',
  ),
  form(
    'smuggled-subject',
    { place: 'in-extensions' },
    BOTH_PEOPLE,
    'Response/Assertion/Signature',
    'Response/Assertion',
  ),
  form(
    'smuggled-subject',
    { place: 'before-assertion' },
    BOTH_PEOPLE,
    'Response/Assertion/Signature',
    'Response/Assertion',
  ),
  form(
    'smuggled-subject',
    { place: 'in-signature' },
    BOTH_PEOPLE,
    'Response/Assertion/Signature',
    'Response/Assertion',
  ),
  form(
    'smuggled-subject',
    { place: 'in-signature-at-end' },
    REVERSED,
    'Response/Assertion/Signature',
    'Response/Assertion',
  ),
  form('second-assertion', { position: 'after' }, REVERSED, 'Response/Assertion/Signature', 'Response/Assertion'),
];

const carried = wrapped.flatMap((each) =>
  vendors.flatMap((vendor) =>
    shapesFor(each.fault, vendor).map((shape) => ({
      ...each,
      vendor,
      shape,
      with: Object.values(each.options).join(),
    })),
  ),
);

function shapesFor(id: string, vendor: (typeof vendors)[number]): readonly SigningShape[] {
  const fitting = faultList().find((fault) => fault.id === id)?.shapes;
  return responseProfiles[vendor].shapes.filter((shape) => !fitting || fitting.includes(shape));
}

describe('wrapping leaves the genuine signature holding', () => {
  test.each(carried)(
    '$fault $with ($vendor, $shape)',
    async ({ fault, options, says, signature, covers, vendor, shape }) => {
      const { xml, genuineXml, input } = await broken(
        { id: fault, options },
        { shape, settings: withGroups(vendor) },
        vendor,
      );
      expect(texts(xml, 'NameID')).toEqual(says);
      const [genuine] = signaturesOf(genuineXml ?? '', input.key.certificate);
      const held = signaturesOf(xml, input.key.certificate).filter(({ signed }) => signed === genuine?.signed);
      expect(genuine?.holds).toBe(true);
      expect(held).toHaveLength(1);
      const document = new DOMParser().parseFromString(xml, 'text/xml');
      const standing = all(xml, 'Signature').map((element) => pathOf(element));
      expect(standing).toContain(signature);
      const id = idOf(genuineXml ?? '', genuine?.in ?? '');
      const named = [...document.getElementsByTagName('*')].filter((element) => element.getAttribute('ID') === id);
      expect(named.map(pathOf)).toEqual([covers]);
    },
  );
});

const withGroups = (vendor: (typeof vendors)[number]) =>
  appOf(vendor, { groups: { claim: 'vendor-default', send: 'security' } }).settings;

const idOf = (xml: string, name: string) => attributes(xml, name, 'ID')[0];

function pathOf(element: Element): string {
  const parents: string[] = [];
  for (let node: Node | null = element; node && 'localName' in node && node.localName; node = node.parentNode)
    parents.unshift(String(node.localName));
  return parents.join('/');
}

test('wrapped-sibling with the same ID: the signature names two assertions', async () => {
  const options = { position: 'before', id: 'same' };
  const { xml, genuineXml } = await broken({ id: 'saml/wrapped-sibling', options });
  expect(texts(xml, 'NameID')).toEqual(BOTH_PEOPLE);
  const [id] = attributes(genuineXml ?? '', 'Assertion', 'ID');
  expect(attributes(xml, 'Assertion', 'ID')).toEqual([id, id]);
  expect(xml.replace(/<Assertion .*?<\/Assertion>/, '')).toBe(genuineXml);
});

describe('smuggled-subject', () => {
  test.each(vendors)('tells the groups of the victim too (%s)', async (vendor) => {
    const { xml, input } = await broken(
      'saml/smuggled-subject',
      { shape: 'assertion', settings: withGroups(vendor) },
      vendor,
    );
    const [smuggled] = all(xml, 'AttributeStatement');
    const [group] = input.victim?.groups ?? [];
    expect(smuggled?.textContent).toContain(vendor === 'entra' ? group?.id : group?.name);
    expect(pathOf(smuggled!)).toBe('Response/Extensions/AttributeStatement');
  });
});

describe('smuggled-digest', () => {
  test.each(vendors)('is what an independent verifier computes of the rewritten assertion (%s)', async (vendor) => {
    const { xml, genuineXml, input } = await broken('saml/smuggled-digest', { shape: 'assertion' }, vendor);
    expect(texts(xml, 'NameID')).toEqual([VICTIM]);
    const [smuggled, signed] = texts(xml, 'DigestValue');
    expect(texts(genuineXml ?? '', 'DigestValue')).toEqual([signed]);
    expect(signaturesOf(xml, input.key.certificate)[0]?.holds).toBe(false);
    // With the smuggled digest in the place of the signed one the content fits, and only the signature value does not.
    const swapped = xml.replace(`>${signed}<`, `>${smuggled}<`);
    expect(() => verified(swapped, input.key.certificate)).toThrow(/signature value .* is incorrect/);
  });
});

function verified(xml: string, certificate: string): boolean {
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  verifier.loadSignature(new XMLSerializer().serializeToString(all(xml, 'Signature')[0]!));
  return verifier.checkSignature(xml);
}

describe('two-roots', () => {
  test.each(vendors)('%s: each of them is a document, both together are none', async (vendor) => {
    const { xml, input } = await broken('saml/two-roots', {}, vendor);
    expect(() => new DOMParser({ onError: () => undefined }).parseFromString(xml, 'text/xml')).toThrow();
    const [forged = '', genuine = ''] = documentsIn(xml);
    expect(texts(forged, 'NameID')).toEqual([VICTIM]);
    expect(forged).not.toContain('Signature');
    expect(texts(genuine, 'NameID')).toEqual([SIGNER]);
    expect(signaturesOf(genuine, input.key.certificate).every(({ valid }) => valid)).toBe(true);
    expect(xml.slice(1)).not.toContain('<?xml');
  });

  test('the other way round', async () => {
    const { xml } = await broken({ id: 'saml/two-roots', options: { first: 'genuine' } });
    expect(documentsIn(xml).map((document) => texts(document, 'NameID'))).toEqual([[SIGNER], [VICTIM]]);
  });

  test.each(vendors)('%s: or what the IdP signed is a failure', async (vendor) => {
    const use = { id: 'saml/two-roots', options: { first: 'failure' } };
    const { xml, input } = await broken(use, { shape: 'response' }, vendor);
    const [failure = '', forged = ''] = documentsIn(xml);
    expect(all(failure, 'Assertion')).toEqual([]);
    expect(attributes(failure, 'StatusCode', 'Value')).toEqual(['urn:oasis:names:tc:SAML:2.0:status:Responder']);
    expect(signaturesOf(failure, input.key.certificate)).toMatchObject([{ in: 'Response', valid: true }]);
    expect(texts(forged, 'NameID')).toEqual([VICTIM]);
  });
});

describe('second-assertion', () => {
  test('each is signed by the IdP; the one of the victim is for somebody else', async () => {
    const { xml, input } = await broken({ id: 'saml/second-assertion', options: { position: 'before' } });
    expect(texts(xml, 'NameID')).toEqual(BOTH_PEOPLE);
    expect(signaturesOf(xml, input.key.certificate).map(({ valid }) => valid)).toEqual([true, true]);
    expect(texts(xml, 'Audience')).toEqual(['https://other-sp.example/metadata', 'http://127.0.0.1:4800/metadata']);
    expect(attributes(xml, 'SubjectConfirmationData', 'Recipient')[0]).toBe('https://other-sp.example/acs');
  });
});

describe('signature-over-part', () => {
  const parts = ['status', 'issuer', 'conditions', 'logout-response'];
  const cases = (['entra', 'okta'] as const).flatMap((vendor) =>
    responseProfiles[vendor].shapes.flatMap((shape) => parts.map((part) => ({ vendor, shape, part }))),
  );

  test.each(cases)(
    '$part ($vendor, $shape): it holds, and covers nothing that names anybody',
    async ({ vendor, shape, part }) => {
      const use = { id: 'saml/signature-over-part', options: { part } };
      const { xml, input } = await broken(use, { shape }, vendor);
      expect(texts(xml, 'NameID')).toEqual([VICTIM]);
      const seen = signaturesOf(xml, input.key.certificate);
      expect(seen.map(({ holds }) => holds)).toEqual(seen.map(() => true));
      expect(seen.map(({ valid }) => valid)).toEqual(seen.map(() => false));
      for (const { signed } of seen) expect(signed).not.toMatch(/NameID|Assertion/);
      const places = { assertion: ['Assertion'], response: ['Response'], both: ['Response', 'Assertion'] };
      const expected = part === 'logout-response' ? ['LogoutResponse'] : places[shape];
      expect(seen.map((each) => each.in)).toEqual(expected);
    },
  );
});

describe('References', () => {
  const cases = (['entra', 'okta'] as const).flatMap((vendor) =>
    responseProfiles[vendor].shapes.map((shape) => ({ vendor, shape })),
  );

  test.each(cases)('extra-reference ($vendor, $shape): there are two, and both hold', async ({ vendor, shape }) => {
    for (const first of ['extra', 'own']) {
      const { xml, input } = await broken({ id: 'saml/extra-reference', options: { first } }, { shape }, vendor);
      const signatures = signaturesOf(xml, input.key.certificate);
      expect(signatures.every(({ holds }) => holds)).toBe(true);
      expect(all(xml, 'Reference')).toHaveLength(2 * signatures.length);
      const [status] = attributes(xml, 'Status', 'ID');
      const named = attributes(xml, 'Reference', 'URI');
      expect(named.map((uri) => uri === `#${status}`)).toEqual(
        named.map((_, at) => (at % 2 === 0) === (first === 'extra')),
      );
      expect(texts(xml, 'NameID')).toEqual([SIGNER]);
    }
  });

  test.each(cases)('broken-reference ($vendor, $shape): of two one holds', async ({ vendor, shape }) => {
    for (const first of ['sound', 'broken']) {
      const { xml, input } = await broken({ id: 'saml/broken-reference', options: { first } }, { shape }, vendor);
      expect(texts(xml, 'NameID')).toEqual([VICTIM]);
      expect(attributes(xml, 'Assertion', 'ID')).toHaveLength(1);
      const genuine = await broken(
        { id: 'saml/extra-reference', options: { first: first === 'sound' ? 'extra' : 'own' } },
        { shape },
        vendor,
      );
      // The IdP signed the very same References over what the signer's message said.
      expect(texts(xml, 'SignatureValue')).toEqual(texts(genuine.xml, 'SignatureValue'));
      expect(signaturesOf(xml, input.key.certificate).map(({ holds }) => holds)).not.toContain(true);
    }
  });

  test.each(cases)('reference-without-id ($vendor, $shape)', async ({ vendor, shape }) => {
    const empty = await broken('saml/reference-without-id', { shape }, vendor);
    expect(new Set(attributes(empty.xml, 'Reference', 'URI'))).toEqual(new Set(['']));
    const missing = await broken({ id: 'saml/reference-without-id', options: { uri: 'missing' } }, { shape }, vendor);
    expect(all(missing.xml, 'Reference').map((reference) => reference.hasAttribute('URI'))).not.toContain(true);
    for (const { xml, input } of [empty, missing]) {
      expect(signaturesOf(xml, input.key.certificate).every(({ holds }) => holds)).toBe(true);
      expect(texts(xml, 'NameID')).toEqual([SIGNER]);
    }
  });
});

describe('two signers', () => {
  test.each(vendors)('assertion-by-another-key (%s): the IdP signed what it did not sign', async (vendor) => {
    const { xml, input } = await broken('saml/assertion-by-another-key', { shape: 'response' }, vendor);
    const [response, assertion] = signaturesOf(xml, input.key.certificate);
    expect(response).toMatchObject({ in: 'Response', valid: true });
    expect(assertion).toMatchObject({ in: 'Assertion', valid: false });
    expect(signaturesOf(xml, input.attackerKey.certificate)[1]).toMatchObject({ in: 'Assertion', valid: true });
    expect(texts(xml, 'NameID')).toEqual([SIGNER]);
  });

  test.each(vendors)('response-by-another-key (%s): the genuine assertion in a foreign envelope', async (vendor) => {
    for (const place of ['behind-issuer', 'at-the-end']) {
      const use = { id: 'saml/response-by-another-key', options: { place } };
      const { xml, genuineXml, input } = await broken(use, { shape: 'assertion' }, vendor);
      const foreign = signaturesOf(xml, input.attackerKey.certificate).find(({ holds }) => holds);
      expect(foreign).toMatchObject({ in: 'Response', valid: true });
      const genuine = signaturesOf(xml, input.key.certificate).find(({ holds }) => holds);
      expect(genuine).toMatchObject({ in: 'Assertion', valid: true });
      expect(
        xml.replace(
          /<(\w+:)?Signature (?:(?!Assertion)[\s\S])*<\/\1?Signature>(?=<(\w+:)?Status|<\/\w+:Response>)/,
          '',
        ),
      ).toBe(genuineXml);
    }
  });
});
