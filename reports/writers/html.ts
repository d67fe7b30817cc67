import { CASES_PER_CHUNK, INDEX_ID, evidenceId } from '../html/document.ts';
import type { CaseSummary, PageIndex } from '../html/document.ts';
import type { CaseResult, ReportSource, ReportWriter } from '../report.ts';
import { packedBlock, pageFile } from './page-file.ts';

/**
 * One page that needs nothing but itself.
 *
 * What the list of cases needs is one block before the application, so that it shows at once. The observations follow in
 * blocks of a few cases, each opened when a case is looked at; 5,000 cases in one would keep a browser busy for many
 * seconds.
 */
export const html: ReportWriter = {
  id: 'html',
  file: 'report.html',
  write: (source) =>
    pageFile({
      title: `${source.head.target.name} · jitmus`,
      before: indexBlock(source),
      after: evidenceBlocks(source),
    }),
};

async function* indexBlock(source: ReportSource): AsyncGenerator<string> {
  const summaries: CaseSummary[] = [];
  for await (const { observations: _, ...summary } of source.cases()) summaries.push(summary);
  yield await packedBlock(INDEX_ID, { head: source.head, cases: summaries } satisfies PageIndex);
}

async function* evidenceBlocks(source: ReportSource): AsyncGenerator<string> {
  let chunk: CaseResult['observations'][] = [];
  let n = 0;
  for await (const { observations } of source.cases()) {
    chunk.push(observations);
    if (chunk.length < CASES_PER_CHUNK) continue;
    yield await packedBlock(evidenceId(n++), chunk);
    chunk = [];
  }
  if (chunk.length > 0) yield await packedBlock(evidenceId(n), chunk);
}
