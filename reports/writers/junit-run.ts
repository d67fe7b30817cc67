import type { ReportHead } from '../report.ts';
import { element, text } from './xml.ts';
import type { Attributes } from './xml.ts';

/** The testsuite of the run itself: its errors, and a bad end that no testcase before it tells of. */
export function runSuite(head: ReportHead, seen: { failures: number; errors: number }): string {
  const cases = head.errors.map((error) =>
    runCase(error.code, element('error', { message: error.message, type: error.code }, text(error.at ?? ''))),
  );
  const silent = silentEnd(head, { ...seen, errors: seen.errors + cases.length });
  if (silent) cases.push(silent.xml);
  const failures = silent?.kind === 'failure' ? 1 : 0;
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

/** A testcase for a bad end that nothing else in the file tells of. */
function silentEnd({ run, complete }: ReportHead, seen: { failures: number; errors: number }) {
  const because = run.exitBecause ?? `The run ended with exit code ${run.exitCode}.`;
  if ((run.exitCode === 2 || !complete) && seen.errors === 0) {
    const message = complete ? because : `The run is incomplete. ${because}`;
    return { kind: 'error', xml: runCase('run', element('error', { message, type: 'run' })) } as const;
  }
  if (run.exitCode === 1 && seen.failures === 0)
    return { kind: 'failure', xml: runCase('run', element('failure', { message: because, type: 'run' })) } as const;
  return null;
}

function runCase(name: string, body: string): string {
  return element('testcase', { name, classname: 'jitmus.run', time: seconds(0) }, body ? [body] : []);
}

/** JUnit counts seconds. */
export function seconds(milliseconds: number): string {
  return (Number.isFinite(milliseconds) ? milliseconds / 1000 : 0).toFixed(3);
}
