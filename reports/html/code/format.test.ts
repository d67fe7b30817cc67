import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samlResponse } from '../fixture/saml.ts';
import { formatJson } from './format-json.ts';
import { formatXml } from './format-xml.ts';
import { linesOf } from './format.ts';
import { markupNodes, markupTokens } from './markup.ts';
import { lineText } from './token.ts';

const xml = (source: string): string[] => formatXml(source).map(lineText);
const json = (source: string): string[] => formatJson(source).map(lineText);

/** Strings made of what makes parsers stumble. */
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '"',
        "'",
        '=',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        '<!DOCTYPE a [',
        ']',
        ' ',
        '\n',
      ),
      fc.constantFrom('<a>', '</a>', '<b x="1">', '</b>', '<c/>', 'text', '\u202e', '<script>'),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('XML', () => {
  test('elements stand below each other, those with text on one line', () => {
    expect(xml('<r a="1"><b>text</b>\n <c/><d></d></r>')).toEqual([
      '<r a="1">',
      '  <b>text</b>',
      '  <c/>',
      '  <d></d>',
      '</r>',
    ]);
  });

  test('a comment inside a name stays where it is', () => {
    expect(xml('<s><NameID>vic<!---->tim</NameID></s>')).toEqual(['<s>', '  <NameID>vic<!---->tim</NameID>', '</s>']);
  });

  test('attributes of a long tag stand below each other', () => {
    const lines = xml(samlResponse({ seed: 1, issuer: 'i', nameId: 'n', audience: 'a' }));
    expect(lines[0]).toBe('<samlp:Response');
    expect(lines[2]).toBe('  Version="2.0"');
    expect(lines).toContain('      <NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">n</NameID>');
  });

  test('a document type keeps its declarations', () => {
    expect(xml('<!DOCTYPE r [<!ENTITY x "y>z">]><r>&x;</r>')).toEqual([
      '<!DOCTYPE r [<!ENTITY x "y>z">]>',
      '<r>&x;</r>',
    ]);
  });

  test('several roots and tags without a partner do no harm', () => {
    expect(xml('</x><a><b></a><c>')).toEqual(['</x>', '<a>', '  <b>', '  </a>', '  <c>']);
  });

  test('the pieces together are the document, whatever it is', () => {
    fc.assert(
      fc.property(markup, (source) => {
        const nodes = markupNodes(source);
        expect(nodes.map((node) => node.source).join('')).toBe(source);
        for (const node of nodes)
          expect(
            markupTokens(node)
              .map(({ text }) => text)
              .join(''),
          ).toBe(node.source);
      }),
    );
  });

  test('formatting changes nothing but white space', () => {
    const solid = (text: string) => text.replace(/\s+/g, '');
    fc.assert(
      fc.property(markup, (source) => {
        expect(solid(xml(source).join('\n'))).toBe(solid(source));
      }),
    );
  });

  test('a document that nests without end is formatted as quickly as any', () => {
    const lines = formatXml('<a>'.repeat(60_000) + '</b>'.repeat(50_000));
    expect(lines).toHaveLength(110_000);
    expect(lineText(lines[59_999] ?? { indent: 0, tokens: [] }).length).toBeLessThan(100);
  });
});

describe('JSON', () => {
  test('values stand below each other, empty ones stay closed', () => {
    expect(json('{"a":1,"b":[true,"x"],"c":{},"d":[]}')).toEqual([
      '{',
      '  "a": 1,',
      '  "b": [',
      '    true,',
      '    "x"',
      '  ],',
      '  "c": {},',
      '  "d": []',
      '}',
    ]);
  });

  test('a key that comes twice is shown twice, and numbers stay as they were', () => {
    expect(json('{"sub":"a","sub":"b","n":1.0e400}')).toEqual([
      '{',
      '  "sub": "a",',
      '  "sub": "b",',
      '  "n": 1.0e400',
      '}',
    ]);
  });

  test('formatted JSON means the same', () => {
    fc.assert(
      fc.property(fc.json(), (source) => {
        expect(JSON.parse(json(source).join('\n'))).toEqual(JSON.parse(source));
      }),
    );
  });

  test('what is no JSON loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (source) => {
        expect(json(source).join('').replace(/\s+/g, '')).toBe(source.replace(/\s+/g, ''));
      }),
    );
  });
});

test('the raw layout is the text, line by line', () => {
  const text = '<a>\n  <b/>\r\n\n</a>';
  for (const mediaType of ['application/xml', 'text/html', 'text/plain', 'application/json'] as const)
    expect(linesOf(text, mediaType, 'raw').map(lineText)).toEqual(text.split('\n'));
});
