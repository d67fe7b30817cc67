import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill, fillUrl, unknownPlaceholders } from './placeholders.ts';

const values = { email: "o'brien+x@corp.test", jit: true, domains: ['corp.test', 'b.test'], none: null, n: 5 };

describe('addresses', () => {
  test('take values percent-encoded', () => {
    expect(fillUrl('http://127.0.0.1:1/u/{email}?d={domains}&jit={jit}&n={n}', values)).toBe(
      "http://127.0.0.1:1/u/o'brien%2Bx%40corp.test?d=corp.test%2Cb.test&jit=true&n=5",
    );
  });

  test('keep what nobody knows', () => {
    expect(fillUrl('/{nobody}/{constructor}/{toString}', values)).toBe('/{nobody}/{constructor}/{toString}');
  });

  test('stay at their host whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        const { host, pathname } = new URL(fillUrl('http://127.0.0.1:8080/methods/x{id}/verify', { id }));
        expect(host).toBe('127.0.0.1:8080');
        expect(pathname.split('/')).toHaveLength(4);
      }),
    );
  });
});

describe('bodies and commands', () => {
  test('one placeholder alone takes the type of its value', () => {
    const body = { jit: '{jit}', deep: [{ domains: '{domains}', none: '{none}' }], text: 'for {email}, {jit}', 1: 2 };
    expect(fill(body, values)).toEqual({
      jit: true,
      deep: [{ domains: ['corp.test', 'b.test'], none: null }],
      text: "for o'brien+x@corp.test, true",
      1: 2,
    });
  });

  test('a value is put in as it is, and not filled again', () => {
    expect(fill(['{a}', 'x {a}'], { a: '{b} $& $1', b: 'no' })).toEqual(['{b} $& $1', 'x {b} $& $1']);
  });
});

describe('unknown placeholders', () => {
  const at = (...path: string[]) => `file ${path.join('.')}`;

  test('each is told with its place', () => {
    const problems = unknownPlaceholders(
      { url: '/{emial}/{email}', body: { a: ['{jit}', '{zzzzzzzz}'] } },
      ['email', 'jit'],
      at,
    );
    expect(problems.map((problem) => [problem.code, problem.at, problem.message, problem.hint])).toEqual([
      ['TARGET_INVALID', 'file url', 'There is no placeholder "{emial}" here.', 'Did you mean "email"?'],
      ['TARGET_INVALID', 'file body.a.1', 'There is no placeholder "{zzzzzzzz}" here.', 'Known here: {email} {jit}'],
    ]);
  });

  test('variables are none', () => {
    expect(unknownPlaceholders(['http://127.0.0.1:${port}/{email}', 5, null], ['email'], at)).toEqual([]);
  });
});
