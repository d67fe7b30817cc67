import type { CaseResult, Report, ReportHead, RuleFacts, RunError } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { Gate } from './gate.ts';
import { difference, runFacts } from './run-facts.ts';
import type { Waivers } from './waivers.ts';

/** A report and the file it was read from. */
export interface FiledReport {
  file: string;
  report: Report;
}

const STALE = 'WAIVER_STALE';

/**
 * One run from those of several machines: what one machine alone would have reported, but for times. Cases come in the order
 * of the whole run, and its end is judged anew. Shards that are not among them make it incomplete, which is an error of the
 * run.
 *
 * @param waivers The file that the shards were given: what is stale can be judged only here, where all verdicts are.
 * @throws {JitmusError} SHARDS_DIFFER where they are no parts of one run; SHARDS_OVERLAP where a case is in two of them.
 */
export function mergeReports(parts: readonly FiledReport[], waivers: Waivers | null): Report {
  const [first] = parts;
  if (!first) throw new JitmusError('USAGE', 'There is no report to merge.');
  for (const part of parts) checkSameRun(first, part);
  const cases = inOrder(parts).map((result) =>
    waivers ? { ...result, verdicts: waivers.apply(result.id, result.verdicts.map(withoutWaiver)) } : result,
  );
  const absent = absentShards(parts);
  const complete = absent.length === 0 && parts.every(({ report }) => report.complete);
  const missing = parts.flatMap(({ report }) => report.missing ?? []);
  const errors = [
    ...unique(parts.flatMap(({ report }) => report.errors)).filter(({ code }) => !waivers || code !== STALE),
    ...absent,
    ...(waivers && complete ? staleOf(waivers, !isNarrowed(parts)) : []),
  ];
  const rules = rulesOf(parts);
  const gate = new Gate(
    first.report.run.strict ?? false,
    new Set(rules.filter(({ subject }) => subject === 'mock').map(({ id }) => id)),
  );
  for (const result of cases) gate.add(result);
  const trouble = errors.find(({ code }) => code !== STALE)?.message ?? null;
  const { exitCode, because } = gate.ending(trouble, errors.filter(({ code }) => code === STALE).length);
  return {
    schemaVersion: 1,
    tool: first.report.tool,
    complete,
    ...(complete ? {} : { missing }),
    run: { ...runOf(parts), exitCode, exitBecause: because },
    target: targetOf(parts),
    totals: gate.totals,
    rules,
    cases,
    errors,
    ...(first.report.background ? { background: first.report.background } : {}),
  };
}

const withoutWaiver = <T extends { waived?: unknown }>({ waived: _, ...verdict }: T): Omit<T, 'waived'> => verdict;

const staleOf = (waivers: Waivers, whole: boolean): RunError[] =>
  waivers.stale(whole).map(({ at, because }) => ({ code: STALE, message: because, at }));

function checkSameRun(first: FiledReport, other: FiledReport): void {
  const differs = difference(runFacts(other.report), runFacts(first.report));
  if (differs === null) return;
  throw new JitmusError('SHARDS_DIFFER', `These are not parts of one run: ${differs} in ${first.file}.`, {
    at: other.file,
  });
}

/** By their places where they are shards, otherwise as the files come. */
function inOrder(parts: readonly FiledReport[]): CaseResult[] {
  const files = new Map<string, string>();
  const placed = parts.flatMap(({ file, report }) =>
    report.cases.map((result, index) => {
      const other = files.get(result.id);
      if (other !== undefined)
        throw new JitmusError('SHARDS_OVERLAP', `${result.id} is in ${other} too.`, { at: file });
      files.set(result.id, file);
      return { result, place: report.run.shard?.places?.[index] ?? 0 };
    }),
  );
  return placed.sort((a, b) => a.place - b.place).map(({ result }) => result);
}

function absentShards(parts: readonly FiledReport[]): RunError[] {
  const of = parts[0]?.report.run.shard?.of ?? 0;
  const there = new Map<number, string>();
  for (const { file, report } of parts) {
    const index = report.run.shard?.index;
    if (index === undefined) continue;
    const other = there.get(index);
    if (other !== undefined)
      throw new JitmusError('SHARDS_OVERLAP', `It is shard ${index}, as ${other} is.`, { at: file });
    there.set(index, file);
  }
  return Array.from({ length: of }, (_, n) => n + 1)
    .filter((index) => !there.has(index))
    .map((index) => ({ code: 'SHARD_MISSING', message: `Shard ${index} of ${of} is not among the reports.` }));
}

const isNarrowed = (parts: readonly FiledReport[]) => parts.some(({ report }) => report.run.shard?.narrowed !== false);

function rulesOf(parts: readonly FiledReport[]): RuleFacts[] {
  const rules = new Map(parts.flatMap(({ report }) => report.rules.map((rule) => [rule.id, rule])));
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function targetOf(parts: readonly FiledReport[]): ReportHead['target'] {
  const lacks = Object.assign({}, ...parts.map(({ report }) => report.target.lacks ?? {})) as Record<string, string>;
  return { ...parts[0]!.report.target, lacks };
}

/** Begins with the first machine and ends with the last. */
function runOf(parts: readonly FiledReport[]): ReportHead['run'] {
  const runs = parts.map(({ report }) => report.run).sort((a, b) => began(a) - began(b));
  const { shard: _, ...earliest } = runs[0]!;
  const durationMs = Math.max(...runs.map((run) => began(run) + run.durationMs)) - began(earliest);
  return { ...earliest, durationMs, command: earliest.command.replace(/ --shard[ =]\S+/, '') };
}

const began = ({ startedAt }: Pick<ReportHead['run'], 'startedAt'>) => Date.parse(startedAt);

function unique(errors: readonly RunError[]): RunError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}
