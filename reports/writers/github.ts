import { badEnd } from '../bad-end.ts';
import { counted } from '../headline.ts';
import { findingGroup, outcomes, severity } from '../outcome.ts';
import type { FindingGroup } from '../outcome.ts';
import type { CaseResult, ReportSource, RunError, Verdict } from '../report.ts';
import { visible } from '../visible.ts';

/** GitHub shows so many annotations of a kind for a step, and drops the others without a word. */
const SHOWN = 10;
const SHOWN_CASES = 5;

interface Annotation {
  kind: 'error' | 'warning';
  rank: number;
  file: string | null;
  line: number;
  title: string;
  says: string;
  cases: string[];
}

/**
 * Workflow commands that GitHub turns into annotations, one a line: what gates as errors, the worst first, what warns as
 * warnings. The same reason in the same scenario is one annotation, whatever the number of cases. They go to standard output.
 */
export async function* githubAnnotations(source: ReportSource): AsyncIterable<string> {
  const annotations = await annotationsOf(source);
  for (const kind of ['error', 'warning'] as const) {
    const all = annotations.filter((annotation) => annotation.kind === kind).sort((a, b) => a.rank - b.rank);
    const shown = all.length > SHOWN ? all.slice(0, SHOWN - 1) : all;
    for (const annotation of shown) yield command(kind, annotation, annotation.says + among(annotation.cases));
    if (all.length > shown.length) {
      const more = counted(all.length - shown.length, 'more finding');
      yield command(kind, { file: null, line: 1, title: 'jitmus' }, `${more}: see the summary or the report.`);
    }
  }
}

async function annotationsOf(source: ReportSource): Promise<Annotation[]> {
  const outcomeOf = outcomes(source.head);
  const found = new Map<string, Annotation>();
  const seen = { failures: 0, errors: source.head.errors.length };
  for await (const result of source.cases()) {
    for (const verdict of result.verdicts) {
      const outcome = outcomeOf(verdict);
      if (outcome === 'gates') seen.failures += 1;
      if (outcome === 'error') seen.errors += 1;
      const group = findingGroup(verdict, outcome);
      if (group === null || group === 'waived') continue;
      const key = JSON.stringify([group, verdict.rule, result.file, verdict.line, verdict.because]);
      const known = found.get(key);
      if (known) known.cases.push(result.id);
      else found.set(key, annotationOf(result, verdict, group));
    }
  }
  const end = badEnd(source.head, seen);
  return [
    ...source.head.errors.map(ofTheRun),
    ...(end ? [ofTheRun({ code: 'The run', message: end.because })] : []),
    ...found.values(),
  ];
}

function annotationOf(result: CaseResult, verdict: Verdict, group: FindingGroup): Annotation {
  const label = group === 'bypass' ? 'bypass' : group === 'check-missing' ? 'check missing' : verdict.level;
  const { expected, actual } = verdict;
  const compared = expected === undefined || actual === undefined ? '' : `\nExpected: ${expected}\nActual: ${actual}`;
  return {
    kind: group === 'warning' ? 'warning' : 'error',
    rank: severity(group),
    file: result.file,
    line: verdict.line ?? 1,
    title: `${label} ${verdict.rule} ${verdict.status}`,
    says: `${result.title}: ${verdict.because}${compared}`,
    cases: [result.id],
  };
}

const ofTheRun = ({ code, message, at }: RunError): Annotation => ({
  kind: 'error',
  rank: -1,
  file: null,
  line: 1,
  title: code,
  says: at === undefined ? message : `${at}: ${message}`,
  cases: [],
});

function among(cases: readonly string[]): string {
  if (cases.length === 0) return '';
  const more = cases.length - SHOWN_CASES;
  return `\n${cases.slice(0, SHOWN_CASES).join(', ')}${more > 0 ? ` and ${counted(more, 'more case')}` : ''}`;
}

/** Where a workflow command ends and begins is told by percent signs, line ends, colons and commas alone. */
function command(
  kind: Annotation['kind'],
  { file, line, title }: Pick<Annotation, 'file' | 'line' | 'title'>,
  says: string,
): string {
  const properties = [...(file === null ? [] : [`file=${property(file)}`, `line=${line}`]), `title=${property(title)}`];
  return `::${kind} ${properties.join(',')}::${data(says)}`;
}

const data = (text: string) => visible(text).replaceAll('%', '%25').replaceAll('\n', '%0A');

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
