import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listOf, pointersTo, stringAt, valueAt } from './json-pointer.ts';

const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
  '~1': 9,
};

test.each<[string, unknown]>([
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
  ['/~01', 9],
  ['/foo/2', undefined],
  ['/foo/-', undefined],
  ['/foo/00', undefined],
  ['/nothing/at/all', undefined],
  ['/foo/0/length', undefined],
])('RFC 6901, section 5: "%s"', (pointer, value) => {
  expect(valueAt(document, pointer)).toEqual(value);
});

describe('prototypes', () => {
  test.each(['/constructor', '/__proto__', '/toString', '/foo/map'])('%s is nothing', (pointer) => {
    expect(valueAt(document, pointer)).toBeUndefined();
  });

  test('a key of that name is a key', () => {
    expect(valueAt(JSON.parse('{"__proto__": {"x": 1}}'), '/__proto__/x')).toBe(1);
  });
});

test('the pointer to any value in any document leads to it', () => {
  const pointer = (keys: string[]) => keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const walk = (value: unknown, keys: string[], root: unknown): void => {
    expect(valueAt(root, pointer(keys))).toBe(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) walk(item, [...keys, key], root);
  };
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (root) => {
      walk(root, [], root);
    }),
  );
});

test('any pointer into any document is harmless', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.string()), (root, keys) => {
      expect(typeof valueAt(root, keys.map((key) => `/${key}`).join(''))).not.toBe('function');
    }),
  );
});

test.each<[unknown, string | undefined, string | null]>([
  [{ email: 'a@corp.test' }, '/email', 'a@corp.test'],
  [{ email: '' }, '/email', null],
  [{ email: 5 }, '/email', null],
  [{ email: null }, '/email', null],
  [undefined, '/email', null],
  [{ email: 'a@corp.test' }, undefined, null],
])('text of %j at %s', (value, pointer, text) => {
  expect(stringAt(value, pointer)).toBe(text);
});

test.each<[string, unknown]>([
  ['/0', { list: '', index: 0 }],
  ['/data/items/12', { list: '/data/items', index: 12 }],
  ['', undefined],
  ['/data', undefined],
  ['/data/x1', undefined],
])('"%s" as an item of a list', (pointer, list) => {
  expect(listOf(pointer)).toEqual(list);
});

test.each<[unknown, string[]]>([
  [{ user: { mail: 'ada@corp.test' }, email: 'ada@corp.test' }, ['/email', '/user/mail']],
  [[{ 'a/b~c': 'ada@corp.test' }], ['/0/a~1b~0c']],
  ['ada@corp.test', ['']],
  [{ email: 'eve@corp.test' }, []],
  [null, []],
])('pointers to a value in %j', (document, pointers) => {
  const found = pointersTo(document, (value) => value === 'ada@corp.test');
  expect(found).toEqual(pointers);
  for (const pointer of found) expect(valueAt(document, pointer)).toBe('ada@corp.test');
});

test('a search for pointers ends, however large and deep the document is', () => {
  const wide = Array.from({ length: 100_000 }, (_, n) => ({ n }));
  let deep: unknown = 'ada@corp.test';
  for (let n = 0; n < 10_000; n++) deep = [deep];
  expect(pointersTo([wide, deep], (value) => value === 'ada@corp.test')).toEqual([]);
});
