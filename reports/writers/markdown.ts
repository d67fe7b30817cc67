import { digestOf } from '../digest.ts';
import type { Digest, Found } from '../digest.ts';
import { counted, headline, whatIsMissing } from '../headline.ts';
import { LABELS } from '../outcome.ts';
import type { ReportHead, ReportWriter, RunError, Totals, Verdict } from '../report.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

const SHOWN_FINDINGS = 50;
const SHOWN_REASONS = 20;
/** Characters of one text: GitHub takes 1 MiB for all summaries of a step together. */
const LONGEST = 400;

/** A summary in GitHub's Markdown, for job summaries and comments. Its size has a limit, whatever that of the report. */
export const markdown: ReportWriter = {
  id: 'markdown',
  file: 'summary.md',
  async *write(source) {
    const { head } = source;
    const digest = await digestOf(source);
    yield [
      ...ending(head),
      ...table(head, digest),
      ...runErrors(head.errors),
      ...findings(digest),
      ...reasons('Could not be tested', digest.blocked),
      ...warnings(digest),
      ...reasons('Waived', digest.waived),
      ...reasons('Skipped', digest.skipped),
      ...facts(head),
    ].join('\n');
  },
};

const text = (value: string) => markdownText(value, LONGEST);
const code = (value: string) => markdownCode(value.slice(0, LONGEST));

const MARKS = { 0: '✅', 1: '❌', 2: '⚠️' } as const;

function ending(head: ReportHead): string[] {
  const { word, says } = headline(head);
  const missing = whatIsMissing(head);
  return [
    `## ${MARKS[head.run.exitCode]} ${word}: ${text(head.target.name)}`,
    '',
    [text(says), ...(missing === null ? [] : [`**${missing}**`])].join(' '),
    '',
  ];
}

const COLUMNS = ['pass', 'fail', 'blocked', 'skipped', 'error'] as const;

function table({ totals }: ReportHead, { areas }: Digest): string[] {
  const row = (name: string, counts: Totals) =>
    `| ${name} | ${COLUMNS.map((status) => counts[status] || '·').join(' | ')} |`;
  return [
    `| | ${COLUMNS.join(' | ')} |`,
    `|---|${COLUMNS.map(() => '--:').join('|')}|`,
    ...[...areas].sort(([a], [b]) => a.localeCompare(b)).map(([area, counts]) => row(text(area), counts)),
    row('**total**', totals),
    '',
  ];
}

function runErrors(errors: readonly RunError[]): string[] {
  if (errors.length === 0) return [];
  const lines = errors
    .slice(0, SHOWN_REASONS)
    .map(({ code: id, message, at }) => `- ${code(id)} ${at === undefined ? '' : `${code(at)} `}${text(message)}`);
  return ['### Trouble with the run', '', ...lines, ...rest(errors.length - SHOWN_REASONS, 'problem'), ''];
}

function findings({ failures }: Digest): string[] {
  if (failures.length === 0) return [];
  return [
    `### Failures (${failures.length})`,
    '',
    ...failures.slice(0, SHOWN_FINDINGS).map(finding),
    ...rest(failures.length - SHOWN_FINDINGS, 'failure'),
    '',
  ];
}

function finding({ case: id, verdict, group }: Found): string {
  const { rule, level, because, expected, actual } = verdict;
  const compared =
    expected === undefined || actual === undefined ? '' : ` Expected: ${text(expected)} · actual: ${text(actual)}`;
  return `- **${LABELS[group] ?? level}** ${code(rule)} in ${code(id)}: ${text(because)}${compared}`;
}

function warnings({ warnings }: Digest): string[] {
  if (warnings.size === 0) return [];
  const lines = [...warnings.values()].slice(0, SHOWN_REASONS).flatMap((found) => {
    const verdict = found[0]?.verdict;
    return verdict
      ? [`- ${found.length} × ${verdict.level} ${code(verdict.rule)} ${verdict.status}: ${text(verdict.because)}`]
      : [];
  });
  return ['### Warnings, which do not gate', '', ...lines, ...rest(warnings.size - SHOWN_REASONS, 'warning'), ''];
}

function reasons(title: string, groups: Map<string, Verdict[]>): string[] {
  if (groups.size === 0) return [];
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const total = sorted.reduce((sum, [, verdicts]) => sum + verdicts.length, 0);
  return [
    `### ${title} (${total})`,
    '',
    ...sorted.slice(0, SHOWN_REASONS).map(([because, verdicts]) => `- ${verdicts.length} × ${text(because)}`),
    ...rest(sorted.length - SHOWN_REASONS, 'reason'),
    '',
  ];
}

const rest = (more: number, noun: string): string[] =>
  more > 0 ? [`- … and ${counted(more, noun)} more in the report`] : [];

function facts({ run, tool }: ReportHead): string[] {
  const seconds = (run.durationMs / 1000).toFixed(1);
  return [`${code(run.command)} · ${seconds} s · seed ${run.seed} · jitmus ${text(tool.version)}`, ''];
}
