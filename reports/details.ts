import type { CaseResult, RuleFacts, Verdict } from './report.ts';

/** What became of the control of a case, in a sentence; null where it needs none. */
export function controlOf({ control }: Pick<CaseResult, 'control'>): string | null {
  return control && `Control: ${control.status}. ${control.because}`;
}

/** All that a report says about a verdict, in lines. `control`: see {@link controlOf}. */
export function details(verdict: Verdict, rule: RuleFacts | undefined, control: string | null): string {
  return [
    verdict.because,
    verdict.expected !== undefined && `Expected: ${verdict.expected}`,
    verdict.actual !== undefined && `Actual: ${verdict.actual}`,
    rule && `Rule (${rule.level}${rule.subject === 'mock' ? ', judges the mock' : ''}): ${rule.says}`,
    rule && `Source: ${rule.source.title}, ${rule.source.at}`,
    verdict.known !== undefined && `Known: it was as bad in run ${verdict.known}, the baseline`,
    verdict.grade && `Grade: ${verdict.grade}`,
    control,
    verdict.evidence.length > 0 && `Evidence: ${verdict.evidence.join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n');
}
