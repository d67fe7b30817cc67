import { controlOf, details } from '../details.ts';
import { outcomes } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { CaseResult, ReportWriter, RuleFacts, Verdict } from '../report.ts';
import { runSuite, seconds } from './junit-run.ts';
import { attributeList, element, text } from './xml.ts';

/**
 * JUnit XML: one testsuite per case, one testcase per verdict, and a last testsuite for the run itself.
 *
 * CI gates on failures, so `fail` and `blocked` are failures only where they gate: a MUST, and with `--strict` a SHOULD.
 * A warning is a passing testcase that says so in its `system-out`. `error`, and a mock that breaks one of its own rules,
 * is an error. `skipped` and waived verdicts are skipped with their reason. A run that did not end well and has no
 * testcase to show for it gets one, so that the file is never greener than the exit code.
 */
export const junit: ReportWriter = {
  id: 'junit',
  file: 'junit.xml',
  async *write(source) {
    const { head } = source;
    const outcomeOf = outcomes(head);
    const rules = new Map(head.rules.map((rule) => [rule.id, rule]));
    const seen = { failures: 0, errors: 0 };
    const name = `jitmus: ${head.target.name}`;
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites${attributeList({ name, time: seconds(head.run.durationMs) })}>\n`;
    for await (const result of source.cases()) {
      const { xml, counts } = suiteOf(result, outcomeOf, rules);
      seen.failures += counts.failures;
      seen.errors += counts.errors;
      yield xml;
    }
    yield runSuite(head, seen);
    yield '</testsuites>\n';
  },
};

interface Counts {
  failures: number;
  errors: number;
  skipped: number;
}

function suiteOf(result: CaseResult, outcomeOf: (verdict: Verdict) => Outcome, rules: Map<string, RuleFacts>) {
  const outcomes = result.verdicts.map(outcomeOf);
  const count = (...wanted: Outcome[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  const counts: Counts = {
    failures: count('gates'),
    errors: count('error'),
    skipped: count('skipped', 'waived'),
  };
  const control = controlOf(result);
  const xml = element(
    'testsuite',
    { name: result.id, tests: result.verdicts.length, ...counts, time: seconds(result.durationMs), file: result.file },
    [
      element('properties', {}, propertiesOf(result)),
      ...result.verdicts.map((verdict, i) =>
        testcase(result, verdict, outcomes[i] ?? 'error', rules.get(verdict.rule), control),
      ),
      element('system-out', {}, text([result.title, result.why, control].filter(Boolean).join('\n'))),
    ],
  );
  return { xml: `${xml}\n`, counts };
}

function propertiesOf({ idp, protocol, variant, area, driver, faults }: CaseResult): string[] {
  const facts = { idp, protocol, variant, area, driver, faults: faults.join(' ') || undefined };
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => element('property', { name, value }));
}

function testcase(
  result: CaseResult,
  verdict: Verdict,
  outcome: Outcome,
  rule: RuleFacts | undefined,
  control: string | null,
): string {
  const attributes = {
    name: verdict.rule,
    classname: classname(result),
    // Readers add up testcases and not suites, so the time of the case is shared out evenly.
    time: seconds(result.durationMs / result.verdicts.length),
    file: result.file,
    ...(verdict.line === undefined ? {} : { line: verdict.line }),
  };
  return element('testcase', attributes, body(verdict, outcome, details(verdict, rule, control)));
}

/** Jenkins takes what is before the last dot for a package, so the area becomes that and the other dots go. */
function classname({ id, area }: CaseResult): string {
  const rest = id.startsWith(`${area}/`) ? id.slice(area.length + 1) : id;
  return `${area}.${rest.replaceAll('.', ':')}`;
}

function body(verdict: Verdict, outcome: Outcome, details: string): string[] {
  const attributes = { message: verdict.because, type: verdict.level };
  switch (outcome) {
    case 'passed':
      return [];
    case 'warning':
      return [
        element('system-out', {}, text(`Warning (${verdict.level}, does not gate): ${verdict.status}\n${details}`)),
      ];
    case 'skipped':
      return [element('skipped', { message: verdict.because })];
    case 'waived':
      return [element('skipped', { message: waiver(verdict) }, text(`${verdict.status}: ${details}`))];
    case 'error':
      return [element('error', attributes, text(details))];
    case 'gates':
      return [
        element(
          'failure',
          { ...attributes, message: verdict.status === 'blocked' ? `blocked: ${verdict.because}` : verdict.because },
          text(details),
        ),
      ];
  }
}

function waiver({ waived }: Verdict): string {
  return waived ? `waived until ${waived.until}: ${waived.because}` : 'waived';
}
