import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../reports/index.ts';
import { JitmusError, JitmusErrors } from './errors.ts';
import { loadWaivers, Waivers } from './waivers.ts';

const TODAY = '2026-11-23';
const ID = 'attacks/saml-unsigned@entra.saml/by-post';

const verdict = (status: Verdict['status'], rule = 'saml/signature-required'): Verdict => ({
  rule,
  level: 'MUST',
  status,
  grade: null,
  because: 'so',
  evidence: [],
});

const waivers = (...entries: { rule?: string; case?: string; until?: string }[]) =>
  new Waivers(
    entries.map((entry, index) => ({
      waiver: { rule: 'saml/signature-required', case: ID, until: '2027-01-31', because: 'APP-1', ...entry },
      at: `waivers.yaml:${index + 1}:3`,
    })),
    TODAY,
  );

const isWaived = (list: Waivers, status: Verdict['status'] = 'fail', id = ID) =>
  list.apply(id, [verdict(status)])[0]?.waived !== undefined;

describe('a waiver', () => {
  it.each(['fail', 'blocked'] as const)('marks a verdict that is %s, and leaves its status', (status) => {
    expect(waivers({}).apply(ID, [verdict(status), verdict(status, 'saml/other')])).toEqual([
      { ...verdict(status), waived: { because: 'APP-1', until: '2027-01-31' } },
      verdict(status, 'saml/other'),
    ]);
  });

  it.each(['pass', 'skipped', 'error'] as const)('never marks one that is %s', (status) => {
    expect(isWaived(waivers({}), status)).toBe(false);
  });

  it.each([
    ['attacks/saml-unsigned@entra.saml/by-post', true],
    ['attacks/saml-unsigned@entra.saml', true],
    ['attacks/saml-unsigned@entra', true],
    ['attacks/saml-unsigned', true],
    ['attacks/', true],
    ['attacks', true],
    ['attacks/saml-un', false],
    ['attack', false],
    ['attacks/saml-unsigned@ent', false],
    ['attacks/saml-unsigned@okta', false],
    ['attacks/saml-unsigned@entra.saml/by-post/more', false],
    ['*@entra.saml/*', true],
    ['attacks/*', true],
    ['attacks/saml-*@okta*', false],
    ['*unsigned', false],
    ['attacks.saml*', false],
  ])('for %s covers the case: %s', (pattern, covered) => {
    expect(isWaived(waivers({ case: pattern }))).toBe(covered);
  });

  it('holds on its last day, and not on the day after', () => {
    expect(isWaived(waivers({ until: TODAY }))).toBe(true);
    expect(isWaived(waivers({ until: '2026-11-22' }))).toBe(false);
  });
});

describe('a waiver that should not be there any more', () => {
  it('is one that is past its date, used or not', () => {
    const list = waivers({ until: '2026-11-22' });
    isWaived(list);
    expect(list.stale()).toEqual([
      { at: 'waivers.yaml:1:3', because: `The waiver of saml/signature-required for ${ID} ended on 2026-11-22.` },
    ]);
  });

  it('is one that matches nothing that was judged', () => {
    const list = waivers({ rule: 'saml/typo' }, { case: 'jit/' }, {});
    isWaived(list, 'skipped');
    expect(list.stale().map(({ at }) => at)).toEqual(['waivers.yaml:1:3', 'waivers.yaml:2:3', 'waivers.yaml:3:3']);
    expect(list.stale()[0]?.because).toMatch(/matches nothing/);
  });

  it('is not one that matches nothing where only a part of the cases was run', () => {
    const list = waivers({ case: 'jit/' }, { until: '2026-11-22' });
    expect(list.stale(false).map(({ because }) => because)).toEqual([expect.stringMatching(/ended on/)]);
  });

  it('is one whose cases all pass again', () => {
    const list = waivers({ case: 'attacks/' });
    isWaived(list, 'pass');
    expect(list.stale()).toEqual([{ at: 'waivers.yaml:1:3', because: expect.stringMatching(/it passes/) as string }]);
    isWaived(list, 'blocked');
    expect(list.stale()).toEqual([]);
  });

  it('is none of several that cover the same failure', () => {
    const list = waivers({ case: 'attacks/' }, {});
    expect(isWaived(list)).toBe(true);
    expect(list.stale()).toEqual([]);
  });

  it('does not hide a valid one behind it', () => {
    const list = waivers({ case: 'attacks/', until: '2026-11-22' }, {});
    expect(isWaived(list)).toBe(true);
    expect(list.stale()).toHaveLength(1);
  });
});

describe('a waivers file', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'waivers-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const load = async (text: string) => {
    const file = join(folder, 'waivers.yaml');
    await writeFile(file, text);
    return loadWaivers(file, TODAY);
  };
  const problemsOf = async (text: string): Promise<(readonly [string, string | undefined])[]> => {
    const error = await load(text).catch((problem: unknown) => problem);
    if (!(error instanceof JitmusError)) throw new Error('No problem was told.');
    const all = error instanceof JitmusErrors ? error.problems : [error];
    return all.map(({ code, at }) => [code, at?.replace(/.*waivers\.yaml/, '')]);
  };

  it('is read with the place of every entry', async () => {
    const list = await load(
      `- { rule: saml/x, case: "attacks/", until: 2026-01-31, because: tracked as APP-123 }\n- { rule: saml/y, case: "jit/", until: 2027-01-31, because: tracked }\n`,
    );
    expect(list.stale().map(({ at }) => at.replace(/.*waivers\.yaml/, ''))).toEqual([':1:3', ':2:3']);
  });

  it('may be empty of entries, but not of everything', async () => {
    expect((await load('[]')).stale()).toEqual([]);
    expect(await problemsOf('')).toHaveLength(1);
  });

  it.each([
    ['a day that does not exist', '2027-02-30'],
    ['a month that does not exist', '2027-13-01'],
    ['another notation', '31.1.2027'],
  ])('is refused for %s', async (_, until) => {
    const text = `- { rule: a, case: b, until: "${until}", because: tracked }`;
    expect(await problemsOf(text)).toEqual([['WAIVERS_INVALID', expect.stringMatching(/^:1:/)]]);
  });

  it('is refused for keys that are missing or unknown, all at once', async () => {
    const text = '- { rule: a, case: b, until: 2027-01-31 }\n- { rule: a, cases: b, until: 2027-01-31, because: abc }';
    const problems = await problemsOf(text);
    expect(problems.map(([code]) => code)).toEqual(['WAIVERS_INVALID', 'WAIVERS_INVALID', 'WAIVERS_INVALID']);
    expect(new Set(problems.map(([, at]) => at?.split(':')[1]))).toEqual(new Set(['1', '2']));
  });

  it('that is not there is told', async () => {
    await expect(loadWaivers(join(folder, 'none.yaml'), TODAY)).rejects.toMatchObject({ code: 'WAIVERS_UNREADABLE' });
  });
});
