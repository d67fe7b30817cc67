import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jitmus, scratch } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';

const APPS = `${packageRoot}harness/targets/apps`;
const TIMEOUT_MS = 180_000;

/** Runs inside the application, and notes every secret that reaches or leaves it: kind, tab, value. */
const SPY = `
import { appendFileSync } from 'node:fs';
import http from 'node:http';
const note = (kind, value) => appendFileSync(process.env.SPY_FILE, kind + '\\t' + value + '\\n');
const valuesOf = (cookies) => cookies.split(/;\\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1));
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'request') {
    const { authorization, cookie } = request.headers;
    if (authorization) note('token', authorization.split(' ').at(-1));
    if (cookie) for (const value of valuesOf(cookie)) note('cookie', value);
  }
  return emit.call(this, event, request, ...rest);
};
const setHeader = http.ServerResponse.prototype.setHeader;
http.ServerResponse.prototype.setHeader = function (name, value) {
  if (name.toLowerCase() === 'set-cookie') for (const each of [value].flat()) note('cookie', valuesOf(each)[0]);
  return setHeader.call(this, name, value);
};
const parse = JSON.parse;
JSON.parse = (text, ...rest) => {
  const value = parse(text, ...rest);
  if (value?.clientSecret) note('client secret', value.clientSecret);
  for (const name of ['access_token', 'refresh_token', 'id_token']) if (value?.[name]) note(name, value[name]);
  return value;
};
Response.prototype.json = async function () {
  return JSON.parse(await this.text());
};
`;

describe('nothing secret that was in use stands in what is written', () => {
  let place: Awaited<ReturnType<typeof scratch>>;
  beforeAll(async () => {
    place = await scratch();
    await writeFile(join(place.folder, 'spy.mjs'), SPY);
  });
  afterAll(() => place.remove());

  test.each<[string, string[], string[]]>([
    ['team-portal', [], ['client secret', 'cookie', 'token']],
    ['team-portal', ['--redact', 'personal'], ['client secret', 'cookie', 'token']],
    ['openid-client', [], ['cookie', 'id_token', 'access_token']],
  ])(
    '%s %j',
    async (name, more, kinds) => {
      const folder = join(place.folder, [name, ...more].join('-'));
      await mkdir(folder);
      const spied = join(folder, 'spied.txt');
      const target = (await readFile(`${APPS}/${name}/target.yaml`, 'utf8'))
        .replace(
          '[node, app.mjs]',
          JSON.stringify(['node', '--import', join(place.folder, 'spy.mjs'), `${APPS}/${name}/app.mjs`]),
        )
        .replace(/\n( +)env:\n/, `\n$1env:\n$1  SPY_FILE: ${JSON.stringify(spied)}\n`);
      await writeFile(join(folder, 'target.yaml'), target);
      const { stdout, stderr } = await jitmus(
        [
          ...['run', 'jit/second-sign-in', 'attacks/*-login-csrf', 'attacks/*-expired', '--idp', 'entra,okta'],
          ...['--target', join(folder, 'target.yaml'), '--output', join(folder, 'out'), ...more],
          ...['--reporter', 'list,html,json,junit,sarif,ctrf,markdown,github'],
        ],
        { env: { GITHUB_STEP_SUMMARY: join(folder, 'out', 'step-summary.md') } },
      );
      const secrets = await secretsIn(spied);
      expect([...new Set(secrets.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(kinds));
      const texts = [{ file: 'terminal', text: stdout + stderr }, ...(await textsIn(join(folder, 'out')))];
      expect(texts.map(({ file }) => file)).toEqual(expect.arrayContaining(['report.json', 'report.html']));
      expect(texts.filter(({ text }) => text.includes('{target}')).map(({ file }) => file)).toContain('report.html');
      for (const { file, text } of texts) {
        expect(text, file).not.toContain('PRIVATE KEY');
        const found = secrets.filter(({ value }) => text.includes(value));
        expect(found, file).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});

/** What is shorter is found in everything. */
const SHORTEST = 8;

async function secretsIn(file: string): Promise<{ kind: string; value: string }[]> {
  const lines = [...new Set((await readFile(file, 'utf8')).split('\n'))].filter(Boolean);
  return lines.flatMap((line) => {
    const [kind = '', value = ''] = line.split('\t');
    return [...new Set([value, decodeURIComponent(value)])]
      .filter((each) => each.length >= SHORTEST)
      .map((each) => ({ kind, value: each }));
  });
}

/** Every file, with what is packed in the page unpacked. */
async function textsIn(folder: string): Promise<{ file: string; text: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name, parentPath }) => {
        const text = await readFile(join(parentPath, name), 'utf8');
        const packed = name.endsWith('.html') ? [...text.matchAll(/>([A-Za-z0-9+/]{100,}={0,2})</g)] : [];
        const unpacked = packed.map(([, base64 = '']) => inflateSync(Buffer.from(base64, 'base64')).toString());
        return { file: name, text: [text, ...unpacked].join('\n') };
      }),
  );
}
