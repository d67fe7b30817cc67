import { appendFile } from 'node:fs/promises';
import { githubAnnotations, renderSummary, writers, type ReportSource } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { writeReport } from './output.ts';
import type { Terminal } from './terminal.ts';
import { shownPath } from './yaml-file.ts';

export interface Publication {
  /** Ids of writers, `list` for the summary at the terminal, `github` for annotations and the summary of the job. */
  reporters: readonly string[];
  folder: string;
  quiet: boolean;
}

/** Writes the reports that were asked for, and tells where. Throws OUTPUT_UNWRITABLE or SUMMARY_UNWRITABLE. */
export async function publish(
  source: ReportSource,
  { reporters, folder, quiet }: Publication,
  terminal: Terminal,
): Promise<void> {
  let html: string | undefined;
  for (const writer of Object.values(writers).filter(({ id }) => reporters.includes(id))) {
    const path = await writeReport(folder, writer, source);
    if (writer.id === 'html') html = path;
  }
  const at = html ?? folder;
  if (quiet) terminal.line(`${source.head.run.exitBecause ?? ''} ${at}`.trim());
  else if (reporters.includes('list'))
    terminal.write(
      await renderSummary(source, { ...sizeOf(terminal), color: terminal.color, reportAt: shownPath(at) }),
    );
  if (reporters.includes('github')) await tellGithub(source, terminal);
}

const sizeOf = ({ width, height }: Terminal) => ({ width, height });

async function tellGithub(source: ReportSource, terminal: Terminal): Promise<void> {
  for await (const line of githubAnnotations(source)) terminal.command(line);
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    for await (const piece of writers.markdown.write(source)) await appendFile(file, piece);
  } catch (cause) {
    throw new JitmusError('SUMMARY_UNWRITABLE', 'The summary of the job cannot be written.', { at: file, cause });
  }
}
