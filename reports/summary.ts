import type { createColors } from 'picocolors';
import { digestOf } from './digest.ts';
import type { Digest, Found } from './digest.ts';
import { counted, headline, whatIsMissing } from './headline.ts';
import { LABELS, severity } from './outcome.ts';
import type { FindingGroup } from './outcome.ts';
import type { ReportHead, ReportSource, Totals } from './report.ts';
import { visible } from './visible.ts';

export interface SummaryOptions {
  /** Of picocolors: `createColors(false)` writes no escape codes. */
  color: ReturnType<typeof createColors>;
  /** Columns of the terminal. Longer lines are cut; fewer than 40 are taken for 40. */
  width: number;
  /** Rows of the terminal, which it fits in; fewer than 24 are taken for 24. Null: nobody looks at a screen. */
  height: number | null;
  /** Where the report to open was written. */
  reportAt?: string;
}

/** Lines that one problem of the run itself may take: what to mend has to be readable. */
const ERROR_LINES = 5;
/** Problems of the run that are shown. */
const SHOWN_ERRORS = 3;
const NARROWEST = 40;
const LOWEST = 24;
/** Rows where nobody looks at a screen. */
const HIGH = 60;

type Room = Omit<SummaryOptions, 'height'>;

/**
 * What a terminal shows after a run: the failures first, by rule and the worst at the top, the verdict and the place of the report
 * last. What does not fit the screen is a number, and in the report.
 */
export async function renderSummary(source: ReportSource, given: SummaryOptions): Promise<string> {
  const options = { ...given, width: Math.max(given.width, NARROWEST) };
  const { head } = source;
  const digest = await digestOf(source);
  const errors = runErrors(head, options);
  const kinds = kindsOf(digest.failures);
  const others = othersOf(digest);
  const totals = table(head, digest, options);
  const end = ending(head, digest, options);

  // The command line comes back below it.
  const rows = Math.max(LOWEST, given.height ?? HIGH) - 1;
  const gaps = [errors, kinds, others].filter(({ length }) => length > 0).length;
  let left = rows - gaps - errors.length - others.length - 1 - end.length;
  const shown = shownOf(kinds.length, Math.floor(left / 2), left);
  left -= shown * 2 + (shown < kinds.length ? 1 : 0);
  const whole = totals.length - 1 <= left;
  if (whole) left -= totals.length - 1;

  const failures = [
    ...kinds.slice(0, shown).flatMap((kind) => failure(kind, options)),
    ...rest(kinds.slice(shown), options),
  ];
  const reasons = others.flatMap((other) => {
    const lines = reasonsOf(other, Math.max(0, left), options);
    left -= lines.length - 1;
    return lines;
  });
  return [errors, failures, reasons, [...(whole ? totals : [totalsLine(head, options)]), ...end]]
    .filter((section) => section.length > 0)
    .map((section) => `${section.join('\n')}\n`)
    .join('\n');
}

/** How many of so many two-line items fit, where a line about the rest is needed too. */
function shownOf(items: number, fitting: number, left: number): number {
  if (items <= fitting) return items;
  return Math.max(1, Math.floor((left - 1) / 2));
}

function runErrors({ errors }: ReportHead, { color, width }: Room): string[] {
  const lines = errors
    .slice(0, SHOWN_ERRORS)
    .flatMap(({ code, message, at }) =>
      wrap(`! ${code}  ${at ? `${at}  ` : ''}${message}`, width, ERROR_LINES).map((line) => color.magenta(line)),
    );
  const more = errors.length - SHOWN_ERRORS;
  return more > 0 ? [...lines, color.dim(`  … and ${counted(more, 'problem')} more in the report`)] : lines;
}

/** Failures of one rule that weigh the same. */
interface Kind {
  rule: string;
  group: FindingGroup;
  level: string;
  found: readonly Found[];
}

/** The worst first, then those with the most cases. */
function kindsOf(failures: readonly Found[]): Kind[] {
  const kinds = new Map<string, Found[]>();
  for (const found of failures) {
    const key = `${found.group} ${found.verdict.rule}`;
    kinds.set(key, [...(kinds.get(key) ?? []), found]);
  }
  return [...kinds.values()]
    .flatMap((found) => {
      const [first] = found;
      return first ? [{ rule: first.verdict.rule, group: first.group, level: first.verdict.level, found }] : [];
    })
    .sort((a, b) => severity(a.group) - severity(b.group) || b.found.length - a.found.length);
}

function failure({ rule, group, level, found }: Kind, { color, width }: Room): string[] {
  const [mark, paint] = group === 'error' ? ['!', color.magenta] : ['✕', color.red];
  const label = LABELS[group] ?? level;
  const [first] = found;
  const where = found.length === 1 ? (first?.case ?? '') : `${counted(found.length, 'case')}, as ${first?.case ?? ''}`;
  return [
    fit(`${mark} ${label}  ${rule}  ${where}`, width, (line) => paint(line)),
    fit(`  ${first?.verdict.because ?? ''}`, width),
  ];
}

function rest(kinds: readonly Kind[], { color }: Room): string[] {
  if (kinds.length === 0) return [];
  const failures = kinds.reduce((sum, { found }) => sum + found.length, 0);
  return [color.dim(`  … and ${counted(failures, 'failure')} of ${counted(kinds.length, 'rule')} more in the report`)];
}

/** Verdicts of a kind, by reason. */
interface Other {
  title: string;
  /** Those with the most first. */
  reasons: readonly (readonly [reason: string, count: number])[];
  count: number;
  warns: boolean;
}

function othersOf({ blocked, warnings, waived, skipped }: Digest): Other[] {
  const warned = [...warnings.values()].map((found): [string, readonly unknown[]] => {
    const verdict = found[0]?.verdict;
    return [`${verdict?.level} ${verdict?.rule} ${verdict?.status}: ${verdict?.because}`, found];
  });
  const kinds: [string, Iterable<readonly [string, readonly unknown[]]>, boolean][] = [
    ['Could not be tested', blocked, false],
    ['Warnings, which do not gate', warned, true],
    ['Waived', waived, false],
    ['Skipped', skipped, false],
  ];
  return kinds.flatMap(([title, groups, warns]) => {
    const reasons = [...groups]
      .map(([reason, list]): readonly [string, number] => [reason, list.length])
      .sort(([, a], [, b]) => b - a);
    const count = reasons.reduce((sum, [, each]) => sum + each, 0);
    return count > 0 ? [{ title, reasons, count, warns }] : [];
  });
}

/** One line, or where `more` lines are left, one for each reason below it. */
function reasonsOf({ title, reasons, count, warns }: Other, more: number, { color, width }: Room): string[] {
  const [first] = reasons;
  const paint = warns ? color.yellow : color.bold;
  const heading = `${title} (${count})`;
  if (more < 2 && first)
    return [fit(`${heading}: ${first[1]} × ${first[0]}`, width, (line) => line.replace(heading, paint(heading)))];
  const shown = reasons.length <= more ? reasons.length : more - 1;
  const further = reasons.length - shown;
  return [
    paint(heading),
    ...reasons.slice(0, shown).map(([reason, each]) => fit(`  ${each} × ${reason}`, width)),
    ...(further > 0 ? [color.dim(`  … and ${counted(further, 'reason')} more in the report`)] : []),
  ];
}

const COLUMNS = ['pass', 'fail', 'blocked', 'skipped', 'error'] as const;

function table({ totals }: ReportHead, { areas }: Digest, { color, width }: Room): string[] {
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

/** The table in one line. */
const totalsLine = ({ totals }: ReportHead, { color, width }: Room) =>
  fit(COLUMNS.map((status) => `${totals[status]} ${status}`).join(' · '), width, (line) => color.bold(line));

function ending(head: ReportHead, { mock }: Digest, { color, width, reportAt }: Room): string[] {
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
