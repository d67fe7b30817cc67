import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOf, loadLines } from './coverage.ts';
import { JitmusError } from './errors.ts';
import { packageRoot } from './package-root.ts';
import { blocked, defineRule, productRules } from './rule.ts';
import { loadScenarios, type ScenarioForm } from './scenario.ts';
import { rules, vocabulary } from './vocabulary.ts';

/** Lines that nothing covers yet and for whose absence there is no reason. It may only get shorter. */
const notYet: readonly string[] = [];

const lines = await loadLines();
const { forms } = await loadScenarios(vocabulary());
const covered = coverageOf(lines, forms, rules);

describe('the catalogue of checks', () => {
  it.each([
    ['SAML', 'S', 217],
    ['OpenID Connect', 'O', 93],
    ['SCIM', 'C', 100],
    ['RFC 7643 and RFC 7644', 'R', 84],
    ['mistakes seen in the field', 'B', 40],
  ])('has every line of %s, from %s001 to %i', (_protocol, letter, last) => {
    const ids = Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(3, '0')}`);
    expect([...lines.keys()].filter((id) => id.startsWith(letter)).sort()).toEqual(ids);
  });

  it("names each of the 57 modules of the OpenID Foundation's suite once", () => {
    const modules = covered.flatMap((line) => [...line.modules.keys()]);
    expect(modules).toHaveLength(57);
    expect(new Set(modules).size).toBe(57);
  });

  it('names for a module a scenario that covers the line', () => {
    const named = covered.flatMap(({ id, modules }) =>
      [...modules.values()].flatMap((exactly) => (exactly === null ? [] : [[id, exactly] as const])),
    );
    expect(named).not.toEqual([]);
    for (const [line, exactly] of named) {
      const there = forms.filter(({ id, variant }) => [id, `${id}/${variant}`].includes(exactly));
      expect(
        there.flatMap(({ covers }) => covers),
        exactly,
      ).toContain(line);
    }
  });

  it('says something of its own in every line', () => {
    const checks = covered.map(({ check }) => check);
    expect(new Set(checks).size).toBe(checks.length);
  });

  it('has every line covered, or a reason why not', () => {
    const missing = covered.filter(({ by, absent }) => by.length === 0 && absent === null).map(({ id }) => id);
    expect(missing).toEqual(notYet);
  });

  it('gives no reason for the absence of what is covered', () => {
    expect(covered.filter(({ by, absent }) => by.length > 0 && absent !== null).map(({ id }) => id)).toEqual([]);
  });

  it('names tests that exist and name the line', () => {
    for (const { id, tests } of covered)
      for (const file of tests) {
        expect(existsSync(packageRoot + file), file).toBe(true);
        expect(readFileSync(packageRoot + file, 'utf8'), file).toContain(id);
      }
  });
});

describe('a catalogue', () => {
  const load = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'coverage-'));
    await writeFile(join(folder, 'some.yaml'), text);
    return loadLines(folder);
  };
  const line = (id: string, more = '') =>
    `${id}: { check: Something is wrong, from: [SPID 1], expect: refuse, level: MUST${more} }\n`;
  const form = (id: string, variant: string | null, covers: string[]) =>
    ({ id, variant, covers, file: `${id}.yaml` }) as unknown as ScenarioForm;
  const rule = (id: string, covers: string[]) =>
    defineRule({ id, level: 'MUST', says: 'It MUST.', source: productRules(id), covers, judge: () => blocked('No.') });

  it('holds families under each of their ids, and tells them once', async () => {
    const some = await load(line('O001') + line('O002-O004', ', absent: Not part of this'));
    expect([...some.keys()]).toEqual(['O001', 'O002', 'O003', 'O004']);
    expect(coverageOf(some, [], [rule('oidc/a', ['O003'])])).toMatchObject([
      { id: 'O001', absent: null, by: [] },
      { id: 'O002-O004', absent: 'Not part of this', by: ['oidc/a'] },
    ]);
  });

  it('is covered by rules, by scenarios, and by variants where not all of them do', async () => {
    const some = await load(line('C001') + line('C002'));
    const forms = [
      form('scim/all', 'a', ['C001']),
      form('scim/all', 'b', ['C001']),
      form('scim/some', 'a', ['C001', 'C002']),
      form('scim/some', 'b', ['C001']),
      form('scim/one', null, ['C002']),
    ];
    expect(coverageOf(some, forms, []).map(({ by }) => by)).toEqual([
      ['scim/all', 'scim/some'],
      ['scim/one', 'scim/some/a'],
    ]);
  });

  it('tells every line that there is not, where it is named, and what is meant', async () => {
    const some = await load(line('S001'));
    const tell = () => coverageOf(some, [form('a', null, ['S0001'])], [rule('saml/b', ['X1'])]);
    let told = '';
    try {
      tell();
    } catch (error) {
      if (error instanceof JitmusError) told = error.describe();
    }
    expect(told).toMatch(/^COVERAGE_UNKNOWN_LINE {2}a\.yaml .*"S0001".*\n.*Did you mean "S001"\?/);
    expect(told).toMatch(/the rule saml\/b .*"X1"/);
  });

  it.each([
    ['a family that runs backwards', line('S004-'), 'COVERAGE_INVALID'],
    ['a family across catalogues', line('S001-O002'), 'COVERAGE_INVALID'],
    ['a line twice', line('S001-') + line(''), 'COVERAGE_INVALID'],
    ['a line without a check', 'S001: { from: [SPID], expect: refuse, level: MUST }', 'COVERAGE_INVALID'],
    ['an id of another form', line('S1'), 'COVERAGE_INVALID'],
    ['the same key twice', line('S001') + line('S001'), 'COVERAGE_SYNTAX'],
  ])('does not take %s', async (_what, text, code) => {
    await expect(load(text)).rejects.toMatchObject({ code });
  });
});
