import { createHash, createHmac, createPublicKey, X509Certificate } from 'node:crypto';
import { XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { resolveFault } from '../fault-list.ts';
import type { FaultUse } from '../fault.ts';
import { all, attributes, broken, texts } from '../saml/broken.fixture.ts';
import { responseProfiles } from '../profiles/responses.ts';
import { CANONICALIZATIONS } from '../saml/signature-form.ts';
import { vendors } from '../saml/sign-in.fixture.ts';
import { signaturesOf } from '../saml/signatures.fixture.ts';

/** Every choice of the words of its options, as scenarios may name them. */
function choices(id: string): FaultUse[] {
  const { options = {} } = resolveFault({ id }).fault;
  const words = Object.entries(options).filter(
    (entry): entry is [string, readonly [string, ...string[]]] => typeof entry[1] === 'object',
  );
  return words.reduce<FaultUse[]>(
    (uses, [name, list]) =>
      uses.flatMap((use) => list.map((word) => ({ id, options: { ...use.options, [name]: word } }))),
    [{ id }],
  );
}

/** The fault in every choice, of every vendor and in every shape that can carry it. */
async function everywhere(id: string, skip: (use: FaultUse, shape: string) => boolean = () => false) {
  const { shapes } = resolveFault({ id }).fault;
  const sent = choices(id).flatMap((use) =>
    vendors.flatMap((vendor) =>
      responseProfiles[vendor].shapes
        .filter((shape) => (!shapes || shapes.includes(shape)) && !skip(use, shape))
        .map(async (shape) => ({ ...(await broken(use, { shape }, vendor)), use, vendor, shape })),
    ),
  );
  return Promise.all(sent);
}

const VICTIM = 'victor@corp.test';
const SIGNER = 'annabelle@corp.test';
const holding = (xml: string, certificate: string) => signaturesOf(xml, certificate).map(({ holds }) => holds);
const base64Of = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

describe('signed with another key', () => {
  test('foreign-key: for the victim, by the attacker, with the certificates that the word says', async () => {
    for (const { use, xml, input } of await everywhere('saml/foreign-key')) {
      const { key, attackerKey } = input;
      expect(texts(xml, 'NameID')).toEqual([VICTIM]);
      expect(holding(xml, key.certificate)).not.toContain(true);
      expect(holding(xml, attackerKey.certificate)).not.toContain(false);
      const of = {
        'look-alike': [attackerKey.certificateBase64],
        stranger: [attackerKey.stranger],
        chain: [attackerKey.issued, attackerKey.certificateBase64],
        genuine: [key.certificateBase64],
        'stranger-and-genuine': [attackerKey.stranger, key.certificateBase64],
        'key-value-and-genuine': [key.certificateBase64],
      }[String(use.options?.certificate)]!;
      const found = texts(xml, 'X509Certificate').map((text) => (text ?? '').replace(/\s/g, ''));
      expect(found.slice(0, of.length)).toEqual(of);
      expect(all(xml, 'RSAKeyValue').length > 0).toBe(use.options?.certificate === 'key-value-and-genuine');
    }
  });

  test.each(['saml/retired-key', 'saml/new-key'])("%s: by the vendor's other key, which KeyInfo names", async (id) => {
    for (const { xml, input } of await everywhere(id)) {
      expect(holding(xml, input.key.certificate)).not.toContain(true);
      expect(holding(xml, input.nextKey!.certificate)).not.toContain(false);
      expect((texts(xml, 'X509Certificate')[0] ?? '').replace(/\s/g, '')).toBe(input.nextKey!.certificateBase64);
      expect(texts(xml, 'NameID')).toEqual([SIGNER]);
    }
  });

  test('retired-key needs an app that does not publish it, new-key one that does', async () => {
    const code = expect.objectContaining({ code: 'FAULT_DOES_NOT_FIT' }) as Error;
    await expect(broken('saml/retired-key', { publishesNextKey: true })).rejects.toThrow(code);
    await expect(broken('saml/new-key', { publishesNextKey: false })).rejects.toThrow(code);
  });
});

describe('hmac', () => {
  const secrets: Record<string, (pem: string) => string | Buffer> = {
    pem: (pem) =>
      `-----BEGIN CERTIFICATE-----\n${base64Of(pem).replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
    'pem-without-last-line-break': (pem) => secrets.pem!(pem).toString().slice(0, -1),
    'pem-on-one-line': (pem) => `-----BEGIN CERTIFICATE-----\n${base64Of(pem)}\n-----END CERTIFICATE-----\n`,
    base64: base64Of,
    der: (pem) => new X509Certificate(pem).raw,
    'public-key-pem': (pem) => String(createPublicKey(pem).export({ type: 'spki', format: 'pem' })),
  };

  /** The SignedInfo of Entra as it is digested. */
  const canonicalInfo = (xml: string) =>
    (/<SignedInfo>.*?<\/SignedInfo>/.exec(xml)?.[0] ?? '')
      .replace('<SignedInfo>', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">')
      .replace(/<(\w+)( [^>]*)\/>/g, '<$1$2></$1>');

  test.each(choices('saml/hmac-confusion'))('confusion: $options', async (use) => {
    const { xml, input } = await broken(use);
    const { method, secret } = use.options as { method: string; secret: string };
    expect(attributes(xml, 'SignatureMethod', 'Algorithm')[0]).toMatch(new RegExp(`#${method}$`));
    expect(texts(xml, 'NameID')).toEqual([VICTIM]);
    const expected = createHmac(method.slice(5), secrets[secret]!(input.key.certificate)).update(canonicalInfo(xml));
    expect(texts(xml, 'SignatureValue')).toEqual([expected.digest('base64')]);
  });

  test.each(['8', '1', '0'])('truncation to %s bits', async (bits) => {
    const { xml, input } = await broken({ id: 'saml/hmac-truncation', options: { bits } });
    expect(texts(xml, 'HMACOutputLength')).toEqual([bits]);
    const whole = createHmac('sha1', input.key.certificate).update(canonicalInfo(xml)).digest();
    const value = Buffer.from(texts(xml, 'SignatureValue')[0] ?? '', 'base64');
    expect([...value]).toEqual({ '8': [whole[0]], '1': [(whole[0] ?? 0) & 0x80], '0': [] }[bits]);
  });

  test('for all vendors and shapes no RSA signature is left', async () => {
    for (const id of ['saml/hmac-confusion', 'saml/hmac-truncation'])
      for (const { xml, shape } of await everywhere(id))
        expect(attributes(xml, 'SignatureMethod', 'Algorithm').map((uri) => uri?.includes('hmac'))).toEqual(
          Array(shape === 'both' ? 2 : 1).fill(true),
        );
  });
});

describe('genuine, in another form', () => {
  const inclusiveBoth = (use: FaultUse, shape: string) =>
    String(use.options?.algorithm).startsWith('inclusive') && shape === 'both';

  test('other-algorithm: holds for xml-crypto, which takes one wrong where two inclusive ones are', async () => {
    for (const { xml, input } of await everywhere('saml/other-algorithm', inclusiveBoth))
      expect(holding(xml, input.key.certificate)).not.toContain(false);
  });

  test('uncommon-algorithm: names what it is', async () => {
    const uris = {
      'inclusive-1.1': CANONICALIZATIONS['inclusive-1.1'],
      'rsa-sha384': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
    };
    for (const { use, xml } of await everywhere('saml/uncommon-algorithm'))
      expect(xml).toContain(uris[use.options?.algorithm as keyof typeof uris]);
  });

  test('other-key-information: the signature holds, and no certificate is there', async () => {
    for (const { use, xml, input } of await everywhere('saml/other-key-information')) {
      expect(holding(xml, input.key.certificate)).not.toContain(false);
      expect(all(xml, 'X509Certificate')).toEqual([]);
      expect(all(xml, 'KeyInfo').length === 0).toBe(use.options?.holds === 'nothing');
    }
  });

  test('weak-algorithm: holds, by a hash that should not be used', async () => {
    for (const { use, xml, input } of await everywhere('saml/weak-algorithm')) {
      const { algorithm } = use.options as { algorithm: string };
      if (algorithm !== 'md5') expect(holding(xml, input.key.certificate)).not.toContain(false);
      const length = { sha1: 28, 'sha1-digest': 28, md5: 24 }[algorithm];
      for (const digest of texts(xml, 'DigestValue')) expect(digest).toHaveLength(length!);
      const method = { sha1: '#rsa-sha1', 'sha1-digest': '#rsa-sha256', md5: '#rsa-md5' }[algorithm]!;
      for (const uri of attributes(xml, 'SignatureMethod', 'Algorithm')) expect(uri?.endsWith(method)).toBe(true);
    }
  });

  test('reference-uri: empty or absent; of a response the empty one means the whole document, which is signed', async () => {
    for (const { use, shape, xml, input } of await everywhere('saml/reference-uri')) {
      const { uri } = use.options as { uri: string };
      for (const named of attributes(xml, 'Reference', 'URI')) expect(named).toBe(uri === 'empty' ? '' : null);
      if (uri === 'empty' && shape === 'response') expect(holding(xml, input.key.certificate)).toEqual([true]);
    }
  });

  test('stylesheet-transform: an XSLT that names the canary stands among the transforms', async () => {
    for (const { xml, input } of await everywhere('saml/stylesheet-transform')) {
      expect(attributes(xml, 'Transform', 'Algorithm')).toContain('http://www.w3.org/TR/1999/REC-xslt-19991116');
      expect(attributes(xml, 'copy-of', 'select')[0]).toBe(`document('${input.canaryUrl}/document')/nothing`);
    }
  });

  test('many-transforms: as many as told, and the signature holds', async () => {
    const { xml, input } = await broken({ id: 'saml/many-transforms', options: { count: 10 } });
    expect(all(xml, 'Transform')).toHaveLength(12);
    expect(holding(xml, input.key.certificate)).toEqual([true]);
    for (const { xml: many } of await everywhere('saml/many-transforms'))
      expect(all(many, 'Transform').length).toBeGreaterThan(100);
  });
});

/** What xml-crypto digests, and whether the value holds over the digest that the signature names. */
function digestsOf(xml: string, signature: string, certificate: string) {
  const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  let computed = '';
  const claimed = /<(?:\w+:)?DigestValue>(?:<!--.*?-->)?([^<]*)/.exec(signature)?.[1] ?? '';
  verifier.HashAlgorithms['http://www.w3.org/2001/04/xmlenc#sha256'] = class {
    getAlgorithmName = () => 'noting';
    getHash(text: string) {
      computed = createHash('sha256').update(text).digest('base64');
      return claimed;
    }
  };
  verifier.loadSignature(signature);
  return { isSigned: verifier.checkSignature(xml), computed };
}

describe('changed after signing', () => {
  test('signature-altered: one character of the value, and nothing else', async () => {
    const missing = (use: FaultUse, shape: string) =>
      use.options?.of !== 'every-signature' && shape !== 'both' && shape !== use.options?.of;
    for (const { use, shape, xml, genuineXml, input } of await everywhere('saml/signature-altered', missing)) {
      const differ = [...xml].filter((character, at) => character !== genuineXml?.[at]).length;
      expect(differ).toBe(shape === 'both' && use.options?.of === 'every-signature' ? 2 : 1);
      const held = holding(xml, input.key.certificate);
      // A changed signature of the assertion is in what the response's covers.
      const kept = use.options?.of === 'response' && shape === 'both' ? [false, true] : held.map(() => false);
      expect(held).toEqual(kept);
    }
    const altered = broken({ id: 'saml/signature-altered', options: { of: 'response' } }, { shape: 'assertion' });
    await expect(altered).rejects.toThrow(expect.objectContaining({ code: 'FAULT_DOES_NOT_FIT' }) as Error);
  });

  test('digest-comment: before the digest that is signed stands that of what is there now', async () => {
    for (const { xml, input } of await everywhere('saml/digest-comment')) {
      expect(texts(xml, 'NameID')).toEqual([VICTIM]);
      expect(xml).not.toContain(SIGNER);
      for (const signature of all(xml, 'Signature')) {
        const value = signature.getElementsByTagNameNS('*', 'DigestValue')[0];
        const { isSigned, computed } = digestsOf(
          xml,
          new XMLSerializer().serializeToString(signature),
          input.key.certificate,
        );
        expect([isSigned, computed]).toEqual([true, value?.firstChild?.nodeValue]);
        expect(computed).not.toBe(value?.textContent);
      }
    }
  });

  test('several-signed-infos: the genuine one is signed, the forged one fits the forged element', async () => {
    for (const { use, xml, shape } of await everywhere('saml/several-signed-infos')) {
      expect(all(xml, 'SignedInfo')).toHaveLength(2);
      const [signature] = all(xml, 'Signature');
      const parent = signature?.parentNode as typeof signature;
      expect(parent?.localName).toBe(shape === 'assertion' ? 'Assertion' : 'Response');
      const references = attributes(xml, 'Reference', 'URI');
      const forged = `#${parent?.getAttribute('ID')}`;
      expect(references.indexOf(forged)).toBe(use.options?.forged === 'behind' ? 1 : 0);
      const [object] = all(xml, 'Object').slice(-1);
      expect(object?.getElementsByTagNameNS('*', 'NameID')[0]?.textContent).toBe(SIGNER);
      const names = texts(xml, 'NameID');
      expect(names.sort()).toEqual([SIGNER, VICTIM]);
    }
  });

  test('void-canonicalization: the digest of nothing, under a signature of the IdP', async () => {
    const nothing = createHash('sha256').digest('base64');
    for (const { xml } of await everywhere('saml/void-canonicalization')) {
      expect(texts(xml, 'DigestValue')).toEqual([nothing]);
      expect(texts(xml, 'NameID')).toEqual([VICTIM]);
      expect(attributes(xml, 'Assertion', 'xmlns:void')).toEqual(['void']);
    }
  });

  test('attribute-pollution: one assertion for the victim, with two IDs', async () => {
    for (const { use, xml, genuineXml } of await everywhere('saml/attribute-pollution')) {
      const [forged, genuine] = all(xml, 'Assertion');
      expect(forged?.getAttribute('x:ID')).toBe(genuine?.getAttribute('ID'));
      expect(attributes(genuineXml ?? '', 'Assertion', 'ID')).toEqual([genuine?.getAttribute('ID')]);
      expect(forged?.getAttribute('ID')).not.toBe(genuine?.getAttribute('ID'));
      const start = /<(?:\w+:)?Assertion [^>]*>/.exec(xml)?.[0] ?? '';
      expect(start.indexOf(' x:ID=') < start.indexOf(' ID=')).toBe(use.options?.first === 'with-prefix');
      // The genuine assertion lies inside the signature, which stands before the subject.
      expect(texts(xml, 'NameID')).toEqual([SIGNER, VICTIM]);
    }
  });

  test('namespace-confusion: the first assertion is of another namespace', async () => {
    for (const { xml } of await everywhere('saml/namespace-confusion')) {
      const [forged, genuine] = all(xml, 'Assertion');
      expect(genuine?.namespaceURI).toBe('urn:oasis:names:tc:SAML:2.0:assertion');
      expect(forged?.namespaceURI).not.toBe(genuine?.namespaceURI);
      expect(forged?.getElementsByTagNameNS(forged.namespaceURI ?? '', 'NameID')[0]?.textContent).toBe(VICTIM);
    }
  });
});

describe('as text', () => {
  const DOCTYPE = /<!DOCTYPE (\S+) /;

  test.each(['saml/doctype', 'saml/external-entity', 'saml/entity-expansion'])(
    '%s: the document type names the root, behind the declaration and before it',
    async (id) => {
      for (const { xml, genuineXml } of await everywhere(id)) {
        const root = all(genuineXml ?? '', 'Response')[0]?.tagName;
        expect(DOCTYPE.exec(xml)?.[1]).toBe(root);
        expect(xml.indexOf('<?xml')).toBe(genuineXml?.startsWith('<?xml') ? 0 : -1);
        expect(xml.indexOf('<!DOCTYPE')).toBeLessThan(xml.indexOf(`<${root} `));
      }
    },
  );

  test('doctype: all else is as the vendor sends it', async () => {
    for (const { xml, genuineXml } of await everywhere('saml/doctype'))
      expect(xml.replace(/<!DOCTYPE [^[]*\[[^\]]*\]>/, '')).toBe(genuineXml);
  });

  test('external-entity: names the canary, or an empty file', async () => {
    for (const { use, xml, genuineXml, input } of await everywhere('saml/external-entity')) {
      const address = use.options?.kind === 'file' ? 'file:///dev/null' : `${input.canaryUrl}/nothing`;
      expect(xml).toContain(`SYSTEM "${address}"`);
      const read = xml.replace(/<!DOCTYPE (?:[^[>]*\[[^\]]*\]|[^>]*)>/, '').replaceAll('&outside;', '');
      expect(read).toBe(genuineXml);
    }
  });

  test('entity-expansion: ten thousand times nothing', async () => {
    for (const { xml, genuineXml } of await everywhere('saml/entity-expansion')) {
      const entities = new Map([...xml.matchAll(/<!ENTITY (e\d) "([^"]*)">/g)].map(([, name, text]) => [name, text]));
      const count = (name: string): number =>
        [...(entities.get(name) ?? '').matchAll(/&(e\d);/g)].reduce((sum, [, inner]) => sum + count(inner!), 0) || 1;
      expect(count('e4')).toBe(10_000);
      expect(entities.get('e0')).toBe('');
      expect(xml.replace(/<!DOCTYPE [^[]*\[.*?\]>/s, '').replaceAll('&e4;', '')).toBe(genuineXml);
      expect(xml.length - (genuineXml ?? '').length).toBeLessThan(400);
    }
  });

  test('split-name: whole it is the signer, up to what splits it the victim', async () => {
    for (const { use, xml, genuineXml } of await everywhere('saml/split-name')) {
      const { by, in: where } = use.options as { by: string; in: string };
      const whole = xml
        .replace(/<!DOCTYPE [^[]*\[[^\]]*\]>/, '')
        .replaceAll('<!---->', '')
        .replace(/<!\[CDATA\[(.*?)\]\]>/g, '$1')
        .replace(/<\?rest (.*?)\?>/g, '$1')
        .replaceAll('&rest;', '.evil.test');
      expect(whole, JSON.stringify(use)).toBe(genuineXml);
      if (by === 'entity') continue;
      const split = (name: string) =>
        all(xml, name).filter((element) => element.firstChild?.nodeValue === VICTIM && element.childNodes.length > 1);
      expect(split('NameID')).toHaveLength(where === 'attributes' ? 0 : 1);
      expect(split('AttributeValue').length > 0).toBe(where !== 'nameid');
    }
  });

  test('split-name: the signature holds for xml-crypto, but where an entity splits it', async () => {
    for (const { use, xml, input } of await everywhere('saml/split-name')) {
      if (use.options?.by === 'entity') continue;
      expect(holding(xml, input.key.certificate), JSON.stringify(use)).not.toContain(false);
    }
  });

  test('parser-differential: one parser sees the signer, the other the victim', async () => {
    for (const { use, xml } of await everywhere('saml/parser-differential')) {
      const exact = texts(xml, 'NameID');
      const hasty = texts(xml.replace(/<!DOCTYPE.*?\]>/s, ''), 'NameID');
      const seen = use.options?.genuine === 'for-exact-parsers' ? [[SIGNER], [VICTIM]] : [[VICTIM], [SIGNER]];
      expect([exact, hasty]).toEqual(seen);
      expect(xml.split('Signature ').length - 1).toBeGreaterThan(0);
    }
  });

  test('id-by-entity: the victim comes first, under an ID that comes to the same', async () => {
    for (const { use, xml } of await everywhere('saml/id-by-entity')) {
      expect(texts(xml, 'NameID')).toEqual([VICTIM, SIGNER]);
      const [forged, genuine] = attributes(xml, 'Assertion', 'ID');
      expect(forged).toBe(use.options?.spelling === 'entity' ? '&id;' : genuine);
      if (use.options?.spelling === 'entity') expect(xml).toContain(`<!ENTITY id "${genuine}">`);
    }
  });
});
