import type { CaseResult, Verdict } from '../reports/index.ts';
import type { ControlResult } from './controls.ts';
import type { CaseLog, Observation } from './observation.ts';
import type { Case } from './plan.ts';
import type { Finding, Rule } from './rule.ts';

/** The verdicts of a case, before the control that stands behind it is known. */
export function judgeCase(planned: Case, log: CaseLog): Verdict[] {
  return planned.form.rules.map((rule) => {
    const because = planned.skippedRules.get(rule);
    if (because !== undefined) return verdictOf(planned, rule, { status: 'skipped', because, evidence: [] });
    return verdictOf(planned, rule, judged(rule, log));
  });
}

/** A rule that throws is our mistake, and no reason to lose what the others found. */
function judged(rule: Rule, log: CaseLog): Finding | Unjudged {
  try {
    return rule.judge(log);
  } catch (error) {
    const because = `The rule failed: ${error instanceof Error ? error.message : String(error)}`;
    return { status: 'error', because, evidence: [] };
  }
}

/** One verdict for every rule of a case that could not be run. */
export function sameVerdict(planned: Case, status: 'blocked' | 'skipped' | 'error', because: string): Verdict[] {
  return planned.form.rules.map((rule) => {
    const skip = planned.skippedRules.get(rule);
    return verdictOf(
      planned,
      rule,
      skip === undefined ? { status, because, evidence: [] } : { status: 'skipped', because: skip, evidence: [] },
    );
  });
}

/** What may mean a refusal counts only beside an accepted control. */
export function underControl(planned: Case, verdicts: readonly Verdict[], control: ControlResult): Verdict[] {
  if (control.status === 'accepted') return [...verdicts];
  return verdicts.map((verdict) => {
    const rule = planned.form.rules.find(({ id }) => id === verdict.rule);
    if (!rule || !hangsOnRefusal(rule, verdict)) return verdict;
    const because = `A refusal proves nothing here: ${control.because}`;
    return verdictOf(planned, rule, { status: 'blocked', because, evidence: verdict.evidence });
  });
}

const hangsOnRefusal = (rule: Rule, { status }: Verdict) =>
  (rule.passesOnRefusal && status === 'pass') || (rule.failsOnRefusal && status === 'fail');

export const needsControl = (planned: Case) =>
  planned.form.rules.some((rule) => (rule.passesOnRefusal || rule.failsOnRefusal) && !planned.skippedRules.has(rule));

/** The case as the report holds it. */
export function caseResult(
  planned: Case,
  found: {
    driver: 'http' | 'browser';
    durationMs: number;
    control: ControlResult | null;
    verdicts: Verdict[];
    observations: readonly Observation[];
  },
): CaseResult {
  const { id, form, idp } = planned;
  return {
    id,
    scenario: form.id,
    file: form.file,
    title: form.title,
    why: form.why,
    idp,
    protocol: form.protocol,
    ...(form.variant === null ? {} : { variant: form.variant }),
    area: form.area,
    faults: form.faults.map((fault) => fault.id),
    ...found,
    control: found.control && reported(found.control),
    observations: found.observations as unknown as CaseResult['observations'],
  };
}

/** What of a control stands in the report. */
export const reported = ({ status, because }: ControlResult) => ({ status, because });

type Unjudged = { status: 'blocked' | 'skipped' | 'error'; because: string; evidence: readonly string[] };

function verdictOf({ form }: Case, rule: Rule, finding: Finding | Unjudged): Verdict {
  const evidence = [...new Set(finding.evidence.map((seen) => (typeof seen === 'string' ? seen : seen.id)))];
  const line = form.lines.get(rule.id);
  const common = {
    ...{ rule: rule.id, level: rule.level, status: finding.status, because: finding.because, evidence },
    ...(line === undefined ? {} : { line }),
  };
  if (finding.status !== 'fail') return { ...common, grade: null };
  return { ...common, grade: finding.grade, expected: finding.expected, actual: finding.actual };
}
