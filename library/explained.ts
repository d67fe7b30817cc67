import type { ScenarioResult } from './run-scenario.ts';

/** A result for people: why it ended so, and every verdict that is not green. */
export function explained({ because, verdicts, errors }: ScenarioResult): string {
  const open = verdicts.filter(({ status }) => status !== 'pass' && status !== 'skipped');
  return [
    because,
    ...errors.map(({ code, message, at }) => [code, at, message].filter(Boolean).join('  ')),
    ...open.flatMap(({ case: id, rule, status, because: why, expected, actual }) => [
      `${status}  ${id}  ${rule}: ${why}`,
      ...(expected === undefined ? [] : [`  expected  ${expected}`]),
      ...(actual === undefined ? [] : [`  actual    ${actual}`]),
    ]),
  ].join('\n');
}
