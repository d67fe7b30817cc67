import { createHash } from 'node:crypto';
import type { Invocation, Location, Notification, ReportingConfiguration, Result, Run, Suppression } from 'sarif';
import { badEnd } from '../bad-end.ts';
import { outcomes } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { CaseResult, ReportHead, ReportWriter, Verdict } from '../report.ts';
import { visible } from '../visible.ts';
import { descriptorOf, LEVELS } from './sarif-rule.ts';
import { messageText, uriOf } from './sarif-text.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0: one result for each verdict that gates, warns or is waived, at the line of the scenario that asks for it.
 *
 * What passed or was skipped is left out, since viewers such as GitHub's show every result as a finding, whatever its kind.
 * What was blocked is a finding as in the exit code: could-not-tell is not green. An error of ours is no result on the
 * application but a notification of the invocation, which then was not successful.
 */
export const sarif: ReportWriter = {
  id: 'sarif',
  file: 'results.sarif',
  async *write(source) {
    const { head } = source;
    const outcomeOf = outcomes(head);
    const ruleIndex = new Map(head.rules.map(({ id }, index) => [id, index]));
    const notifications: Notification[] = [];
    let failures = 0;
    yield `{\n"$schema": ${JSON.stringify(SCHEMA)},\n"version": "2.1.0",\n"runs": [\n${opened(runOf(head))},\n"results": [`;
    let separator = '\n';
    for await (const result of source.cases()) {
      for (const verdict of result.verdicts) {
        const outcome = outcomeOf(verdict);
        if (outcome === 'error') notifications.push(notificationOf(result, verdict));
        if (outcome === 'gates') failures += 1;
        const level = levelOf(verdict, outcome);
        if (level === null) continue;
        yield (
          separator + JSON.stringify(resultOf(result, verdict, level, ruleIndex.get(verdict.rule), head.run.baseline))
        );
        separator = ',\n';
      }
    }
    yield `\n],\n"invocations": [${JSON.stringify(invocationOf(head, failures, notifications))}]\n}\n]\n}\n`;
  },
};

/** The object without its closing brace, so that more can follow. */
const opened = (run: Omit<Run, 'results'>) => JSON.stringify(run).slice(0, -1);

function runOf({ tool, target, run, rules }: ReportHead): Omit<Run, 'results'> {
  return {
    tool: {
      driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules: rules.map(descriptorOf) },
    },
    // Viewers keep what comes before the last slash apart: one target's results do not close another's.
    automationDetails: { id: visible(`jitmus/${target.name.replaceAll('/', '-')}/${run.id}`) },
    columnKind: 'utf16CodeUnits',
  };
}

/** Null: not worth a result. */
function levelOf({ level }: Verdict, outcome: Outcome): ReportingConfiguration.level | null {
  switch (outcome) {
    case 'gates':
      return 'error';
    case 'warning':
    case 'waived':
      return LEVELS[level];
    case 'passed':
    case 'skipped':
    case 'error':
      return null;
  }
}

function resultOf(
  result: CaseResult,
  verdict: Verdict,
  level: ReportingConfiguration.level,
  ruleIndex: number | undefined,
  baseline: string | undefined,
): Result {
  const { idp, protocol, faults } = result;
  const { grade, status } = verdict;
  return {
    ruleId: visible(verdict.rule),
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: { text: messageText(told(result, verdict)) },
    locations: [locationOf(result, verdict)],
    partialFingerprints: fingerprints(result, verdict),
    ...(baseline === undefined ? {} : { baselineState: verdict.known === undefined ? 'new' : 'unchanged' }),
    ...(verdict.waived ? { suppressions: [suppressionOf(verdict.waived)] } : {}),
    properties: { case: visible(result.id), idp, protocol, status, grade, faults: faults.map(visible) },
  };
}

function told(result: CaseResult, { status, because, expected, actual }: Verdict): string {
  return [
    status === 'blocked' ? `Could not be tested: ${because}` : because,
    expected !== undefined && `Expected: ${expected}`,
    actual !== undefined && `Actual: ${actual}`,
    `Case: ${result.id} (${result.title})`,
    result.control && `Control: ${result.control.status}. ${result.control.because}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Where the scenario asks for the rule. Reports of earlier versions know no line, and viewers want one. */
function locationOf({ file, id }: CaseResult, { line = 1 }: Verdict): Location {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } },
    logicalLocations: [{ fullyQualifiedName: visible(id), kind: 'case' }],
  };
}

/** The same finding in every run, whatever else changes; GitHub knows the first name alone. */
function fingerprints({ id }: CaseResult, { rule }: Verdict): Record<string, string> {
  const digest = createHash('sha256')
    .update(JSON.stringify([id, rule]))
    .digest('hex')
    .slice(0, 32);
  return { primaryLocationLineHash: `${digest}:1`, 'caseAndRule/v1': digest };
}

const suppressionOf = ({ because, until }: NonNullable<Verdict['waived']>): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: visible(`Waived until ${until}: ${because}`),
});

function notificationOf(result: CaseResult, verdict: Verdict): Notification {
  return {
    level: 'error',
    message: { text: messageText(`${verdict.rule}: ${told(result, verdict)}`) },
    locations: [locationOf(result, verdict)],
  };
}

function invocationOf(head: ReportHead, failures: number, found: readonly Notification[]): Invocation {
  const { run, errors, complete } = head;
  const end = badEnd(head, { failures, errors: errors.length + found.length });
  const notifications: Notification[] = [
    ...errors.map(({ code, message, at }): Notification => ({
      level: 'error',
      descriptor: { id: visible(code) },
      message: { text: messageText(at === undefined ? message : `${at}: ${message}`) },
    })),
    ...found,
    ...(end ? [{ level: 'error' as const, message: { text: messageText(end.because) } }] : []),
  ];
  const began = Date.parse(run.startedAt);
  return {
    executionSuccessful: complete && run.exitCode !== 2,
    exitCode: run.exitCode,
    ...(run.exitBecause === undefined ? {} : { exitCodeDescription: visible(run.exitBecause) }),
    commandLine: visible(run.command),
    startTimeUtc: new Date(began).toISOString(),
    endTimeUtc: new Date(began + run.durationMs).toISOString(),
    ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
  };
}
