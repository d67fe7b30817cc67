import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { JitmusError } from '../../harness/errors.ts';

/** What a browser is given, with the Content-Security-Policy that has to go with it. */
export interface ConsoleFile {
  type: string;
  body: Buffer;
  policy: string;
}

let page: Promise<ConsoleFile> | undefined;

/**
 * The console is one document, read when first asked for; every other path is null. Its policy allows it its own script and
 * style, by their hash, and calls to its own origin: what a target or a person's name holds cannot load, run or send anything.
 *
 * @throws JitmusError `CONSOLE_MISSING`
 */
export async function consoleFile(path: string): Promise<ConsoleFile | null> {
  return path === '' ? (page ??= document()) : null;
}

async function document(): Promise<ConsoleFile> {
  const [script, style] = await Promise.all([builtFile('console-page.js'), builtFile('console-page.css')]);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>jitmus mock identity providers</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="app"><noscript>This console needs JavaScript, which runs from this page alone.</noscript></div>
<script>${script}</script>
</body>
</html>
`;
  return { type: 'text/html; charset=utf-8', body: Buffer.from(html), policy: policy(script, style) };
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
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
  throw new JitmusError('CONSOLE_MISSING', 'The console is not built.', { at: name, hint: 'Run "npm run build".' });
}
