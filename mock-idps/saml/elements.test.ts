import { describe, expect, test } from 'vitest';
import { attributeOf, childrenNamed, edited, elementAt, elementsAt, sibling, withAttribute } from './elements.ts';
import { write, type XmlElement, type XmlNode } from './xml.ts';

const element = (
  name: string,
  children: readonly XmlNode[] = [],
  attributes: XmlElement['attributes'] = [],
): XmlElement => ({ name, attributes, children });

const tree = element('samlp:Response', [
  element('Issuer', ['one']),
  element('saml:Assertion', [element('saml:Subject', [element('saml:NameID', ['a']), element('saml:NameID', ['b'])])]),
]);
const wire = (root: XmlElement) => write(root).wire;

describe('a path of local names', () => {
  test('finds every element at it, whatever the prefixes', () => {
    expect(elementsAt(tree, 'Response/Assertion/Subject/NameID').map(({ children }) => children[0])).toEqual([
      'a',
      'b',
    ]);
    expect(elementAt(tree, 'Response/Assertion').name).toBe('saml:Assertion');
    expect(childrenNamed(tree, 'Issuer')).toHaveLength(1);
  });

  test('begins with the root', () => {
    expect(elementsAt(tree, 'Assertion')).toEqual([]);
    expect(elementsAt(tree, 'Response')).toEqual([tree]);
    expect(() => elementAt(tree, 'Response/Status')).toThrow('There is no Response/Status');
  });
});

describe('an edit', () => {
  const path = 'Response/Assertion/Subject/NameID';

  test('replaces each element by another, by several nodes, or by nothing', () => {
    expect(wire(edited(tree, path, (found) => sibling(found, 'EncryptedID')))).toContain(
      '<saml:Subject><saml:EncryptedID/><saml:EncryptedID/></saml:Subject>',
    );
    expect(wire(edited(tree, path, (found) => [found, ', ']))).toContain('<saml:NameID>a</saml:NameID>, <saml:NameID>');
    expect(wire(edited(tree, path, () => null))).toContain('<saml:Subject/>');
  });

  test('leaves a tree alone that has no such element, and takes no root away', () => {
    expect(edited(tree, 'Response/Status', () => null)).toEqual(tree);
    expect(edited(tree, 'Assertion', () => null)).toBe(tree);
    expect(edited(tree, 'Response', () => null)).toBe(tree);
  });

  test('may change the root', () => {
    expect(wire(edited(tree, 'Response', (root) => withAttribute(root, 'Version', '2.0')))).toMatch(
      /^<samlp:Response Version="2.0">/,
    );
  });
});

test('an attribute keeps its place, and a new one comes last', () => {
  const root = element(
    'a',
    [],
    [
      ['x', '1'],
      ['y', '2'],
    ],
  );
  expect(wire(withAttribute(root, 'x', '3'))).toBe('<a x="3" y="2"/>');
  expect(wire(withAttribute(root, 'z', ''))).toBe('<a x="1" y="2" z=""/>');
  expect(wire(withAttribute(root, 'x', null))).toBe('<a y="2"/>');
  expect(attributeOf(root, 'y')).toBe('2');
  expect(attributeOf(root, 'z')).toBeNull();
});

test('what stands verbatim in the message has a canonical form of its own', () => {
  const comment = element('a', [
    'b',
    { verbatim: '<!-- c -->', canonical: '' },
    { verbatim: '<![CDATA[<]]>', canonical: '&lt;' },
  ]);
  expect(write(comment)).toEqual({ wire: '<a>b<!-- c --><![CDATA[<]]></a>', twin: '<a>b&lt;</a>' });
});
