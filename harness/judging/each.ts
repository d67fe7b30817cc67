import { blocked, pass, type Finding } from '../rule.ts';

/** Judges several things alike: one failure fails, else one that could not be told blocks, and nothing to judge blocks too. */
export function each<T>(list: readonly T[], nothing: string, judge: (item: T) => Finding): Finding {
  const findings = list.map(judge);
  const decisive =
    findings.find(({ status }) => status === 'fail') ??
    findings.find(({ status }) => status === 'blocked') ??
    findings.find(({ status }) => status === 'skipped');
  if (decisive) return decisive;
  const [first, ...others] = findings;
  if (first?.status !== 'pass') return blocked(nothing);
  const [head, ...tail] = first.evidence;
  return pass(first.because, head, ...tail, ...others.flatMap(({ evidence }) => [...evidence]));
}
