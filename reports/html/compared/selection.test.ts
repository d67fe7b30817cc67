import { expect, test } from 'vitest';
import { changesSideBySide, comparisonOf } from '../../compare.ts';
import { differenceOf } from '../../diff.ts';
import type { Report, Status } from '../../report.ts';
import { fixtureReport } from '../fixture.ts';
import type { Query } from '../model/route.ts';
import { countKinds, rowsOf, selectRows } from './selection.ts';

/** A report of cases, each with the status that its one rule found. */
function reportOf(statuses: Record<string, Status>): Report {
  const report = fixtureReport(1);
  const [first] = report.cases;
  if (!first) throw new Error('The fixture has no case.');
  const cases = Object.entries(statuses).map(([id, status]) => ({
    ...first,
    id,
    title: id,
    verdicts: [{ rule: 'r', status, level: 'MUST' as const, grade: null, because: `It is ${status}.`, evidence: [] }],
  }));
  return { ...report, cases };
}

const earlier = reportOf({ well: 'pass', broken: 'pass', mended: 'fail', same: 'fail' });
const later = reportOf({ well: 'pass', broken: 'fail', mended: 'pass', same: 'fail' });

test('from run to run the new comes first, and what is well stays away until asked for', () => {
  const comparison = changesSideBySide(earlier, later, differenceOf(earlier, later));
  const rows = rowsOf(comparison);
  const ids = (query: Query) => selectRows(comparison, rows, query).map(({ facts }) => facts.id);
  expect(ids({})).toEqual(['broken', 'mended', 'same']);
  expect(ids({ change: 'same' })).toEqual(['well']);
  expect(ids({ change: 'fixed,still' })).toEqual(['mended', 'same']);
  expect(ids({ q: 'is pass' })).toEqual(['broken', 'mended']);
  expect([...countKinds(rows, { q: 'broken' })]).toEqual([['new', 1]]);
});

test('of targets those come first that do not agree, the worst before all others', () => {
  const comparison = comparisonOf([earlier, later]);
  const rows = rowsOf(comparison);
  expect(rows.map(({ facts, kind }) => [facts.id, kind])).toEqual([
    ['broken', 'differs'],
    ['mended', 'differs'],
    ['same', 'same'],
    ['well', 'same'],
  ]);
  expect(selectRows(comparison, rows, { change: 'differs', idp: 'google' })).toEqual([]);
});
