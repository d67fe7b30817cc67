import { badEnd } from '../bad-end.ts';
import type { ReportHead } from '../report.ts';
import { element, text } from './xml.ts';
import type { Attributes } from './xml.ts';

/** The testsuite of the run itself: its errors, and a bad end that no testcase before it tells of. */
export function runSuite(head: ReportHead, seen: { failures: number; errors: number }): string {
  const cases = head.errors.map((error) =>
    runCase(error.code, element('error', { message: error.message, type: error.code }, text(error.at ?? ''))),
  );
  const end = badEnd(head, { ...seen, errors: seen.errors + cases.length });
  if (end) cases.push(runCase('run', element(end.kind, { message: end.because, type: 'run' })));
  const failures = end?.kind === 'failure' ? 1 : 0;
  const attributes: Attributes = {
    name: 'jitmus/run',
    tests: Math.max(cases.length, 1),
    failures,
    errors: cases.length - failures,
    skipped: 0,
    time: seconds(0),
  };
  return `${element('testsuite', attributes, cases.length ? cases : [runCase('run', '')])}\n`;
}

function runCase(name: string, body: string): string {
  return element('testcase', { name, classname: 'jitmus.run', time: seconds(0) }, body ? [body] : []);
}

/** JUnit counts seconds. */
export function seconds(milliseconds: number): string {
  return (Number.isFinite(milliseconds) ? milliseconds / 1000 : 0).toFixed(3);
}
