import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { ReportError } from '../error.ts';
import { CASES_PER_CHUNK, EVIDENCE_TYPE, INDEX_ID, evidenceId } from '../html/document.ts';
import type { CaseResult, ReportSource, ReportWriter } from '../report.ts';
import { text } from './xml.ts';

/**
 * One page that needs nothing but itself: no network, no files beside it.
 *
 * What the list of cases needs is one JSON block before the application, so that it shows at once. The observations
 * follow in compressed blocks of a few cases, each opened when a case is looked at; 5,000 cases in plain text would keep
 * a browser busy for many seconds. The policy of the page allows the application's own script and style, by their hash.
 */
export const html: ReportWriter = {
  id: 'html',
  file: 'report.html',
  async *write(source) {
    const [script, style] = await Promise.all([builtFile('report-page.js'), builtFile('report-page.css')]);
    yield beforeData(source, script, style);
    yield* indexBlock(source);
    yield `\n<script>${script}</script>\n`;
    yield* evidenceBlocks(source);
    yield '</body>\n</html>\n';
  },
};

function beforeData({ head }: ReportSource, script: string, style: string): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${text(`${head.target.name} · jitmus`)}</title>
<style>${style}</style>
</head>
<body>
<div id="app"><noscript>This report needs JavaScript, which runs from this file alone.</noscript></div>
`;
}

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

/** JSON that cannot end the script element it stands in. */
function embedded(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function hash(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** The built page stands beside the built command; from source it is in dist/. */
async function builtFile(name: string): Promise<string> {
  for (const place of [`./${name}`, `../../dist/${name}`]) {
    const content = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => null);
    if (content !== null) return content.trim();
  }
  throw new ReportError('REPORT_PAGE_MISSING', name, 'The page of the HTML report is not built. Run "npm run build".');
}
