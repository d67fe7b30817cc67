import type { CTRFReport, Environment, Summary, Test, TestStatus } from 'ctrf';
import { badEnd } from '../bad-end.ts';
import { controlOf, details } from '../details.ts';
import { outcomes } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { CaseResult, ReportHead, ReportWriter, RuleFacts, Verdict } from '../report.ts';
import { visible } from '../visible.ts';

/** The version of the format whose schema the test validates against. */
const SPEC_VERSION = '0.0.0';

/**
 * CTRF, the Common Test Report Format: one test for each verdict. A warning is `other`, since it neither passed nor gates;
 * a waived one is skipped; an error of ours failed. The status that jitmus gave is in `rawStatus`. A run that did not end well
 * and has no test to show for it gets one, so that the file is never greener than the exit code.
 */
export const ctrf: ReportWriter = {
  id: 'ctrf',
  file: 'ctrf-report.json',
  async *write(source) {
    const { head } = source;
    const outcomeOf = outcomes(head);
    const rules = new Map(head.rules.map((rule) => [rule.id, rule]));
    const summary = emptySummary(head);
    const seen = { failures: 0, errors: 0 };
    let separator = '\n';
    const written = (test: Test): string => {
      summary.tests += 1;
      summary[test.status] += 1;
      const text = separator + JSON.stringify(test);
      separator = ',\n';
      return text;
    };
    yield `${opened(documentOf(head))},\n"results": ${opened({ tool: head.tool })},\n"tests": [`;
    for await (const result of source.cases()) {
      for (const verdict of result.verdicts) {
        const outcome = outcomeOf(verdict);
        if (outcome === 'gates') seen.failures += 1;
        if (outcome === 'error') seen.errors += 1;
        yield written(testOf(result, verdict, outcome, rules.get(verdict.rule)));
      }
    }
    for (const test of testsOfRun(head, seen)) yield written(test);
    yield `\n],\n"summary": ${JSON.stringify(summary)},\n"environment": ${JSON.stringify(environmentOf(head))}\n}\n}\n`;
  },
};

/** The object without its closing brace, so that more can follow. */
const opened = (value: object) => JSON.stringify(value).slice(0, -1);

function documentOf({ run, tool }: ReportHead): Omit<CTRFReport, 'results'> {
  return {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    runId: visible(run.id) || 'run',
    timestamp: run.startedAt,
    generatedBy: `${tool.name} ${visible(tool.version)}`,
  };
}

function emptySummary({ run }: ReportHead): Summary {
  const start = Date.parse(run.startedAt);
  const duration = Math.round(run.durationMs);
  return { tests: 0, passed: 0, failed: 0, skipped: 0, pending: 0, other: 0, start, stop: start + duration, duration };
}

function environmentOf({ target, run, complete }: ReportHead): Environment {
  return {
    appName: visible(target.name),
    healthy: complete && run.exitCode === 0,
    ...(run.shard ? { shardId: `${run.shard.index}/${run.shard.of}` } : {}),
    extra: { command: visible(run.command), seed: run.seed, driver: run.driver, node: visible(run.node) },
  };
}

const STATUSES = {
  passed: 'passed',
  gates: 'failed',
  error: 'failed',
  warning: 'other',
  waived: 'skipped',
  skipped: 'skipped',
} as const satisfies Record<Outcome, TestStatus>;

function testOf(result: CaseResult, verdict: Verdict, outcome: Outcome, rule: RuleFacts | undefined): Test {
  const { id, area, file, idp, protocol, variant, durationMs, verdicts, faults, driver } = result;
  return {
    testId: visible(`${id} ${verdict.rule}`),
    name: visible(`${id} ${verdict.rule}`),
    status: STATUSES[outcome],
    rawStatus: verdict.status,
    // Readers add up tests and not cases, so the time of the case is shared out evenly.
    duration: Math.round(durationMs / verdicts.length),
    suite: [visible(area), visible(id)],
    filePath: visible(file),
    tags: [idp, protocol, verdict.level, ...(verdict.grade ? [verdict.grade] : [])],
    labels: { rule: visible(verdict.rule), driver, ...(variant === undefined ? {} : { variant: visible(variant) }) },
    ...(faults.length > 0 ? { parameters: { faults: faults.map(visible) } } : {}),
    ...(outcome === 'passed'
      ? {}
      : { message: visible(messageOf(verdict)), trace: visible(details(verdict, rule, controlOf(result))) }),
  };
}

function messageOf({ status, because, waived }: Verdict): string {
  if (waived) return `waived until ${waived.until}: ${waived.because}`;
  return status === 'blocked' ? `blocked: ${because}` : because;
}

/** The errors of the run itself, and a bad end that no test before tells of. */
function testsOfRun(head: ReportHead, seen: { failures: number; errors: number }): Test[] {
  const found = head.errors.map(({ code, message, at }) =>
    testOfRun(code, at === undefined ? message : `${at}: ${message}`),
  );
  const end = badEnd(head, { ...seen, errors: seen.errors + found.length });
  return end ? [...found, testOfRun('run', end.because)] : found;
}

const testOfRun = (name: string, message: string): Test => ({
  testId: visible(`jitmus/run ${name}`),
  name: visible(`jitmus/run ${name}`),
  status: 'failed',
  rawStatus: 'error',
  duration: 0,
  suite: ['jitmus/run'],
  message: visible(message),
});
