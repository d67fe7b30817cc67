import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { CASES_PER_CHUNK, EVIDENCE_TYPE, INDEX_ID, evidenceId } from '../html/document.ts';
import type { CaseResult, ReportSource, ReportWriter } from '../report.ts';
import { embedded, pageFile } from './page-file.ts';

/**
 * One page that needs nothing but itself.
 *
 * What the list of cases needs is one JSON block before the application, so that it shows at once. The observations
 * follow in compressed blocks of a few cases, each opened when a case is looked at; 5,000 cases in plain text would keep
 * a browser busy for many seconds.
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
  yield `<script type="application/json" id="${INDEX_ID}">{"head":${embedded(source.head)},"cases":[`;
  let separator = '\n';
  for await (const { observations: _, ...summary } of source.cases()) {
    yield separator + embedded(summary);
    separator = ',\n';
  }
  yield ']}</script>';
}

async function* evidenceBlocks(source: ReportSource): AsyncGenerator<string> {
  let chunk: CaseResult['observations'][] = [];
  let n = 0;
  for await (const { observations } of source.cases()) {
    chunk.push(observations);
    if (chunk.length < CASES_PER_CHUNK) continue;
    yield await evidenceBlock(n++, chunk);
    chunk = [];
  }
  if (chunk.length > 0) yield await evidenceBlock(n, chunk);
}

const compress = promisify(deflate);

async function evidenceBlock(n: number, chunk: CaseResult['observations'][]): Promise<string> {
  const packed = await compress(JSON.stringify(chunk));
  return `<script type="${EVIDENCE_TYPE}" id="${evidenceId(n)}">${packed.toString('base64')}</script>\n`;
}
