import type { createColors } from 'picocolors';
import { digestOf } from './digest.ts';
import type { Digest, Found } from './digest.ts';
import { counted, headline, whatIsMissing } from './headline.ts';
import { LABELS } from './outcome.ts';
import type { ReportHead, ReportSource, Totals, Verdict } from './report.ts';
import { visible } from './visible.ts';

export interface SummaryOptions {
  /** Of picocolors: `createColors(false)` writes no escape codes. */
  color: ReturnType<typeof createColors>;
  /** Columns of the terminal. Longer lines are cut; fewer than 40 are taken for 40. */
  width: number;
  /** Where the report to open was written. */
  reportAt?: string;
}

const SHOWN_FINDINGS = 25;
const SHOWN_REASONS = 8;
/** Lines that one problem of the run itself may take: what to mend has to be readable. */
const ERROR_LINES = 5;
const NARROWEST = 40;

/** What a terminal shows after a run: the failures first, the verdict and the place of the report last. */
export async function renderSummary(source: ReportSource, given: SummaryOptions): Promise<string> {
  const options = { ...given, width: Math.max(given.width, NARROWEST) };
  const { head } = source;
  const digest = await digestOf(source);
  return [
    runErrors(head, options),
    failures(digest, options),
    reasons('Could not be tested', digest.blocked, options),
    warnings(digest, options),
    reasons('Waived', digest.waived, options),
    reasons('Skipped', digest.skipped, options),
    table(head, digest, options),
    ending(head, digest, options),
  ]
    .filter((section) => section.length > 0)
    .map((section) => `${section.join('\n')}\n`)
    .join('\n');
}

function runErrors({ errors }: ReportHead, { color, width }: SummaryOptions): string[] {
  return errors.flatMap(({ code, message, at }) =>
    wrap(`! ${code}  ${at ? `${at}  ` : ''}${message}`, width, ERROR_LINES).map((line) => color.magenta(line)),
  );
}

function failures({ failures }: Digest, options: SummaryOptions): string[] {
  if (failures.length === 0) return [];
  const lines = failures.slice(0, SHOWN_FINDINGS).flatMap((found) => finding(found, options));
  return [...lines, ...rest(failures.length - SHOWN_FINDINGS, 'failure', options)];
}

function finding({ case: id, verdict, group }: Found, { color, width }: SummaryOptions): string[] {
  const [mark, paint] = group === 'error' ? ['!', color.magenta] : ['✕', color.red];
  const label = LABELS[group] ?? verdict.level;
  const wide = `${mark} ${id}  ${verdict.rule}  ${label}`.length <= width;
  const title = wide
    ? [`${paint(mark)} ${color.bold(oneLine(id))}  ${oneLine(verdict.rule)}  ${paint(label)}`]
    : [fit(`${mark} ${id}`, width, (line) => paint(line)), fit(`  ${label}  ${verdict.rule}`, width)];
  const compared = comparison(verdict);
  const short = wide && compared !== null && compared.length <= width;
  return [
    ...title,
    ...wrap(`  ${verdict.because}`, width, wide && !short ? 2 : 1),
    ...(short ? [color.dim(compared)] : []),
  ];
}

function comparison({ expected, actual }: Verdict): string | null {
  if (expected === undefined || actual === undefined) return null;
  return oneLine(`  expected ${expected} · actual ${actual}`);
}

function warnings({ warnings }: Digest, options: SummaryOptions): string[] {
  const { color, width } = options;
  if (warnings.size === 0) return [];
  const lines = [...warnings.values()].slice(0, SHOWN_REASONS).flatMap((found) => {
    const verdict = found[0]?.verdict;
    if (!verdict) return [];
    return [fit(`  ${found.length} × ${verdict.level} ${verdict.rule} ${verdict.status}: ${verdict.because}`, width)];
  });
  return [
    color.yellow('Warnings, which do not gate'),
    ...lines,
    ...rest(warnings.size - SHOWN_REASONS, 'warning', options),
  ];
}

function reasons(title: string, groups: Map<string, Verdict[]>, options: SummaryOptions): string[] {
  const { color, width } = options;
  if (groups.size === 0) return [];
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const total = sorted.reduce((sum, [, verdicts]) => sum + verdicts.length, 0);
  return [
    color.bold(`${title} (${total})`),
    ...sorted.slice(0, SHOWN_REASONS).map(([because, verdicts]) => fit(`  ${verdicts.length} × ${because}`, width)),
    ...rest(sorted.length - SHOWN_REASONS, 'reason', options),
  ];
}

function rest(more: number, noun: string, { color }: SummaryOptions): string[] {
  return more > 0 ? [color.dim(`  … and ${counted(more, noun)} more in the report`)] : [];
}

const COLUMNS = ['pass', 'fail', 'blocked', 'skipped', 'error'] as const;

function table({ totals }: ReportHead, { areas }: Digest, { color, width }: SummaryOptions): string[] {
  const rows = [...areas].sort(([a], [b]) => a.localeCompare(b));
  const widest = Math.max(5, ...rows.map(([area]) => area.length));
  const first = Math.max(5, Math.min(widest, width - COLUMNS.length * 8));
  const line = (name: string, cells: readonly string[]) =>
    `${oneLine(name).slice(0, first).padEnd(first)}${cells.map((cell) => cell.padStart(8)).join('')}`.slice(0, width);
  const counts = (totals: Totals) => COLUMNS.map((status) => (totals[status] ? String(totals[status]) : '·'));
  return [
    color.dim(line('', COLUMNS)),
    ...rows.map(([area, areaTotals]) => line(area, counts(areaTotals))),
    color.bold(line('total', counts(totals))),
  ];
}

function ending(head: ReportHead, { mock }: Digest, { color, width, reportAt }: SummaryOptions): string[] {
  const { word, says } = headline(head);
  const paint = { 0: color.green, 1: color.red, 2: color.magenta }[head.run.exitCode];
  const missing = whatIsMissing(head);
  const mocks = mock.pass + mock.fail + mock.blocked + mock.skipped + mock.error;
  return [
    ...(mocks
      ? [fit(`Checks of the mocks themselves: ${mock.pass} of ${mocks} passed`, width, (line) => color.dim(line))]
      : []),
    ...(missing === null ? [] : [fit(missing, width, (line) => color.magenta(line))]),
    ...wrap(`${word} in ${seconds(head.run.durationMs)} s. ${says}`, width, 4).map((line) => color.bold(paint(line))),
    ...(reportAt === undefined ? [] : [`Report: ${oneLine(reportAt)}`]),
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

/** One line of at most `width` columns; painted after it was cut, so that no escape code is. */
function fit(text: string, width: number, paint: (line: string) => string = String): string {
  const characters = Array.from(oneLine(text));
  return paint(characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : characters.join(''));
}

/** At most `lines` lines of at most `width` columns, broken between words; the last one is cut. */
function wrap(text: string, width: number, lines: number): string[] {
  const flat = oneLine(text);
  const end = flat.lastIndexOf(' ', width);
  if (lines === 1 || flat.length <= width || end <= width / 2) return [fit(flat, width)];
  return [flat.slice(0, end), ...wrap(`  ${flat.slice(end + 1)}`, width, lines - 1)];
}

/** What a target answered may hold line breaks and terminal escape codes. */
function oneLine(text: string): string {
  return visible(text).replace(/[\n\t]+/g, ' ');
}
