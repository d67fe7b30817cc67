import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultList, parseFaultUse } from './fault-list.ts';

const refused = (raw: unknown) => () => parseFaultUse(raw);
const error = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;

describe('faultList', () => {
  test('has one fault for every file, of the same name', () => {
    const files = readdirSync(new URL('faults', import.meta.url)).filter((name) =>
      /^(?!.*\.(test|gen)\.).*\.ts$/.test(name),
    );
    const ids = faultList().map(({ id }) => id);
    expect(ids.map((id) => `${id.replace('/', '-')}.ts`).sort()).toEqual(files.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('tells what a reader needs', () => {
    for (const { id, summary, source, scope } of faultList()) {
      expect(summary, id).toMatch(/^[A-Z].{20,160}\.$/);
      expect(source.checked, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(source.at, id).not.toBe('');
      expect(scope, id).toMatch(/^(sign-in|target)$/);
    }
  });
});

describe('parseFaultUse', () => {
  test('takes an id, or an id with options', () => {
    expect(parseFaultUse('saml/expired')).toEqual({ id: 'saml/expired' });
    const use = { id: 'saml/replay', options: { browser: 'same' } };
    expect(parseFaultUse(use)).toEqual(use);
  });

  test('guesses what was meant', () => {
    expect(refused('saml/audience-missmatch')).toThrow(
      error('FAULT_UNKNOWN', /no fault "saml\/audience-missmatch".*Did you mean "saml\/audience-mismatch"/),
    );
    expect(refused('quite something else')).toThrow(error('FAULT_UNKNOWN', /There are: .*saml\/expired/));
    expect(refused({ id: 'saml/expired', options: { minute: 3 } })).toThrow(
      error('FAULT_OPTION_UNKNOWN', /no option "minute".*Did you mean "minutes"/),
    );
    expect(refused({ id: 'saml/unsolicited', options: { minutes: 3 } })).toThrow(
      error('FAULT_OPTION_UNKNOWN', /It has none/),
    );
    expect(refused({ id: 'saml/expired', options: { constructor: 3 } })).toThrow(
      error('FAULT_OPTION_UNKNOWN', /no option "constructor"/),
    );
  });

  test.each([
    [{ minutes: 0 }, /a number above 0; got 0/],
    [{ minutes: Number.NaN }, /a number above 0/],
    [{ minutes: '60' }, /a number above 0; got "60"/],
  ])('refuses a number that is none (%j)', (options, message) => {
    expect(refused({ id: 'saml/expired', options })).toThrow(error('FAULT_OPTION_INVALID', message));
  });

  test('refuses a word that is not on the list, and an empty text', () => {
    expect(refused({ id: 'saml/replay', options: { browser: 'firefox' } })).toThrow(
      error('FAULT_OPTION_INVALID', /one of other, same; got "firefox"/),
    );
    expect(refused({ id: 'saml/audience-mismatch', options: { audience: '' } })).toThrow(
      error('FAULT_OPTION_INVALID', /a text that is not empty/),
    );
  });

  test.each([
    null,
    undefined,
    3,
    {},
    { id: 3 },
    { id: 'saml/expired', options: [] },
    { id: 'saml/expired', options: null },
  ])('refuses what is no fault at all (%j)', (raw) => {
    expect(refused(raw)).toThrow(expect.objectContaining({ code: 'FAULT_INVALID' }));
  });
});
