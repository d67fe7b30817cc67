import { Ajv } from 'ajv';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JitmusError, JitmusErrors } from './errors.ts';
import { readYaml, shownPath } from './yaml-file.ts';

const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<object>({
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1 },
    idps: { type: 'array', items: { enum: ['entra', 'google', 'okta'] } },
    groups: {
      oneOf: [
        { const: 'none' },
        {
          type: 'object',
          additionalProperties: false,
          required: ['send'],
          properties: { send: { enum: ['all', 'few'] } },
        },
      ],
    },
    any: {},
  },
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-yaml-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(folder, 'file.yaml');
  await writeFile(file, text);
  return readYaml('TARGET', file, validate);
}

/** Code, place within the file, sentence and hint of every problem. */
async function problems(text: string): Promise<(string | undefined)[][]> {
  const error = await read(text).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(JitmusError);
  const all = error instanceof JitmusErrors ? error.problems : [error as JitmusError];
  return all.map(({ code, at, message, hint }) => [
    code,
    at?.replace(/^.*file\.yaml/, ''),
    message,
    ...(hint ? [hint] : []),
  ]);
}

describe('a file that is right', () => {
  test('its value, and where everything stands', async () => {
    const file = await read('# a comment\nname: app\nidps:\n  - entra\n  - okta\nany: { 1: { x: y } }\n');
    expect(file.value).toEqual({ name: 'app', idps: ['entra', 'okta'], any: { 1: { x: 'y' } } });
    const places = [
      file.at(),
      file.at('name'),
      file.at('idps', 1),
      file.at('any', 1, 'x'),
      file.at('idps', 7),
      file.at('nothing'),
    ];
    expect(places.map((place) => place.replace(file.path, ''))).toEqual([
      ':2:1',
      ':2:1',
      ':5:5',
      ':6:13',
      ':3:1',
      ':2:1',
    ]);
  });

  test('aliases', async () => {
    expect((await read('name: &n app\nany: [*n, *n]\n')).value).toEqual({ name: 'app', any: ['app', 'app'] });
  });

  test('a key named like a prototype is a key', async () => {
    const { value } = await read('name: app\nany: { __proto__: { polluted: true } }\n');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys((value as { any: object }).any)).toEqual(['__proto__']);
  });
});

describe('what is wrong with its form', () => {
  test.each<[string, string, string, RegExp]>([
    ['a key twice', 'name: a\nname: b\n', ':2:1', /unique/],
    ['a list that does not end', 'name: [a,\n', ':2:1', /]/],
    ['a tab', 'name: a\nany:\n\t- b\n', ':3:1', /[Tt]ab/],
    ['two documents', 'name: a\n---\nname: b\n', ':2:1', /Only one document/],
    ['an unknown tag', 'name: !!js/function a\n', ':1:7', /tag/],
    ['an unknown alias', 'name: *b\n', '', /alias/],
    ['an alias into itself', 'name: a\nany: &a [*a]\n', '', /itself/],
    [
      'aliases without end',
      `name: a\nany:\n  - &a [x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((n, i) => `  - &${n} [${`*${'abcdefg'[i]},`.repeat(8).slice(0, -1)}]`).join('\n')}\n`,
      '',
      /alias/,
    ],
  ])('%s', async (_, text, place, says) => {
    const [problem] = await problems(text);
    expect(problem?.slice(0, 2)).toEqual(['TARGET_SYNTAX', place]);
    expect(problem?.[2]).toMatch(says);
  });

  test('nothing in it', async () => {
    expect(await problems('# only a comment\n')).toEqual([['TARGET_INVALID', '', 'The file is empty.']]);
  });

  test('no such file, a folder', async () => {
    await mkdir(join(folder, 'sub'), { recursive: true });
    await expect(readYaml('WAIVERS', join(folder, 'none.yaml'), validate)).rejects.toMatchObject({
      code: 'WAIVERS_UNREADABLE',
      message: 'There is no such file.',
      at: join(folder, 'none.yaml'),
    });
    await expect(readYaml('TARGET', join(folder, 'sub'), validate)).rejects.toMatchObject({
      code: 'TARGET_UNREADABLE',
      message: 'This is a folder, not a file.',
    });
  });
});

describe('what is wrong with its content', () => {
  test('every problem is told at once, each with its place', async () => {
    expect(await problems('nam: app\nidps: [entra, gogle, [1]]\n')).toEqual([
      ['TARGET_INVALID', ':1:1', '"name" is missing.'],
      ['TARGET_INVALID', ':1:1', 'Unknown key "nam".', 'Did you mean "name"?'],
      ['TARGET_INVALID', ':2:15', '"gogle" is not known in "idps.1".', 'Did you mean "google"?'],
      ['TARGET_INVALID', ':2:22', '"[1]" is not known in "idps.2".', 'Known: entra, google, okta.'],
    ]);
  });

  test.each<[string, string, string[]]>([
    ['no object', '- a\n', [':1:1', 'The value must be keys with values.']],
    ['a wrong kind', 'name: 5\n', [':1:1', 'The value in "name" must be a text.', 'In quotes it is one: "5"']],
    [
      'a text in the place of a list',
      'name: a\nidps: entra okta\n',
      [':2:1', 'The value in "idps" must be a list.', 'As a list: [entra, okta]'],
    ],
    ['too short', 'name: ""\n', [':1:1', 'The value in "name" must NOT have fewer than 1 characters.']],
    [
      'an unknown key far from all',
      'name: a\nzzzzzz: 1\n',
      [':2:1', 'Unknown key "zzzzzz".', 'Known here: name, idps, groups, any.'],
    ],
    ['neither one nor the other', 'name: a\ngroups: 5\n', [':2:1', 'The value in "groups" must be "none" or object.']],
    [
      'wrong inside one of two',
      'name: a\ngroups: { send: al }\n',
      [':2:11', '"al" is not known in "groups.send".', 'Did you mean "all"?'],
    ],
    ['incomplete inside one of two', 'name: a\ngroups: {}\n', [':2:1', '"send" is missing in "groups".']],
  ])('%s', async (_, text, problem) => {
    expect(await problems(text)).toEqual([['TARGET_INVALID', ...problem]]);
  });
});

test('paths inside the working folder are shown from there', () => {
  expect(shownPath(join(process.cwd(), 'a', 'b.yaml'))).toBe(join('a', 'b.yaml'));
  expect(shownPath('/elsewhere/b.yaml')).toBe('/elsewhere/b.yaml');
});
