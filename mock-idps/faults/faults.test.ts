import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { FaultUse } from '../fault.ts';
import { faultList, resolveFault } from '../fault-list.ts';
import { all, attributes, broken, carriersOf, order, texts } from '../saml/broken.fixture.ts';
import type { SamlDraft } from '../saml/draft.ts';
import { edited, withAttribute } from '../saml/elements.ts';
import { shapeOf } from '../saml/fit.ts';
import { unsignedResponse } from '../saml/message.ts';
import { respond, type Emission, type ResponseInput } from '../saml/respond.ts';
import { signaturesOf } from '../saml/signatures.fixture.ts';
import { ann, otherMethod, vendors, victor } from '../saml/sign-in.fixture.ts';
import { styleOf, toolsFor } from '../saml/tools.ts';
import type { XmlElement } from '../saml/xml.ts';

const MINUTE = 60_000;
const facts = faultList().filter(({ id, message }) => id.startsWith('saml/') && message === undefined);

/** Every vendor with every shape that it offers and the fault can be carried by. */
const carriers = facts.flatMap((fault) =>
  carriersOf(fault).map(({ vendor, shape }) => ({ id: fault.id, vendor, shape, fault })),
);

describe('every fault', () => {
  test('can be carried by some message of every vendor', () => {
    const encrypted = ({ shapes }: (typeof facts)[number]) => shapes?.every((shape) => shape === 'encrypted') ?? false;
    const missing = facts.flatMap((fault) =>
      vendors
        .filter((vendor) => !carriers.some((carrier) => carrier.id === fault.id && carrier.vendor === vendor))
        .map((vendor) => ({ vendor, encrypted: encrypted(fault) })),
    );
    // Google encrypts nothing.
    expect(missing.filter(({ vendor, encrypted }) => !(encrypted && vendor === 'google'))).toEqual([]);
  });

  test.each(carriers)('$id in a message of $vendor, signed: $shape', async ({ id, vendor, shape, fault }) => {
    const input = await order(vendor, id, { shape });
    const emission = await respond(input);
    const genuine = await respond({ ...input, faults: [] });
    expect(emission.faults).toEqual([id]);
    expect(emission.genuineXml).toBe(genuine.xml);
    expect(genuine.genuineXml).toBeNull();
    expect(emission.nameId).toEqual(genuine.nameId);
    const forged = fault.needs?.some((need) => need === 'victim' || need === 'victim-as-prefix');
    expect(emission.claims.victim).toBe(forged ? 'victor@corp.test' : null);
    expect(emission.xml === genuine.xml).toBe(fault.stage === 'delivery');
    if (fault.stage === 'delivery') expect(emission.deliveries).not.toEqual(genuine.deliveries);
    else expect(tripsOf(emission)).toEqual(tripsOf(genuine));
    if (shape === 'encrypted') expect(all(emission.xml, 'Signature')).toEqual([]);
    else expectSignatures(emission.xml, id, input);
  });

  test.each(facts)('$id gives the same message again', async ({ id, shapes }) => {
    const input = await order('okta', id, { shape: shapes?.[0] ?? 'response' });
    expect(await respond(input)).toEqual(await respond(input));
  });
});

/** The deliveries without the message that they carry. */
const tripsOf = ({ deliveries }: Emission) =>
  deliveries.map(({ fields, ...trip }) => ({ ...trip, fields: fields.filter(([name]) => name !== 'SAMLResponse') }));

/** What xml-crypto says of the signatures, each for the element that it names. */
function expectSignatures(xml: string, id: string, input: ResponseInput): void {
  const hold = (certificate: string) => signaturesOf(xml, certificate).map(({ holds }) => holds);
  const verdict = signatureAfter(id);
  if (verdict === null) return;
  if (verdict === 'absent') return expect(xml).not.toContain('Signature');
  if (verdict === 'broken') return expect(hold(input.key.certificate)).not.toContain(true);
  if (verdict === 'mixed') return expectOneOfEach(hold(input.key.certificate), hold(input.attackerKey.certificate));
  expect(hold(verdict === 'foreign' ? foreignKey(id, input) : input.key.certificate)).toContain(true);
  if (verdict === 'foreign') expect(hold(input.key.certificate)).not.toContain(true);
}

function expectOneOfEach(byTheIdp: readonly boolean[], byAnother: readonly boolean[]): void {
  expect([...byTheIdp].sort()).toEqual([false, true]);
  expect(byAnother).toEqual(byTheIdp.map((holds) => !holds));
}

/**
 * What a draft fault does to the signature follows from what it does to the draft: it is signed afterwards. Null: in a form of
 * its own, of which signature-and-xml.test.ts tells.
 */
function signatureAfter(id: string): 'valid' | 'broken' | 'absent' | 'foreign' | 'mixed' | null {
  const { fault } = resolveFault({ id });
  if (fault.stage === 'wire') return fault.signature;
  if (fault.stage === 'delivery' || fault.on) return 'valid';
  if (fault.touches.includes('key')) return 'foreign';
  if (fault.touches.includes('signature')) return null;
  return fault.touches.includes('sign') ? 'absent' : 'valid';
}

const foreignKey = (id: string, input: ResponseInput): string =>
  (id === 'saml/foreign-key' ? input.attackerKey.certificate : input.otherKey?.certificate) ?? '';

/** Options other than the defaults, for the faults that take any number or text. */
const options: Readonly<Record<string, fc.Arbitrary<FaultUse['options']>>> = {
  'saml/expired': fc.record({ minutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }) }),
  'saml/not-yet-valid': fc.record({ minutes: fc.double({ min: 0.1, max: 1e6, noNaN: true }) }),
  'saml/audience-mismatch': fc.record({ audience: fc.webUrl() }),
  'saml/recipient-mismatch': fc.record({ recipient: fc.webUrl() }),
  'saml/destination-mismatch': fc.record({ destination: fc.webUrl() }),
  'saml/many-transforms': fc.record({ count: fc.integer({ min: 1, max: 300 }) }),
};

/** Every choice of the options that name their words. */
function choices(id: string): fc.Arbitrary<FaultUse['options']> {
  const words = Object.entries(facts.find((fault) => fault.id === id)?.options ?? {}).filter(
    (entry): entry is [string, readonly [string, ...string[]]] => typeof entry[1] === 'object',
  );
  return fc.record(Object.fromEntries(words.map(([name, list]) => [name, fc.constantFrom(...list)])));
}

describe('a fault before signing changes nothing but what it declares', () => {
  const before = facts.filter(({ stage }) => stage === 'draft').map(({ id }) => id);

  test.each(before)('%s', async (id) => {
    // The first shape of each vendor.
    const able = new Map(
      carriers
        .filter((it) => it.id === id)
        .reverse()
        .map(({ vendor, shape }) => [vendor, shape]),
    );
    const inputs = await Promise.all(
      [...able].flatMap(([vendor, shape]) =>
        vendors.map(async (other) => order(vendor, id, { ...(await otherMethod(other)), shape })),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...inputs), options[id] ?? choices(id), (input, chosen) => {
        const { fault, options } = resolveFault({ id, ...(chosen && { options: chosen }) });
        const shape = shapeOf(input);
        const { genuine, tools } = toolsFor(input, shape);
        const context = { ...tools, draft: genuine };
        if (fault.stage !== 'draft') throw new Error('not a fault before signing');
        if (!fault.on) {
          const after = fault.apply(genuine, options, context);
          const changed = keysOf(genuine).filter((key) => !isDeepStrictEqual(genuine[key], after[key]));
          expect(keysOf(after).sort()).toEqual(keysOf(genuine).sort());
          expect(fault.touches).toEqual(expect.arrayContaining(changed));
          expect(changed.length).toBeGreaterThan(0);
          return;
        }
        const response = unsignedResponse(genuine, styleOf(genuine));
        const after = fault.apply(response, options, context);
        expect(after).not.toEqual(response);
        expect(without(after, fault.touches)).toEqual(without(response, fault.touches));
      }),
      { numRuns: 30 },
    );
  });
});

/** What is left when everything at these paths is taken out; `@` before the last name: an attribute. */
function without(root: XmlElement, paths: readonly string[]): XmlElement {
  return paths.reduce((rest, path) => {
    const [, element = path, attribute] = /^(.*)\/@(.*)$/.exec(path) ?? [];
    return edited(rest, element, (found) => (attribute ? withAttribute(found, attribute, null) : null));
  }, root);
}

const keysOf = (draft: SamlDraft) => Object.keys(draft) as (keyof SamlDraft)[];

describe('what each fault says', () => {
  test('unsigned: the victim, and no signature', async () => {
    const { xml, personal } = await broken('saml/unsigned');
    expect(texts(xml, 'NameID')).toEqual(['victor@corp.test']);
    expect(xml).not.toContain('Signature');
    expect(xml).not.toContain('nnabelle');
    expect(xml).toContain(victor.id);
    expect(personal).toMatchObject({ givenName: 'Victor', upn: victor.upn });
  });

  test("tampered: the signer's addresses became the victim's, all else is the signer's", async () => {
    const { xml } = await broken('saml/tampered');
    expect(texts(xml, 'NameID')).toEqual(['victor@corp.test']);
    expect(xml).not.toContain(ann.email);
    expect(xml).not.toContain(ann.upn);
    expect(xml).toContain('Annabelle');
    expect(xml).toContain(ann.id);
  });

  test("foreign-key: the attacker's certificate, of the same subject, lies in the message", async () => {
    const { xml, input } = await broken('saml/foreign-key', {}, 'google');
    expect(texts(xml, 'X509Certificate').map((text) => text?.replaceAll('\n', ''))).toEqual([
      input.attackerKey.certificateBase64,
    ]);
    expect(texts(xml, 'X509SubjectName')).toEqual([input.key.subjectName]);
    expect(input.attackerKey.certificateBase64).not.toBe(input.key.certificateBase64);
  });

  test.each(vendors)(
    'expired (%s): the last window ended an hour ago, and no window changed its length',
    async (vendor) => {
      const { xml, input, genuineXml } = await broken('saml/expired', {}, vendor);
      const ends = [
        ...attributes(xml, 'Conditions', 'NotOnOrAfter'),
        ...attributes(xml, 'SubjectConfirmationData', 'NotOnOrAfter'),
      ];
      expect(Math.max(...ends.map((end) => Date.parse(end ?? '')))).toBe(input.now - 60 * MINUTE);
      expect(length(xml)).toBe(length(genuineXml ?? ''));
    },
  );

  test('expired: by as many minutes as told', async () => {
    const { xml, input } = await broken({ id: 'saml/expired', options: { minutes: 3 } }, {}, 'okta');
    expect(attributes(xml, 'Conditions', 'NotOnOrAfter')).toEqual([new Date(input.now - 3 * MINUTE).toISOString()]);
  });

  test('not-yet-valid: the window opens in an hour, and nothing has run out', async () => {
    const { xml, input } = await broken('saml/not-yet-valid');
    expect(attributes(xml, 'Conditions', 'NotBefore')).toEqual([new Date(input.now + 60 * MINUTE).toISOString()]);
    const ends = [
      ...attributes(xml, 'Conditions', 'NotOnOrAfter'),
      ...attributes(xml, 'SubjectConfirmationData', 'NotOnOrAfter'),
    ];
    expect(Math.min(...ends.map((end) => Date.parse(end ?? '')))).toBeGreaterThan(input.now);
  });

  test('audience-, recipient- and destination-mismatch: the address of another service provider', async () => {
    const audience = await broken('saml/audience-mismatch');
    expect(texts(audience.xml, 'Audience')).toEqual(['https://other-sp.example/metadata']);
    const recipient = await broken('saml/recipient-mismatch');
    expect(attributes(recipient.xml, 'SubjectConfirmationData', 'Recipient')).toEqual(['https://other-sp.example/acs']);
    const destination = await broken('saml/destination-mismatch', { shape: 'response' });
    expect(attributes(destination.xml, 'Response', 'Destination')).toEqual(['https://other-sp.example/acs']);
    expect(destination.deliveries).toMatchObject([
      { browser: 'same', method: 'POST', to: 'http://127.0.0.1:4800/acs' },
    ]);
  });

  test('in-response-to-unknown: one id nobody asked with, in both places', async () => {
    const { xml, inResponseTo } = await broken('saml/in-response-to-unknown');
    expect(inResponseTo).toMatch(/^_[0-9a-f-]{36}$/);
    expect(attributes(xml, 'Response', 'InResponseTo')).toEqual([inResponseTo]);
    expect(attributes(xml, 'SubjectConfirmationData', 'InResponseTo')).toEqual([inResponseTo]);
    expect(attributes(xml, 'Response', 'ID')).not.toEqual([inResponseTo]);
  });

  test('unsolicited: no InResponseTo anywhere', async () => {
    const { xml, inResponseTo } = await broken('saml/unsolicited', {}, 'okta');
    expect(inResponseTo).toBeNull();
    expect(xml).not.toContain('InResponseTo');
  });

  test.each(vendors)('missing-nameid (%s): nothing holds an address', async (vendor) => {
    const { xml, nameId } = await broken('saml/missing-nameid', {}, vendor);
    expect(all(xml, 'NameID')).toEqual([]);
    expect(xml).not.toContain('@');
    expect(nameId.value).toBe('annabelle@corp.test');
  });

  test('missing-nameid: or nothing but the NameID is missing', async () => {
    const { xml } = await broken({ id: 'saml/missing-nameid', options: { attributes: 'all' } });
    expect(all(xml, 'NameID')).toEqual([]);
    expect(xml).toContain('annabelle@corp.test');
  });

  test('replay: a second trip, in another browser or the same', async () => {
    const first = { browser: 'same', method: 'POST', to: 'http://127.0.0.1:4800/acs' };
    const other = await broken('saml/replay');
    expect(other.deliveries).toMatchObject([first, { ...first, browser: 'other' }]);
    const same = await broken({ id: 'saml/replay', options: { browser: 'same' } });
    expect(same.deliveries).toMatchObject([first, first]);
    expect(same.deliveries[1]).toEqual({ ...same.deliveries[0], genuine: false });
  });

  test('login-csrf: the only trip is in another browser', async () => {
    const { deliveries } = await broken('saml/login-csrf');
    expect(deliveries).toMatchObject([{ browser: 'other', method: 'POST', to: 'http://127.0.0.1:4800/acs' }]);
  });

  test.each(vendors)('split-name (%s): whole it is the signer, up to the comment the victim', async (vendor) => {
    const { xml, genuineXml } = await broken('saml/split-name', {}, vendor);
    const [nameId] = all(xml, 'NameID');
    expect(nameId?.textContent).toBe('victor@corp.test.evil.test');
    expect(nameId?.firstChild?.nodeValue).toBe('victor@corp.test');
    expect(xml.replaceAll('<!---->', '')).toBe(genuineXml);
  });

  test.each([
    { position: 'before', order: ['victor@corp.test', 'annabelle@corp.test'] },
    { position: 'after', order: ['annabelle@corp.test', 'victor@corp.test'] },
  ])('wrapped-sibling: the forged assertion stands $position the genuine one', async ({ position, order }) => {
    const { xml, genuineXml } = await broken({ id: 'saml/wrapped-sibling', options: { position } });
    expect(texts(xml, 'NameID')).toEqual(order);
    expect(new Set(attributes(xml, 'Assertion', 'ID')).size).toBe(2);
    const forged = order.indexOf('victor@corp.test');
    expect(all(xml, 'Assertion')[forged]?.getElementsByTagNameNS('*', 'Signature')).toHaveLength(0);
    const genuine = /<Assertion .*<\/Assertion>/.exec(genuineXml ?? '')?.[0] ?? 'none';
    expect(xml).toContain(genuine);
  });

  test.each(vendors)('other-method (%s): the other IdP speaks, to this method', async (vendor) => {
    const { xml, input } = await broken('saml/other-method', await otherMethod(vendor));
    const issuer = input.otherApp?.entityId;
    expect(texts(xml, 'Issuer')).toEqual([issuer, issuer]);
    expect(texts(xml, 'Audience')).toEqual(['http://127.0.0.1:4800/metadata']);
    expect(attributes(xml, 'Response', 'Destination')).toEqual(['http://127.0.0.1:4800/acs']);
    expect(attributes(xml, 'SubjectConfirmationData', 'Recipient')).toEqual(['http://127.0.0.1:4800/acs']);
    expect(attributes(xml, 'Response', 'InResponseTo')).toEqual(['_request-1']);
  });

  test('other-method-response: the other IdP speaks, to its own method', async () => {
    const { xml, deliveries } = await broken('saml/other-method-response', await otherMethod('okta'));
    expect(texts(xml, 'Audience')).toEqual(['http://127.0.0.1:4800/other']);
    expect(attributes(xml, 'Response', 'Destination')).toEqual(['http://127.0.0.1:4800/other/acs']);
    expect(attributes(xml, 'SubjectConfirmationData', 'Recipient')).toEqual(['http://127.0.0.1:4800/other/acs']);
    expect(deliveries.map(({ to }) => to)).toEqual(['http://127.0.0.1:4800/acs']);
  });

  test('faults add up, in their order', async () => {
    const faults = [{ id: 'saml/expired' }, { id: 'saml/audience-mismatch' }, { id: 'saml/replay' }];
    const { xml, deliveries, input } = await broken('saml/expired', { faults });
    expect(attributes(xml, 'Conditions', 'NotOnOrAfter')).toEqual([new Date(input.now - 60 * MINUTE).toISOString()]);
    expect(texts(xml, 'Audience')).toEqual(['https://other-sp.example/metadata']);
    expect(deliveries).toHaveLength(2);
  });
});

const length = (xml: string): number => {
  const [from, to] = ['NotBefore', 'NotOnOrAfter'].map((name) =>
    Date.parse(attributes(xml, 'Conditions', name)[0] ?? ''),
  );
  return (to ?? NaN) - (from ?? NaN);
};

describe('a fault that cannot be is refused', () => {
  const sent = async (use: FaultUse | string, changes: Partial<ResponseInput>) =>
    respond({ ...(await order('entra', use)), ...changes });
  const code = (code: string) => expect.objectContaining({ code }) as Error;

  test('without a victim', async () => {
    await expect(sent('saml/unsigned', { victim: undefined })).rejects.toThrow(code('FAULT_NEEDS_VICTIM'));
    await expect(sent('saml/split-name', { victim: undefined })).rejects.toThrow(code('FAULT_NEEDS_VICTIM'));
  });

  test('without another app', async () => {
    await expect(sent('saml/other-method', { otherApp: undefined })).rejects.toThrow(code('FAULT_NEEDS_OTHER_APP'));
  });

  test('in a shape that cannot carry it', async () => {
    await expect(sent('saml/wrapped-sibling', { shape: 'both' })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
  });

  test('without a request to answer', async () => {
    await expect(sent('saml/unsolicited', { request: null })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
  });

  test("where the signer's address is not the victim's and more", async () => {
    await expect(sent('saml/split-name', { person: ann })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
    await expect(sent('saml/split-name', { person: victor })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
  });

  test('where it would change nothing', async () => {
    const audience = { id: 'saml/audience-mismatch', options: { audience: 'http://127.0.0.1:4800/metadata' } };
    await expect(sent(audience, { faults: [audience] })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
    await expect(sent('saml/tampered', { victim: ann })).rejects.toThrow(code('FAULT_DOES_NOT_FIT'));
  });
});
