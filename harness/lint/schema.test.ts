import { DOMParser, XMLSerializer, type Element } from '@xmldom/xmldom';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, readDocument } from './document.ts';
import { fullMetadata, fullRequest } from './documents.fixture.ts';
import { metadataTable } from './metadata-table.ts';
import { protocolTable } from './protocol-table.ts';
import { schemaProblems, type SchemaTable } from './schema.ts';

function problems(xml: string, table: SchemaTable): string[] {
  const document = readDocument(xml);
  if ('problem' in document) throw new Error(`${document.problem}: ${xml}`);
  return schemaProblems(document.root, table);
}

describe('a document that the schema allows', () => {
  it.each([
    ['request', fullRequest, protocolTable],
    ['metadata', fullMetadata, metadataTable],
  ])('has no problems (%s)', (_name, xml, table) => {
    expect(problems(xml, table)).toEqual([]);
  });

  it('may use whatever prefixes, white space and xsi attributes', () => {
    const xml = fullRequest
      .replaceAll('samlp:', '')
      .replace('xmlns:samlp', 'xmlns')
      .replace('ID="_r"', 'ID="_r" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a b"')
      .replaceAll('><', '>\n  <');
    expect(problems(xml, protocolTable)).toEqual([]);
  });
});

describe('what the schema does not allow', () => {
  const request: [string, (xml: string) => string, RegExp][] = [
    ['no ID', (xml) => xml.replace(' ID="_r"', ''), /lacks the attribute ID/],
    ['an ID that begins with a digit', (xml) => xml.replace(' ID="_r"', ' ID="1r"'), /ID of .* is "1r"/],
    ['an ID twice', (xml) => xml.replace('Id="s"', 'Id="_r"'), /"_r" stands there twice/],
    ['a time that is none', (xml) => xml.replace('IssueInstant="2026-11-23', 'IssueInstant="2026-11-31'), /IssueInstant/],
    ['yes in place of true', (xml) => xml.replace('ForceAuthn="true"', 'ForceAuthn="yes"'), /ForceAuthn .* one of true/],
    ['an attribute of its own', (xml) => xml.replace(' ID=', ' Hint="a" ID='), /may not have the attribute Hint/],
    ['another order', (xml) => xml.replace(/<saml:Issuer.*?<\/saml:Issuer>/, '').replace('</samlp:AuthnRequest>', '<saml:Issuer>a</saml:Issuer></samlp:AuthnRequest>'), /allowed is saml:Issuer\?/],
    ['an unknown element', (xml) => xml.replace('<samlp:NameIDPolicy', '<saml:Hint/><samlp:NameIDPolicy'), /saml:Hint/],
    ['an unknown comparison', (xml) => xml.replace('"exact"', '"atLeast"'), /Comparison .* one of exact/],
    ['text between elements', (xml) => xml.replace('<samlp:NameIDPolicy', 'hint<samlp:NameIDPolicy'), /text beside its elements/],
    ['an element where text belongs', (xml) => xml.replace('http://sp.test/metadata</saml:Issuer>', '<saml:A/></saml:Issuer>'), /may hold text alone/],
  ]; // prettier-ignore
  it.each(request)('is told of a request with %s', (_what, change, says) => {
    const found = problems(change(fullRequest), protocolTable);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(says);
  });

  const metadata: [string, (xml: string) => string, RegExp][] = [
    ['no entityID', (xml) => xml.replace(/ entityID="[^"]*"/, ''), /lacks the attribute entityID/],
    ['an entityID that is too long', (xml) => xml.replace(/entityID="/, `entityID="${'a'.repeat(1024)}`), /1024/],
    ['no assertion consumer service', (xml) => xml.replaceAll(/<md:AssertionConsumerService[^>]*>/g, ''), /AssertionConsumerService\+/],
    ['an index that is too great', (xml) => xml.replace('index="0"', 'index="65536"'), /65535/],
    ['a key for signatures and encryption', (xml) => xml.replace('use="signing"', 'use="both"'), /encryption, signing/],
    ['a certificate that is no base64', (xml) => xml.replaceAll('QUJD<', 'QUJ<'), /not base64/],
    ['keys behind the services', (xml) => xml.replace(/(<md:KeyDescriptor.*<\/md:KeyDescriptor>)(.*?)(<\/md:SPSSODescriptor>)/, '$2$1$3'), /md:KeyDescriptor\*/],
  ]; // prettier-ignore
  it.each(metadata)('is told of metadata with %s', (_what, change, says) => {
    const found = problems(change(fullMetadata), metadataTable);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(says);
  });
});

const FOLDER = '/usr/share/xml/opensaml';
const TOOLING = '/usr/share/xml/xmltooling';
const installed = existsSync(FOLDER) && existsSync(TOOLING) && spawnSync('xmllint', ['--version']).error === undefined;

const VALUES = [
  'true', '1', 'yes', '', ' ', '65535', '65536', '-1', '2026-11-23T12:00:00Z', '2024-02-29T12:00:00.5+01:00', '2026-02-29T12:00:00Z',
  '2026-11-23T24:00:00Z', '2026-11-23T25:00:00Z', '2026-11-23', '2026-11-23T12:00:00', '2026-11-23T12:00:00+15:00', 'P1Y', 'PT', 'P',
  '-PT1.5S', '_a', '1a', 'é·', 'exact', 'signing', 'technical', 'en', 'en-GB', '!', 'QQ==', 'QR==', 'Q Q = =', 'urn:a:b',
]; // prettier-ignore

type Dice = (sides: number) => number;
const NAMES = Object.keys({ ...protocolTable, ...metadataTable });

/** One random change to the document: most make it one that the schema does not allow. */
function changed(xml: string, dice: Dice): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const all: Element[] = [];
  const collect = (element: Element) => {
    all.push(element);
    childrenOf(element).forEach(collect);
  };
  collect(document.documentElement!);
  const element = all[dice(all.length)]!;
  const parent = element.parentNode!;
  const value = VALUES[dice(VALUES.length)]!;
  const own = Array.from(element.attributes).filter(({ name }) => !name.startsWith('xmlns'));
  const attribute = own[dice(Math.max(1, own.length))];
  const inRoot = element === document.documentElement;
  const acts: (() => unknown)[] = [
    () => attribute && element.removeAttributeNode(attribute),
    () => attribute && (attribute.value = value),
    () => element.setAttribute('foreign', value),
    () => element.setAttributeNS('urn:x', 'x:foreign', value),
    () => inRoot || parent.removeChild(element),
    () => inRoot || parent.insertBefore(element.cloneNode(true), element),
    () => inRoot || (element.nextSibling && parent.insertBefore(element.nextSibling, element)),
    () => element.insertBefore(document.createTextNode('loose'), element.firstChild),
    () => element.appendChild(document.createElementNS('urn:x', 'x:foreign')),
    () => element.appendChild(document.createElementNS('', 'nowhere')),
    () => childrenOf(element).length === 0 && (element.textContent = value),
    () => {
      const name = NAMES[dice(NAMES.length)]!;
      const uri = document.documentElement!.lookupNamespaceURI(name.split(':')[0]!);
      if (uri) element.appendChild(document.createElementNS(uri, name));
    },
  ];
  acts[dice(acts.length)]!();
  return new XMLSerializer().serializeToString(document);
}

describe.skipIf(!installed)('the XSDs of Debian’s opensaml-schemas', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitmus-schema-'));

  /** The schemas import others by web addresses: here they are files. */
  const catalog = (): string => {
    const file = join(folder, 'catalog.xml');
    const rewrites = ['TR/2002/REC-xmldsig-core-20020212', 'TR/2002/REC-xmlenc-core-20021210', '2001']
      .map(
        (path) => `<rewriteSystem systemIdStartString="http://www.w3.org/${path}" rewritePrefix="file://${TOOLING}"/>`,
      )
      .join('');
    writeFileSync(file, `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${rewrites}</catalog>`);
    return file;
  };

  /**
   * What xmllint says against each document. What it thinks of URIs is left aside, because XML Schema allows nearly any text,
   * and elements of which it has no schema where only known ones may stand.
   */
  function objections(documents: readonly string[], schema: string): string[][] {
    const files = documents.map((xml, index) => {
      const file = join(folder, `${schema}-${index}.xml`);
      writeFileSync(file, xml);
      return file;
    });
    const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(FOLDER, schema), ...files], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, XML_CATALOG_FILES: catalog() },
    });
    const told = new Map<string, string[]>();
    const judged = new Set<string>();
    for (const line of stderr.split('\n')) {
      const [, file = '', says = ''] = /^(\S+?\.xml)(?::\d+)?[: ](.*)$/.exec(line) ?? [];
      if (/^(fails to validate|validates)$/.test(says)) judged.add(file);
      else if (says.includes('Schemas validity error') && !/'xs:anyURI'|strict wildcard/.test(says))
        told.set(file, [...(told.get(file) ?? []), says]);
    }
    expect(judged.size, stderr.slice(0, 1000)).toBe(files.length);
    return files.map((file) => told.get(file) ?? []);
  }

  it.each([
    ['request', fullRequest, protocolTable, 'saml-schema-protocol-2.0.xsd'],
    ['metadata', fullMetadata, metadataTable, 'saml-schema-metadata-2.0.xsd'],
  ] as const)('find the same documents sound (%s)', (_name, full, table, schema) => {
    const documents = fc.sample(
      fc.tuple(fc.integer({ min: 0, max: 2 }), fc.infiniteStream(fc.nat())).map(([times, stream]) => {
        const dice: Dice = (sides) => Number(stream.next().value) % sides;
        let xml = full;
        for (let n = 0; n < times; n++) xml = changed(xml, dice);
        return xml;
      }),
      { numRuns: 700, seed: 1 },
    );
    const theirs = objections(documents, schema);
    const apart = documents
      .map((xml, index) => ({ xml, ours: problems(xml, table), theirs: theirs[index] ?? [] }))
      // xmllint passes over what is no base64 between what is.
      .filter(({ ours }) => !ours.some((says) => says.endsWith('is not base64.')))
      .filter(({ ours, theirs }) => (ours.length === 0) !== (theirs.length === 0));
    expect(apart).toEqual([]);
    const sound = theirs.filter((says) => says.length === 0).length;
    expect(sound).toBeGreaterThan(100);
    expect(documents.length - sound).toBeGreaterThan(100);
  });
});
