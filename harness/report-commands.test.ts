import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, jitmus, scratch, withoutTimes } from './built.fixture.ts';
import type { Report } from '../reports/index.ts';

let place: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  place = await scratch();
  await Promise.all([run('good', []), run('bad', ['--defect', 'stores-name'])]);
}, 60_000);
afterAll(() => place.remove());

const some = ['jit/first-sign-in', 'jit/groups-are-optional', 'attacks/saml-unsigned', '--idp', 'okta'];
const at = (...names: string[]) => join(place.folder, ...names);
const run = (name: string, more: readonly string[], env: Record<string, string> = {}) =>
  jitmus(['run', ...some, '--output', at(name), '--reporter', 'json', ...more], { env });
const report = (name: string) => at(name, 'report.json');

describe('jitmus report', () => {
  test('renders again what run rendered, in every format', async () => {
    await run('the whole', ['--reporter', 'html,json,junit,sarif,ctrf,markdown']);
    const { code } = await jitmus([
      ...['report', report('the whole'), '--reporter', 'html,json,junit,sarif,ctrf,markdown', '--output', at('again')],
    ]);
    expect(code).toBe(0);
    // The page holds the keys of its data in the order in which they were first written.
    expect(existsSync(at('again', 'report.html'))).toBe(true);
    for (const name of ['report.json', 'junit.xml', 'results.sarif', 'ctrf-report.json', 'summary.md'])
      expect(await readFile(at('again', name), 'utf8')).toBe(await readFile(at('the whole', name), 'utf8'));
    expect((await place.report('the whole')).run.command).toContain(`--output '${at('the whole')}'`);
  });

  test('writes beside the report and shows the summary, whatever its verdict', async () => {
    const { code, stdout } = await jitmus(['report', report('bad')]);
    expect(code).toBe(0);
    expect(stdout).toContain('jit/stores-only-email');
    expect(existsSync(at('bad', 'report.html'))).toBe(true);
  });

  test('refuses what is no report', async () => {
    await writeFile(at('no-report.json'), '{}');
    const { code, stderr } = await jitmus(['report', at('no-report.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('REPORT_INVALID');
  });
});

describe('jitmus report diff', () => {
  test('ends with 1 when something new fails, and says what', async () => {
    const { code, stdout } = await jitmus(['report', 'diff', report('good'), report('bad')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /New \(\d+\)\n {2}✕ jit\/first-sign-in@okta\.saml\/\S+ {2}jit\/stores-only-email {2}pass → fail/,
    );
  });

  test('ends with 0 when something is fixed, and when nothing changed', async () => {
    const fixed = await jitmus(['report', 'diff', report('bad'), report('good')]);
    expect(fixed).toMatchObject({ code: 0, stdout: expect.stringMatching(/Fixed \(\d+\)/) as string });
    const same = await jitmus(['report', 'diff', report('bad'), report('bad')]);
    expect(same).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 new, 0 fixed, [1-9]\d* still\.$/m) as string,
    });
  });

  test('writes a page of it, whatever the outcome', async () => {
    const { code } = await jitmus(['report', 'diff', report('good'), report('bad'), '--output', at('changed', 'here')]);
    expect(code).toBe(1);
    expect(await readFile(at('changed', 'here', 'difference.html'), 'utf8')).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  });

  test('ends with 2 when the later run has no verdict', async () => {
    const later = JSON.parse(await readFile(report('good'), 'utf8')) as Report;
    await writeFile(at('cut.json'), JSON.stringify({ ...later, complete: false }));
    expect(await jitmus(['report', 'diff', report('good'), at('cut.json')])).toMatchObject({ code: 2 });
  });
});

describe('jitmus run --baseline', () => {
  test('lets pass what failed before, and nothing that is worse', async () => {
    const known = await run('known', ['--defect', 'stores-name', '--baseline', report('bad')]);
    expect(known.code).toBe(0);
    const { totals, cases, run: facts } = await place.report('known');
    expect(totals.fail).toBeGreaterThan(0);
    expect(facts.baseline).toBe((await place.report('bad')).run.id);
    const failed = cases.flatMap(({ verdicts }) => verdicts).filter(({ status }) => status === 'fail');
    expect(failed.every((verdict) => verdict.known === facts.baseline)).toBe(true);
    expect((await run('worse', ['--defect', 'stores-name', '--baseline', report('good')])).code).toBe(1);
  });

  test('refuses the report of another application', async () => {
    const other = await place.report('bad');
    await writeFile(at('other.json'), JSON.stringify({ ...other, target: { ...other.target, name: 'another' } }));
    const { code, stderr } = await run('refused', ['--baseline', at('other.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('BASELINE_OF_ANOTHER_TARGET');
  });
});

describe('jitmus run --shard and report merge', () => {
  test('two shards merged are one run, but for times, and one alone is no verdict', async () => {
    const ends = await Promise.all([
      run('shard-1', ['--shard', '1/2', '--defect', 'stores-name']),
      run('shard-2', ['--shard', 'auto', '--defect', 'stores-name'], { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '2' }),
    ]);
    const [one, two] = [await place.report('shard-1'), await place.report('shard-2')];
    expect(ends.map(({ code }) => code)).toEqual([one.run.exitCode, two.run.exitCode]);
    expect(one.cases.length + two.cases.length).toBe((await place.report('bad')).cases.length);
    const merge = ['report', 'merge', report('shard-2'), report('shard-1'), '--output', at('merged')];
    expect((await jitmus([...merge, '--gate', '--reporter', 'json'])).code).toBe(1);
    expect((await jitmus(merge)).code).toBe(0);
    expect(comparable(await place.report('merged'))).toEqual(comparable(await place.report('bad')));

    const half = await jitmus(['report', 'merge', report('shard-1'), '--output', at('half')]);
    expect(half.code).toBe(2);
    expect(half.stdout).toContain('SHARD_MISSING');
    expect((await place.report('half')).complete).toBe(false);
  }, 60_000);
});

describe('jitmus report compare', () => {
  test('sets targets side by side, at the terminal and as a page', async () => {
    const { code, stdout } = await jitmus(['report', 'compare', report('good'), report('bad'), '--output', at('both')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +reference SP, http +reference SP, stores-name$/m);
    expect(stdout).toMatch(/^jit\/first-sign-in@okta\.saml\/full-profile +✓ +✕ fail +≠$/m);
    expect(await readFile(at('both', 'comparison.md'), 'utf8')).toContain('| ✅ | ❌ | differs |');
    expect(await readFile(at('both', 'comparison.html'), 'utf8')).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  });

  test('takes two or more', async () => {
    expect((await jitmus(['report', 'compare', report('good')])).code).toBe(2);
  });
});

describe('jitmus replay', () => {
  test('runs one case again as it was, prints what happened, and ends as run does', async () => {
    const id = 'jit/first-sign-in@okta.saml/full-profile';
    const { code, stdout } = await jitmus(['replay', report('bad'), id, '--output', at('again-1')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^o1 +\d+ ms {2}harness: Given SAML at okta/m);
    expect(stdout).toContain('│ <?xml');
    expect(stdout).toMatch(/^fail +jit\/stores-only-email \(MUST, as recorded\)$/m);
    const again = await place.report('again-1');
    expect(again.target.defect).toBe('stores-name');
    const recorded = (await place.report('bad')).cases.filter((result) => result.id === id);
    expect(withoutTimes(again.cases)).toEqual(withoutTimes(recorded));
  });

  test('tells of a case that the report does not have', async () => {
    const { code, stderr } = await jitmus(['replay', report('bad'), 'jit/first-sign-in@okta.saml/full-profil']);
    expect(code).toBe(2);
    expect(stderr).toContain('CASE_UNKNOWN');
    expect(stderr).toContain('Did you mean "jit/first-sign-in@okta.saml/full-profile"?');
  });
});
