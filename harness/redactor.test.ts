import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redactor } from './redactor.ts';

describe('secrets', () => {
  test.each<[string, string]>([
    ['as it is', 'p"ä&ss <w>/ord'],
    ['in an address', encodeURIComponent('p"ä&ss <w>/ord')],
    ['in a form', new URLSearchParams({ v: 'p"ä&ss <w>/ord' }).toString().slice(2)],
    ['in JSON', JSON.stringify({ v: 'p"ä&ss <w>/ord' })],
    ['in markup', 'value="p&quot;ä&amp;ss &lt;w>/ord"'],
  ])('hidden %s', (_, text) => {
    const redactor = new Redactor();
    redactor.secret('p"ä&ss <w>/ord');
    expect(redactor.text(`before ${text} after`)).toMatch(/^before .*«secret».* after$/);
    expect(redactor.text(text)).not.toMatch(/ord/);
  });

  test('never left, whatever they are and wherever they stand', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 30 })
      .filter((text) => !'«secret»'.includes(text) && /\w{4}/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const redactor = new Redactor();
        redactor.secret(value);
        expect(redactor.text(before + value + after)).not.toContain(value);
        expect(redactor.redact([{ deep: [before + value] }])).not.toEqual([{ deep: [before + value] }]);
      }),
    );
  });

  test('half a character is no reason to fail', () => {
    const redactor = new Redactor();
    redactor.secret('half \ud83d of it');
    expect(redactor.text('it is half \ud83d of it')).toBe('it is «secret»');
  });

  test.each<[string, string]>([
    ['authorization: Bearer abc.def_ghi-jkl~+/==', 'authorization: Bearer «secret»'],
    ['bearer ABCDEF', 'bearer «secret»'],
    ['Basic dXNlcjpwYXNz', 'Basic «secret»'],
    [
      'Bearer error="invalid_token", error_description="expired"',
      'Bearer error="invalid_token", error_description="expired"',
    ],
    ['The assertion has no usable bearer confirmation.', 'The assertion has no usable bearer confirmation.'],
    ['Bearer error_description="expired"', 'Bearer error_description="expired"'],
    ['Basic realm="corp"', 'Basic realm="corp"'],
  ])('%s', (text, redacted) => {
    expect(new Redactor().text(text)).toBe(redacted);
  });

  test('fields whose name says so', () => {
    const fields = {
      Authorization: 'x',
      'Set-Cookie': ['a=1', 'b=2'],
      client_secret: 'abc',
      accessToken: 12345,
      password: null,
      hasPassword: true,
      email: 'a@corp.test',
    };
    expect(new Redactor().redact(fields)).toEqual({
      Authorization: '«secret»',
      'Set-Cookie': ['«secret»', '«secret»'],
      client_secret: '«secret»',
      accessToken: '«secret»',
      password: null,
      hasPassword: true,
      email: 'a@corp.test',
    });
  });
});

describe('names for what changes', () => {
  test('an alias holds inside other words', () => {
    const redactor = new Redactor();
    redactor.alias('8f3k2j1', '0000000');
    expect(redactor.text('anna.8f3k2j1@corp.test, _a8f3k2j1b')).toBe('anna.0000000@corp.test, _a0000000b');
  });

  test('the longest value counts', () => {
    const redactor = new Redactor();
    redactor.alias('abcd', '{short}');
    redactor.alias('abcdef', '{long}');
    expect(redactor.text('abcdef abcd')).toBe('{long} {short}');
  });

  test('too short a value is left alone', () => {
    const redactor = new Redactor();
    redactor.alias('abc', '{x}');
    expect(redactor.text('abc')).toBe('abc');
  });

  test('a name holds where the value stands alone, so that addresses stay comparable', () => {
    const redactor = new Redactor();
    redactor.name('anna.smith', '{account}');
    expect(redactor.text('id anna.smith. next=%2Fanna.smith&x ("anna.smith") /anna.smith/edit')).toBe(
      'id {account}. next=%2F{account}&x ("{account}") /{account}/edit',
    );
    expect(redactor.text('anna.smith@corp.test joanna.smith anna.smithson anna.smith.jr x@anna.smith')).toBe(
      'anna.smith@corp.test joanna.smith anna.smithson anna.smith.jr x@anna.smith',
    );
  });

  test('a name does not weaken what is known already', () => {
    const redactor = new Redactor();
    redactor.secret('hunter2hunter2');
    redactor.name('hunter2hunter2', '{id}');
    expect(redactor.text('xhunter2hunter2x')).toBe('x«secret»x');
  });

  test('what is learned later holds from then on', () => {
    const redactor = new Redactor();
    redactor.alias('first', '1st!');
    expect(redactor.text('first second')).toBe('1st! second');
    redactor.alias('second', '2nd!');
    expect(redactor.text('first second')).toBe('1st! 2nd!');
  });

  test('a child knows what its parent knows, and keeps what it learns', () => {
    const parent = new Redactor();
    const child = parent.child();
    parent.alias('shared', '{shared}');
    child.alias('private', '{private}');
    expect(child.text('shared private')).toBe('{shared} {private}');
    expect(parent.text('shared private')).toBe('{shared} private');
    expect(parent.child().text('private')).toBe('private');
  });
});

describe('values', () => {
  test('keep their shape, keys included', () => {
    const redactor = new Redactor();
    redactor.alias('user-1234', '{user}');
    const value = { 'user-1234': [1, null, true, { by: 'user-1234' }], __proto__: { x: 'user-1234' } };
    expect(redactor.redact(value)).toEqual({ '{user}': [1, null, true, { by: '{user}' }] });
  });

  test('are the same when nothing is known', () => {
    const plain = fc
      .jsonValue()
      .filter(
        (value) => !/password|secret|token|cookie|authorization|api-key|bearer|basic/i.test(JSON.stringify(value)),
      );
    fc.assert(
      fc.property(plain, (value) => {
        expect(new Redactor().redact(value)).toEqual(value);
      }),
    );
  });

  test('nested without end are cut', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}1${']'.repeat(5_000)}`) as unknown;
    expect(JSON.stringify(new Redactor().redact(deep)).length).toBeLessThan(500);
  });
});

test.each([
  [
    { password: 'a"b\\c', other: 1 },
    { password: '«secret»', other: 1 },
  ],
  [
    { value: { newPassword: '' }, token_type: 'x' },
    { value: { newPassword: '«secret»' }, token_type: 'x' },
  ],
  [{ client_secret: 'x\ny' }, { client_secret: '«secret»' }],
  [
    { password: null, passwordChange: true },
    { password: null, passwordChange: true },
  ],
])('passwords in the text of %j are hidden, and the text stays JSON', (value, without) => {
  const redactor = new Redactor();
  for (const space of [0, 2]) {
    const text = JSON.stringify(value, null, space);
    expect(redactor.text(text)).toBe(JSON.stringify(without, null, space));
  }
});

test('passwords in JSON within JSON are hidden too', () => {
  const text = JSON.stringify({ body: JSON.stringify({ password: 'Pa55 word!', active: true }) });
  const hidden = new Redactor().text(text);
  expect(JSON.parse((JSON.parse(hidden) as { body: string }).body)).toEqual({ password: '«secret»', active: true });
});
