import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, jitmus, scratch, start, withoutTimes } from './built.fixture.ts';
import type { Report } from '../reports/index.ts';

const TIMEOUT_MS = 240_000;

// Observations too are the same in every run, but for times: nonces, ports, keys and what a target draws have names.
describe.each([
  ['SCIM', ['scim/', 'provisioning/', 'okta/', 'suites/okta-spec', '--protocol', 'scim']],
  [
    'SAML and OpenID Connect',
    ['jit/second-sign-in', 'jit/user-made-over-scim', 'logout/o*', 'attacks/*-login-csrf', '--idp', 'entra,okta'],
  ],
])('the same run over %s', (_, some) => {
  let place: Awaited<ReturnType<typeof scratch>>;
  let whole: Report;
  const at = (name: string) => join(place.folder, name);
  const args = (name: string, ...more: string[]) => [
    'run',
    ...some,
    '--reporter',
    'json',
    '--output',
    at(name),
    ...more,
  ];

  beforeAll(async () => {
    place = await scratch();
    expect((await jitmus(args('whole', '--workers', '2'))).code).toBe(0);
    whole = await place.report('whole');
    expect(whole.cases.length).toBeGreaterThan(MOMENTS.at(-1)![0]);
  }, TIMEOUT_MS);
  afterAll(() => place.remove());

  /** Case by case, so that a difference can be read. */
  function expectSame(report: Report): void {
    for (const [index, result] of whole.cases.entries())
      expect(withoutTimes(report.cases[index]), result.id).toEqual(withoutTimes(result));
    expect(comparable(report)).toEqual(comparable(whole));
  }

  test(
    'with another nonce and in another order',
    async () => {
      expect((await jitmus(args('again', '--workers', '5'))).code).toBe(0);
      expectSame(await place.report('again'));
    },
    TIMEOUT_MS,
  );

  test.each([2, 3])(
    'in %i shards that are merged',
    async (of) => {
      const names = Array.from({ length: of }, (__, n) => `shard-${n + 1}-of-${of}`);
      for (const [n, name] of names.entries()) await jitmus(args(name, '--shard', `${n + 1}/${of}`));
      const files = names.map((name) => join(at(name), 'report.json')).toReversed();
      const merge = await jitmus([
        'report',
        'merge',
        ...files,
        '--output',
        at(`of-${of}`),
        '--reporter',
        'json',
        '--gate',
      ]);
      expect(merge.code).toBe(0);
      expectSame(await place.report(`of-${of}`));
    },
    120_000,
  );

  test(
    'killed at several moments and resumed',
    async () => {
      for (const [nth, [cases, signal]] of MOMENTS.entries())
        await killedAfter(
          cases,
          signal,
          args('killed', ...(nth === 0 ? [] : ['--resume', at('killed')])),
          at('killed'),
        );
      expect((await jitmus(args('killed', '--resume', at('killed')))).code).toBe(0);
      expectSame(await place.report('killed'));
    },
    TIMEOUT_MS,
  );
});

/** How many cases are finished when the run is ended, and by what. */
const MOMENTS: readonly [number, NodeJS.Signals][] = [
  [1, 'SIGKILL'],
  [13, 'SIGKILL'],
  [24, 'SIGTERM'],
  [37, 'SIGKILL'],
];

/** Ends a run as soon as so many cases of it, those that it took over among them, are on disk. */
async function killedAfter(cases: number, signal: NodeJS.Signals, args: string[], folder: string): Promise<void> {
  const before = new Set(await readdir(folder).catch(() => []));
  const begun = start(args);
  await new Promise<void>((resolve, reject) => {
    void begun.ended.then(({ stderr }) => reject(new Error(`It came to its end: ${stderr}`)));
    const watcher = watch(join(folder, '..'), { recursive: true }, () => void look());
    const look = async () => {
      const name = (await readdir(folder).catch(() => [])).find(
        (each) => each.startsWith('.cases-') && !before.has(each),
      );
      const lines = name === undefined ? [] : (await readFile(join(folder, name), 'utf8').catch(() => '')).split('\n');
      if (lines.length - 2 < cases) return;
      watcher.close();
      resolve();
    };
  });
  begun.kill(signal);
  await begun.ended;
}
