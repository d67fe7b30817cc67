import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExclusiveCanonicalization } from 'xml-crypto';
import { xmlText } from './xml-text.fixture.ts';
import { escapeAttribute, escapeText, write, type XmlElement } from './xml.ts';

const element = (
  name: string,
  attributes: XmlElement['attributes'] = [],
  ...children: (XmlElement | string)[]
): XmlElement => ({ name, attributes, children });

describe('the wire form', () => {
  test('keeps attributes and declarations in their order and closes empty elements short', () => {
    const tree = element(
      'b:r',
      [
        ['z', '1'],
        ['xmlns:b', 'urn:b'],
        ['a', '2'],
      ],
      element('b:e'),
    );
    expect(write(tree).wire).toBe('<b:r z="1" xmlns:b="urn:b" a="2"><b:e/></b:r>');
  });

  test('escapes what would change its meaning or be normalised away by a parser', () => {
    expect(escapeText('a & b < c > d "e"\tf\ng\rh')).toBe('a &amp; b &lt; c &gt; d "e"\tf\ng&#xD;h');
    expect(escapeAttribute('a & b < c > d "e"\tf\ng\rh')).toBe('a &amp; b &lt; c > d &quot;e&quot;&#x9;f&#xA;g&#xD;h');
  });

  test.each(['\u0000', '\u0008', '\u001F', '\uFFFE', '\uFFFF', '\uD800', '\uDC00x'])(
    'refuses a character that XML cannot hold (%j)',
    (character) => {
      expect(() => write(element('e', [], `before${character}`)).wire).toThrow(
        expect.objectContaining({ code: 'XML_CHARACTER' }),
      );
      expect(() => write(element('e', [['a', character]])).twin).toThrow(
        expect.objectContaining({ code: 'XML_CHARACTER' }),
      );
    },
  );

  test('takes characters beyond the basic plane', () => {
    expect(write(element('e', [], '\u{1F511}\u{10FFFF}')).wire).toBe('<e>\u{1F511}\u{10FFFF}</e>');
  });
});

describe('the twin', () => {
  test('sorts declarations and attributes, and closes empty elements long', () => {
    const tree = element(
      'b:r',
      [
        ['z', '1'],
        ['xmlns:c', 'urn:a'],
        ['c:k', '3'],
        ['xmlns:b', 'urn:b'],
        ['a', '2'],
      ],
      element('b:e'),
    );
    expect(write(tree).twin).toBe('<b:r xmlns:b="urn:b" xmlns:c="urn:a" a="2" z="1" c:k="3"><b:e></b:e></b:r>');
  });

  test('declares a prefix where it is first used, not where it was declared', () => {
    const tree = element('r', [['xmlns:x', 'urn:x']], element('x:e', [], element('x:f')), element('x:g'));
    expect(write(tree).twin).toBe('<r><x:e xmlns:x="urn:x"><x:f></x:f></x:e><x:g xmlns:x="urn:x"></x:g></r>');
  });

  test('declares the prefixes of an inclusive list where they come into scope', () => {
    const tree = element(
      'r',
      [
        ['xmlns:x', 'urn:x'],
        ['xmlns:y', 'urn:y'],
      ],
      element('e', [['xmlns:x', 'urn:x']]),
    );
    expect(write(tree, { inclusive: ['x', 'nowhere'] }).twin).toBe('<r xmlns:x="urn:x"><e></e></r>');
  });

  test('takes over the declarations around it that it leans on', () => {
    expect(write(element('ds:i'), { scope: { ds: 'urn:ds' } }).twin).toBe('<ds:i xmlns:ds="urn:ds"></ds:i>');
  });

  test('is what xml-crypto makes of the wire form, for any tree', () => {
    fc.assert(
      fc.property(trees, fc.subarray(['p', 'q']), (tree, inclusive) => {
        const { wire, twin } = write(tree, { inclusive });
        const root = new DOMParser().parseFromString(wire, 'text/xml').documentElement;
        const canonical = new ExclusiveCanonicalization().process(root as never, {
          inclusiveNamespacesPrefixList: inclusive,
        });
        expect(twin).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });
});

const declarations = fc.uniqueArray(
  fc.tuple(fc.constantFrom('xmlns', 'xmlns:p', 'xmlns:q'), fc.constantFrom('urn:1', 'urn:2', 'urn:3')),
  { selector: ([name]) => name, maxLength: 3 },
);
const plainAttributes = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'Z', 'p:a', 'q:c'), xmlText), {
  selector: ([name]) => name.replace(/^.:/, ''),
  maxLength: 4,
});

/** Trees whose root declares both prefixes, so that every name is bound. */
const { tree: inner } = fc.letrec<{ tree: XmlElement }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom('e', 'f', 'p:e', 'q:e'),
    attributes: fc.tuple(declarations, plainAttributes).map(([first, second]) => [...first, ...second]),
    children: fc.array(fc.oneof({ depthSize: 'small' }, xmlText, tie('tree')), { maxLength: 4 }).map(joined),
  }),
}));
const trees = inner.map((child): XmlElement => ({
  name: 'p:root',
  attributes: [
    ['xmlns:q', 'urn:q'],
    ['xmlns:p', 'urn:p'],
  ],
  children: [child],
}));

/** Neighbouring texts are one text once written. */
function joined(children: (XmlElement | string)[]): (XmlElement | string)[] {
  return children.filter((child) => child !== '');
}
