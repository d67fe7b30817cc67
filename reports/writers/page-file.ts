import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { ReportError } from '../error.ts';
import { PACKED_TYPE } from '../html/document.ts';
import { text } from './xml.ts';

/** What one page is made of. */
export interface PageParts {
  title: string;
  /** Blocks of data that the application reads at once. */
  before: AsyncIterable<string> | Iterable<string>;
  /** Blocks of data that it reads when they are asked for. */
  after: AsyncIterable<string> | Iterable<string>;
}

/**
 * One page that needs nothing but itself: no network, no files beside it. Its policy allows the application's own script and
 * style, by their hash.
 */
export async function* pageFile({ title, before, after }: PageParts): AsyncGenerator<string> {
  const [script, style] = await Promise.all([builtFile('report-page.js'), builtFile('report-page.css')]);
  yield head(title, script, style);
  yield* before;
  yield `<script>${script}</script>\n`;
  yield* after;
  yield '</body>\n</html>\n';
}

function head(title: string, script: string, style: string): string {
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
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="app"><noscript>This report needs JavaScript, which runs from this file alone.</noscript></div>
`;
}

const compress = promisify(deflate);

/** Data in a script element that no browser runs, whatever it holds. */
export async function packedBlock(id: string, data: unknown): Promise<string> {
  const packed = await compress(JSON.stringify(data), { level: 9, memLevel: 9 });
  return `<script type="${PACKED_TYPE}" id="${id}">${packed.toString('base64')}</script>\n`;
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
