import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { all, attributes, broken, texts } from '../saml/broken.fixture.ts';
import { vendors } from '../saml/sign-in.fixture.ts';

const ACS = 'http://127.0.0.1:4800/acs';

/** The one trip of a message with that fault, and its fields by name. */
async function trip(id: string, options: Record<string, string> = {}, changes: Parameters<typeof broken>[1] = {}) {
  const { deliveries, xml } = await broken({ id, options }, changes);
  expect(deliveries).toHaveLength(1);
  const [plan] = deliveries;
  return { plan: plan!, fields: plan!.fields, of: Object.fromEntries(plan!.fields), xml };
}

const read = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64');

describe('how the message is delivered', () => {
  test('get-delivery: the form goes into the query, as posted or deflated', async () => {
    const posted = await trip('saml/get-delivery');
    expect(posted.plan).toMatchObject({ method: 'GET', to: ACS, browser: 'same', genuine: false });
    expect(read(posted.of.SAMLResponse).toString()).toBe(posted.xml);
    const { of, xml } = await trip('saml/get-delivery', { encoding: 'redirect' });
    expect(inflateRawSync(read(of.SAMLResponse)).toString()).toBe(xml);
  });

  test.each([
    ['lower-case', 'samlresponse'],
    ['request', 'SAMLRequest'],
  ])('parameter-name: %s', async (name, field) => {
    const { fields, of, xml } = await trip('saml/parameter-name', { name });
    expect(fields.map(([key]) => key)).toEqual([field, 'RelayState']);
    expect(read(of[field]).toString()).toBe(xml);
  });

  test('parameter-missing: all but the message', async () => {
    expect((await trip('saml/parameter-missing')).fields).toEqual([
      ['RelayState', 'relay'],
      ['submit', 'Continue'],
    ]);
  });

  test.each([
    ['last', ['annabelle@corp.test', 'victor@corp.test']],
    ['first', ['victor@corp.test', 'annabelle@corp.test']],
  ])('parameter-twice: the forged one is the %s, and has no signature', async (forged, order) => {
    const { fields } = await trip('saml/parameter-twice', { forged });
    const messages = fields.filter(([name]) => name === 'SAMLResponse').map(([, value]) => read(value).toString());
    expect(messages.map((message) => texts(message, 'NameID')[0])).toEqual(order);
    expect(messages.map((message) => message.includes('Signature'))).toEqual([forged === 'last', forged === 'first']);
  });

  test('response-garbled: five things that nobody can read', async () => {
    const forms = ['not-base64', 'truncated', 'empty', 'not-xml', 'not-utf8'];
    const sent = await Promise.all(forms.map((form) => trip('saml/response-garbled', { form })));
    const [notBase64, truncated, empty, notXml, notUtf8] = sent.map(({ of }) => of.SAMLResponse ?? '');
    expect(notBase64).toContain('%');
    expect(sent[1]!.xml.startsWith(read(truncated).toString())).toBe(true);
    expect(read(truncated).toString()).not.toContain('</samlp:Response>');
    expect(empty).toBe('');
    expect(JSON.parse(read(notXml).toString())).toBeTypeOf('object');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(read(notUtf8))).toThrow();
  });

  test.each([
    ['deflate', inflateRawSync],
    ['zlib', inflateSync],
    ['gzip', gunzipSync],
  ] as const)('response-compressed: %s', async (form, unpack) => {
    const { of, xml } = await trip('saml/response-compressed', { form });
    expect(unpack(read(of.SAMLResponse)).toString()).toBe(xml);
  });

  test('response-compressed: or the message itself', async () => {
    const { of, xml } = await trip('saml/response-compressed', { form: 'not-encoded' });
    expect(of.SAMLResponse).toBe(xml);
  });

  test('response-oversized: megabytes of white space, sent or packed', async () => {
    const padded = await trip('saml/response-oversized');
    expect(read(padded.of.SAMLResponse)).toHaveLength(padded.xml.length + 2 * 1024 * 1024);
    expect(read(padded.of.SAMLResponse).toString().trimEnd()).toBe(padded.xml);
    const { of, xml } = await trip('saml/response-oversized', { form: 'deflate-bomb' });
    expect(of.SAMLResponse!.length).toBeLessThan(40_000);
    expect(inflateRawSync(read(of.SAMLResponse)).toString().trimEnd()).toBe(xml);
  });

  test('text-plain-form: what a browser writes of it is lines, or JSON that holds the message', async () => {
    const lines = await trip('saml/text-plain-form');
    expect(lines.plan.encoding).toBe('text/plain');
    expect(read(lines.of.SAMLResponse).toString()).toBe(lines.xml);
    const { plan, fields, xml } = await trip('saml/text-plain-form', { form: 'json' });
    expect(plan.encoding).toBe('text/plain');
    const written = fields.map(([name, value]) => `${name}=${value}\r\n`).join('');
    expect(JSON.parse(written)).toEqual({
      SAMLResponse: Buffer.from(xml).toString('base64'),
      RelayState: 'relay',
      rest: '=',
    });
  });

  test('multipart-form: nothing but the encoding', async () => {
    const { plan, of, xml } = await trip('saml/multipart-form');
    expect(plan).toMatchObject({ encoding: 'multipart/form-data', method: 'POST' });
    expect(read(of.SAMLResponse).toString()).toBe(xml);
  });
});

describe('the RelayState', () => {
  test('is removed', async () => {
    expect((await trip('saml/relay-state-removed')).fields.map(([name]) => name)).toEqual(['SAMLResponse']);
  });

  test('cannot be removed where there is none', async () => {
    await expect(broken('saml/relay-state-removed', { relayState: null })).rejects.toMatchObject({
      code: 'FAULT_DOES_NOT_FIT',
    });
  });

  test('is another, also where the service provider sent none', async () => {
    const { of } = await trip('saml/relay-state-changed', { value: 'long' }, { relayState: null });
    expect(of.RelayState).toHaveLength(81);
  });

  test.each(['https', 'scheme-relative', 'backslash', 'tab'])(
    'leads elsewhere as browsers read it: %s',
    async (value) => {
      const { of } = await trip('saml/relay-state-elsewhere', { value });
      expect(new URL(of.RelayState!, ACS).hostname).toBe('evil.test');
    },
  );

  test('runs a script, or breaks out of its header line', async () => {
    const script = await trip('saml/relay-state-elsewhere', { value: 'javascript' });
    expect(new URL(script.of.RelayState!, ACS).protocol).toBe('javascript:');
    const { of } = await trip('saml/relay-state-elsewhere', { value: 'line-break' });
    expect(of.RelayState).toMatch(/\r\nSet-Cookie: jitmus_injected=/);
  });
});

describe('messages that were used or answered', () => {
  test('replay-after-restart: the second trip waits for a restart', async () => {
    const { deliveries } = await broken('saml/replay-after-restart');
    expect(deliveries).toMatchObject([{ genuine: true }, { after: 'restart', browser: 'same', genuine: false }]);
    expect(deliveries[0]).not.toHaveProperty('after');
    expect(deliveries[1]?.fields).toEqual(deliveries[0]?.fields);
  });

  test.each(vendors)(
    'request-answered-twice (%s): the second is new, signed, and answers the same request',
    async (vendor) => {
      const { deliveries, xml } = await broken('saml/request-answered-twice', {}, vendor);
      const [first, second] = deliveries.map(({ fields }) => read(fields[0]?.[1]).toString());
      expect(first).toBe(xml);
      for (const name of ['Response', 'Assertion'])
        expect(attributes(second!, name, 'ID')).not.toEqual(attributes(first!, name, 'ID'));
      expect(attributes(second!, 'Response', 'InResponseTo')).toEqual(['_request-1']);
      expect(texts(second!, 'NameID')).toEqual(texts(first!, 'NameID'));
      expect(all(second!, 'Signature')).toHaveLength(all(first!, 'Signature').length);
    },
  );

  test.each(vendors)(
    'assertion-id-reused (%s): the ID of the sign-in of that key, in a new response',
    async (vendor) => {
      const earlier = await broken('saml/assertion-id-reused', { faults: [], orderKey: 'earlier' }, vendor);
      const { xml } = await broken('saml/assertion-id-reused', {}, vendor);
      expect(attributes(xml, 'Assertion', 'ID')).toEqual(attributes(earlier.xml, 'Assertion', 'ID'));
      expect(attributes(xml, 'Response', 'ID')).not.toEqual(attributes(earlier.xml, 'Response', 'ID'));
    },
  );

  test('assertion-id-reused needs an earlier sign-in', async () => {
    const { input } = await broken('saml/unsigned');
    const { earlierKey: _, ...without } = input;
    const { respond } = await import('../saml/respond.ts');
    await expect(respond({ ...without, faults: [{ id: 'saml/assertion-id-reused' }] })).rejects.toMatchObject({
      code: 'FAULT_NEEDS_EARLIER',
    });
  });

  test.each([
    ['assertion', ['_request-1'], false],
    ['response', ['_request-1'], true],
  ] as const)('in-response-to-split: the %s answers a request that nobody made', async (unknown, live, inAssertion) => {
    const { xml } = await broken({ id: 'saml/in-response-to-split', options: { unknown } });
    const layers = [
      attributes(xml, 'SubjectConfirmationData', 'InResponseTo'),
      attributes(xml, 'Response', 'InResponseTo'),
    ];
    expect(layers[inAssertion ? 0 : 1]).toEqual(live);
    expect(layers[inAssertion ? 1 : 0]).not.toEqual(live);
  });

  test('login-csrf: the other browser may have asked as well', async () => {
    const { deliveries } = await broken({ id: 'saml/login-csrf', options: { other: 'asked-itself' } });
    expect(deliveries).toMatchObject([{ browser: 'other', asksFirst: true }]);
    expect((await broken('saml/login-csrf')).deliveries[0]).not.toHaveProperty('asksFirst');
  });
});

describe('who the message names', () => {
  const VICTIM = 'victor@corp.test';
  const nameIdOf = async (id: string, options: Record<string, string>) =>
    texts((await broken({ id, options })).xml, 'NameID')[0] ?? '';
  const lookalike = (spelling: string) => nameIdOf('saml/nameid-lookalike', { spelling });

  test.each([
    ['full-width-letter', (text: string) => text.normalize('NFKC')],
    ['full-width-at', (text: string) => text.normalize('NFKC')],
    ['accent', (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')],
    ['zero-width', (text: string) => text.replace(/\p{Cf}/gu, '')],
    ['cyrillic', (text: string) => text.replace('\u043e', 'o').replace('\u0441', 'c')],
    ['percent', decodeURIComponent],
    [
      'html-entity',
      (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ],
    ['markup', (text: string) => text.replace(/<[^>]*>/g, '')],
    ['quotes', (text: string) => text.replace("'||'", '')],
  ])('nameid-lookalike: %s is another string, and the victim for whoever simplifies it', async (spelling, simplify) => {
    const value = await lookalike(spelling);
    expect(value).not.toBe(VICTIM);
    expect(value.toLowerCase()).not.toBe(VICTIM);
    expect(simplify(value)).toBe(VICTIM);
  });

  test('nameid-white-space: the victim, but for white space', async () => {
    for (const place of ['behind', 'in-front', 'line-break', 'indented', 'no-break-space']) {
      const value = await nameIdOf('saml/nameid-white-space', { place });
      expect(value).not.toBe(VICTIM);
      expect(value.trim()).toBe(VICTIM);
    }
  });

  test('nameid-long: three hundred characters before the victim', async () => {
    expect(await nameIdOf('saml/nameid-long', {})).toBe('x'.repeat(300) + VICTIM);
  });

  test.each(vendors)('nameid-nul (%s): the victim up to the character', async (vendor) => {
    const { xml } = await broken('saml/nameid-nul', {}, vendor);
    expect(xml).toContain(`>${VICTIM}&#0;.evil.test<`);
  });

  test.each([
    ['second', ['annabelle@corp.test', VICTIM]],
    ['first', [VICTIM, 'annabelle@corp.test']],
  ])('nameid-twice: the victim comes %s', async (victim, order) => {
    const { xml } = await broken({ id: 'saml/nameid-twice', options: { victim } });
    expect(texts(xml, 'NameID')).toEqual(order);
  });

  test.each(vendors)('email-twice (%s): in two attributes or two values, in either order', async (vendor) => {
    const sent = async (form: string, victim: string) => {
      const { xml } = await broken({ id: 'saml/email-twice', options: { form, victim } }, {}, vendor);
      const named = all(xml, 'Attribute').filter((attribute) => attribute.textContent?.includes(VICTIM));
      const values = texts(xml, 'AttributeValue').filter((text) => text === VICTIM || text === 'annabelle@corp.test');
      return { elements: named.length, values, nameId: texts(xml, 'NameID') };
    };
    const both = ['annabelle@corp.test', VICTIM];
    const nameId = ['annabelle@corp.test'];
    expect(await sent('attributes', 'last')).toEqual({ elements: 1, values: both, nameId });
    expect(await sent('values', 'first')).toEqual({ elements: 1, values: both.toReversed(), nameId });
  });
});
