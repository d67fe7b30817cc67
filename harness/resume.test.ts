import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishedOf } from './resume.ts';
import { comparable, jitmus, scratch, start } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';
import type { Report, Status } from '../reports/index.ts';

let place: Awaited<ReturnType<typeof scratch>>;
const at = (name: string) => join(place.folder, name);
// A defect that shows in many cases: each is a line by which the test knows how far the run is.
const patterns = ['jit/first', 'jit/second', 'jit/group', 'jit/only', 'jit/email-case', 'attacks/saml-unsigned'];
const options = [...patterns, '--idp', 'okta', '--protocol', 'saml', '--defect', 'stores-name'];
const run = (name: string, ...more: string[]) => [
  'run',
  ...options,
  '--output',
  at(name),
  '--reporter',
  'json',
  ...more,
];

beforeAll(async () => {
  place = await scratch();
  expect((await jitmus(run('whole'))).code).toBe(1);
}, 60_000);
afterAll(() => place.remove());

/** Runs until so many cases did not pass, and ends it with the signal. */
async function killed(name: string, lines: number, signal: NodeJS.Signals, ...more: string[]): Promise<number | null> {
  const begun = start(run(name, '--workers', '1', ...more));
  await begun.until(new RegExp(`(fail [^]*){${lines}}`));
  begun.kill(signal);
  return (await begun.ended).code;
}

describe('a run that was ended and resumed is one that was not', () => {
  test('by SIGTERM: the report is valid, names what is missing, and is finished later', async () => {
    expect(await killed('term', 2, 'SIGTERM')).toBe(2);
    const cut = await place.report('term');
    expect(cut.complete).toBe(false);
    expect(cut.errors.map(({ code }) => code)).toEqual(['INTERRUPTED']);
    const whole = await place.report('whole');
    const finished = cut.cases.map(({ id }) => id);
    expect([...finished, ...(cut.missing ?? [])].sort()).toEqual(whole.cases.map(({ id }) => id).sort());
    expect(cut.missing?.length).toBeGreaterThan(0);
    expect((await jitmus(run('term', '--resume', at('term')))).code).toBe(1);
    const resumed = await place.report('term');
    expect(comparable(resumed)).toEqual(comparable(whole));
    expect(resumed.run).toMatchObject({ id: cut.run.id, startedAt: cut.run.startedAt, command: cut.run.command });
  }, 60_000);

  test('by SIGKILL, twice: nothing but the finished cases is left, and that is enough', async () => {
    expect(await killed('kill', 1, 'SIGKILL')).toBe(null);
    expect(await readdir(at('kill'))).toEqual([expect.stringMatching(/^\.cases-/)]);
    expect(await killed('kill', 3, 'SIGKILL', '--resume', at('kill'))).toBe(null);
    expect((await jitmus(run('kill', '--resume', at('kill')))).code).toBe(1);
    expect(comparable(await place.report('kill'))).toEqual(comparable(await place.report('whole')));
    expect(await readdir(at('kill'))).toEqual(['report.json']);
  }, 60_000);
});

test('a disk that takes no more ends the run with 2, keeps what was finished, and is resumed', async () => {
  // An application that writes no file itself, so that the limit meets the run alone. In blocks of 512 bytes, as POSIX has it.
  const target = `${packageRoot}harness/targets/apps/passport-saml/target.yaml`;
  const args = ['run', ...patterns, '--idp', 'okta', '--target', target, '--reporter', 'json'];
  const limited = spawnSync(
    'sh',
    [
      '-c',
      'ulimit -f 600; exec "$@"',
      'sh',
      process.execPath,
      `${packageRoot}dist/jitmus.js`,
      ...args,
      '--output',
      at('full'),
    ],
    { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', CI: '1' } },
  );
  expect(limited.stderr).toContain('OUTPUT_UNWRITABLE');
  expect(limited.stderr).toContain('A file may not grow so large there.');
  expect(limited.status).toBe(2);
  expect(await readdir(at('full'))).toEqual([expect.stringMatching(/^\.cases-/)]);
  const ends = [await jitmus([...args, '--output', at('roomy')]), await jitmus([...args, '--resume', at('full')])];
  expect(new Set(ends.map(({ code }) => code)).size).toBe(1);
  expect(comparable(await place.report('full'))).toEqual(comparable(await place.report('roomy')));
}, 120_000);

test('what was blocked, or failed on our side, is run again; waivers and baseline are asked again', () => {
  const of = (id: string, status: Status, more: object = {}) => ({
    ...{
      id,
      verdicts: [
        { rule: 'r', status: 'pass' },
        { rule: 's', status, ...more },
      ],
    },
  });
  const cases = [
    of('a', 'blocked'),
    of('b', 'fail', { waived: {}, known: 'r0' }),
    of('c', 'error'),
    of('d', 'skipped'),
  ];
  const kept = finishedOf({ report: { cases } as unknown as Report });
  expect(kept).toEqual([of('b', 'fail'), of('d', 'skipped')]);
});

describe('--resume refuses', () => {
  test('what came to its end, and what never began', async () => {
    expect((await jitmus(run('whole', '--resume', at('whole')))).stderr).toContain('That run came to its end.');
    const { code, stderr } = await jitmus(run('never', '--resume', at('never')));
    expect(code).toBe(2);
    expect(stderr).toContain('RESUME_NOTHING');
  });

  test('another run, and another folder', async () => {
    await killed('other', 1, 'SIGTERM');
    const [cases, seed, folder] = await Promise.all([
      jitmus(['run', 'jit/first-sign-in', '--defect', 'stores-name', '--resume', at('other')]),
      jitmus(run('other', '--seed', '2', '--resume', at('other'))),
      jitmus(run('whole', '--resume', at('other'))),
    ]);
    expect([cases.code, seed.code, folder.code]).toEqual([2, 2, 2]);
    expect(cases.stderr).toContain('other cases are selected here');
    expect(seed.stderr).toContain('--seed is 2 here, and 1 in its report');
    expect(folder.stderr).toContain('A run is resumed in its own folder.');
    expect((await place.report('other')).complete).toBe(false);
  });
});
