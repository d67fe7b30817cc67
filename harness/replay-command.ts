import { join, resolve } from 'node:path';
import { readReport, storyOf, type CaseResult, type Report } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { runCommand, runId } from './run-command.ts';
import { didYouMean } from './suggest.ts';
import type { Terminal } from './terminal.ts';

export interface ReplayOptions {
  file: string;
  caseId: string;
  /** Instead of the recorded ones. */
  target: string | null;
  driver: 'http' | 'browser' | null;
  output: string | null;
  commandLine: string;
}

/** Runs one recorded case again, with its seed, and prints all that happened. Answers as run does. */
export async function replayCommand(options: ReplayOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const report = await readReport(options.file);
  const recorded = caseOf(report, options);
  const { target, run } = report;
  const output = resolve(options.output ?? join('reports/out', runId(new Date())));
  const exitCode = await runCommand(
    {
      patterns: [recorded.scenario],
      idps: [recorded.idp],
      protocols: [recorded.protocol],
      only: new Set([recorded.id]),
      target: options.target ?? target.file ?? target.kind,
      driver: options.driver ?? recorded.driver,
      tls: run.tls ?? false,
      impersonate: run.impersonate ?? false,
      scenarios: run.scenarios ?? null,
      seed: run.seed,
      strict: run.strict ?? false,
      defect: options.target === null ? (target.defect ?? null) : null,
      reporters: ['html', 'json'],
      output,
      workers: 1,
      waivers: null,
      baseline: null,
      shard: null,
      resume: null,
      redact: run.redact ?? null,
      failFast: false,
      quiet: false,
      commandLine: options.commandLine,
    },
    { ...terminal, live: false, write: () => undefined, line: () => undefined },
  );
  const again = await readReport(join(output, 'report.json'));
  for (const { code, message, at } of again.errors)
    terminal.line(terminal.color.magenta(`! ${[code, at, message].filter(Boolean).join('  ')}`));
  const [result] = again.cases;
  if (result) for (const line of storyOf(result, recorded, terminal.color)) terminal.line(line);
  terminal.line(`\n${again.run.exitBecause ?? ''}\nReport: ${join(output, 'report.html')}`);
  return exitCode;
}

function caseOf({ cases }: Report, { file, caseId }: ReplayOptions): CaseResult {
  const found = cases.find(({ id }) => id === caseId);
  if (found) return found;
  const ids = cases.map(({ id }) => id);
  const hint =
    didYouMean(caseId, ids) ?? (ids.length > 0 ? `It has ${ids.length} cases, such as ${ids[0]}.` : undefined);
  throw new JitmusError('CASE_UNKNOWN', `The report has no case "${caseId}".`, { at: file, ...(hint ? { hint } : {}) });
}
