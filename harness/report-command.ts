import { cp } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readReport, sourceOf, type Report } from '../reports/index.ts';
import { mergeReports } from './merge.ts';
import { makeFolder, pointLatest } from './output.ts';
import { publish } from './publish.ts';
import { today } from './run-command.ts';
import { unwritable } from './spool.ts';
import type { Terminal } from './terminal.ts';
import { loadWaivers } from './waivers.ts';

export interface ReportOptions {
  reporters: readonly string[];
  output: string | null;
  quiet: boolean;
}

/** Renders a report again, beside it or into another folder. */
export async function reportCommand(file: string, options: ReportOptions, terminal: Terminal): Promise<0> {
  const report = await readReport(file);
  const folder = await place(report, [file], options.output ?? dirname(file));
  await publish(sourceOf(report), { ...options, folder }, terminal);
  return 0;
}

export interface MergeOptions extends ReportOptions {
  waivers: string | null;
  /** Answer the exit code of the merged run. */
  gate: boolean;
}

/** Makes one run of those of several machines. Answers 2 where a part of it is missing. */
export async function mergeCommand(
  files: readonly string[],
  options: MergeOptions,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const parts = await Promise.all(files.map(async (file) => ({ file, report: await readReport(file) })));
  const waivers = options.waivers === null ? null : await loadWaivers(options.waivers, today());
  const report = mergeReports(parts, waivers);
  const folder = await place(report, files, options.output ?? join('reports/out', report.run.id));
  await publish(sourceOf(report), { ...options, folder }, terminal);
  if (options.output === null) await pointLatest(folder);
  if (options.gate) return report.run.exitCode;
  return report.complete ? 0 : 2;
}

/** Makes the folder, and brings there what a report of those files keeps beside it. */
async function place(report: Report, files: readonly string[], output: string): Promise<string> {
  const folder = resolve(output);
  await makeFolder(folder);
  const hasEvidence = report.cases.some(({ observations }) =>
    observations.some(({ artefacts }) => artefacts?.some(({ file }) => file !== undefined)),
  );
  if (!hasEvidence) return folder;
  for (const from of files.map((file) => join(dirname(resolve(file)), 'evidence'))) {
    const to = join(folder, 'evidence');
    if (from === to || !existsSync(from)) continue;
    await cp(from, to, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
      throw unwritable(folder, cause);
    });
  }
  return folder;
}
