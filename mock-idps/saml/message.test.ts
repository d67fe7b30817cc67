import { DOMParser, type Element } from '@xmldom/xmldom';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExclusiveCanonicalization } from 'xml-crypto';
import type { AppSettings } from '../app.ts';
import type { Person } from '../directory/person.ts';
import { responseProfiles } from '../profiles/responses.ts';
import type { ResponseVendor, SamlDraft } from './draft.ts';
import { genuineDraft } from './genuine.ts';
import { sealedResponse, unsignedResponse, wireForm } from './message.ts';
import { ann, signInInput, vendors } from './sign-in.fixture.ts';
import { signaturesOf } from './signatures.fixture.ts';
import { signAside, signAtOnce } from './signing.ts';
import { assertionElement } from './tree.ts';
import { write } from './xml.ts';
import { xmlText } from './xml-text.fixture.ts';

type Sign = SamlDraft['sign'];
const signings: readonly Sign[] = ['assertion', 'response', 'both', 'none'];
const base = Object.fromEntries(
  await Promise.all(vendors.map(async (vendor) => [vendor, await signInInput(vendor)] as const)),
) as Record<ResponseVendor, Awaited<ReturnType<typeof signInInput>>>;

/** What a directory may hold; what is empty is no value. */
const text = xmlText.filter((value) => value !== '');

const people: fc.Arbitrary<Person> = fc
  .record({
    givenName: text,
    surname: text,
    displayName: text,
    email: text,
    upn: text,
    username: text,
    groups: fc
      .oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }))
      .chain((length) => fc.array(fc.record({ id: fc.uuid(), name: text }), { minLength: length, maxLength: length })),
  })
  .map((fields) => ({ ...ann, ...fields }));

const drafts: fc.Arbitrary<SamlDraft> = fc
  .record({
    vendor: fc.constantFrom(...vendors),
    sign: fc.constantFrom(...signings),
    person: people,
    attributes: fc.constantFrom<AppSettings['attributes'][]>(undefined, {}, { 'a&"b\n': 'phone' }),
    send: fc.constantFrom('security' as const, 'none' as const),
    solicited: fc.boolean(),
  })
  .map(({ vendor, sign, person, attributes, send, solicited }) => {
    let count = 0;
    const { request, settings, ...rest } = base[vendor];
    const signIn = {
      ...rest,
      person,
      request: solicited ? request : null,
      settings: { ...settings, attributes, groups: { claim: 'vendor-default', send } },
      newId: () => `_id${count++}`,
    };
    return { ...genuineDraft(signIn, base[vendor].key, 'assertion'), sign };
  });

const styleOf = (draft: SamlDraft) => responseProfiles[draft.vendor].style;
const sealed = (draft: SamlDraft) => sealedResponse(unsignedResponse(draft, styleOf(draft)), draft, styleOf(draft));
const written = (draft: SamlDraft) => wireForm(signAtOnce(sealed(draft)), styleOf(draft));
const inclusiveOf = (draft: SamlDraft) => (draft.attributes.length ? [...styleOf(draft).inclusivePrefixes] : []);

/** What xml-crypto makes of an element of the wire form. */
function canonical(wire: string, prefixes: string[], pick = (root: Element): Element => root): string {
  const root = new DOMParser().parseFromString(wire, 'text/xml').documentElement;
  if (!root) throw new Error('The wire form is empty.');
  return new ExclusiveCanonicalization().process(pick(root) as never, { inclusiveNamespacesPrefixList: prefixes });
}

describe('for any person, vendor and signing shape', () => {
  test("the twin of the response is xml-crypto's canonical form of the wire", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { wire, twin } = write(signAtOnce(sealed(draft)), { inclusive: inclusiveOf(draft) });
        expect(twin).toBe(canonical(wire, inclusiveOf(draft)));
      }),
      { numRuns: 60 },
    );
  });

  test("the twin of the assertion alone is xml-crypto's canonical form of it inside the response", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const unsigned = { ...draft, sign: 'none' } as const;
        const { twin } = write(assertionElement(draft, styleOf(draft)), { inclusive: inclusiveOf(draft) });
        const inside = (root: Element): Element => root.lastChild as Element;
        expect(twin).toBe(canonical(written(unsigned), inclusiveOf(draft), inside));
      }),
      { numRuns: 60 },
    );
  });

  test('xml-crypto finds every signature where it belongs, and valid', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const signatures = signaturesOf(written(draft), draft.key.certificate);
        const places = { assertion: ['Assertion'], response: ['Response'], both: ['Response', 'Assertion'], none: [] };
        expect(signatures.map((signature) => signature.in)).toEqual(places[draft.sign]);
        expect(signatures.filter(({ valid }) => !valid)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test('a message signed on the thread pool is the same as one signed on the spot', async () => {
  const draft = genuineDraft({ ...base.okta, newId: () => '_x' }, base.okta.key, 'both');
  expect(wireForm(await signAside(sealed(draft)), styleOf(draft))).toBe(written(draft));
});

test('a message that was signed and then changed does not verify', () => {
  const draft = genuineDraft({ ...base.okta, newId: () => '_x' }, base.okta.key, 'both');
  const changed = written({ ...draft, assertionId: '_y' }).replace('Annabelle', 'Annabella');
  expect(signaturesOf(changed, draft.key.certificate).map(({ valid }) => valid)).toEqual([false, false]);
});

/** Messages with names that need escaping, one of every vendor and shape, written to files for other programs. */
const folder = mkdtempSync(join(tmpdir(), 'jitmus-messages-'));
const samples = vendors.flatMap((vendor) =>
  (['assertion', 'response', 'both'] as const).map((sign) => {
    const person = { ...ann, surname: 'O\'Neill & <Sons>\r\n"Ltd"', givenName: 'Zoë 🔑' };
    let count = 0;
    const signIn = {
      ...base[vendor],
      person,
      settings: { ...base[vendor].settings, groups: { claim: 'vendor-default', send: 'security' as const } },
      newId: () => `_id${count++}`,
    };
    const draft = genuineDraft(signIn, base[vendor].key, sign);
    const file = join(folder, `${vendor}-${sign}.xml`);
    writeFileSync(file, written(draft));
    writeFileSync(`${file}.pem`, draft.key.certificate);
    return { name: `${vendor}, ${sign}`, file, signatures: sign === 'both' ? [1, 2] : [1] };
  }),
);

const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

describe.skipIf(!has('xmlsec1'))('xmlsec1', () => {
  test.each(samples)('verifies $name', ({ file, signatures }) => {
    for (const n of signatures) {
      const { status, stderr } = spawnSync('xmlsec1', [
        '--verify',
        ...['--pubkey-cert-pem', `${file}.pem`, '--enabled-key-data', 'rsa'],
        ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:protocol:Response'],
        ...['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'],
        ...['--node-xpath', `(//*[local-name()="Signature"])[${n}]`],
        file,
      ]);
      expect(status, String(stderr)).toBe(0);
    }
  });
});

const SCHEMA = '/usr/share/xml/opensaml/saml-schema-protocol-2.0.xsd';
const DSIG_SCHEMA = '/usr/share/xml/xmltooling/xmldsig-core-schema.xsd';

describe.skipIf(!has('xmllint') || !existsSync(SCHEMA) || !existsSync(DSIG_SCHEMA))('the SAML schema', () => {
  const catalog = join(folder, 'catalog.xml');
  writeFileSync(
    catalog,
    `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
      <system systemId="http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd" uri="${DSIG_SCHEMA}"/>
      <system systemId="http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd" uri="/usr/share/xml/xmltooling/xenc-schema.xsd"/>
    </catalog>`,
  );
  test.each(samples)('holds for $name', ({ file }) => {
    const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', SCHEMA, file], {
      env: { ...process.env, XML_CATALOG_FILES: catalog },
    });
    expect(status, String(stderr)).toBe(0);
  });
});
