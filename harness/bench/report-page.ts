import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../package-root.ts';

/** What a report of 5,000 cases takes in Chromium, as its browser test prints it; null where that test did not pass. */
export async function reportPage(): Promise<string | null> {
  const test = [
    `${packageRoot}node_modules/@playwright/test/cli.js`,
    'test',
    'reports/html/report',
    '-g',
    '5,000 cases',
  ];
  const child = spawn(process.execPath, test, { cwd: packageRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const printed = await text(child.stdout);
  const [code] = await exit;
  return code === 0 ? (/^5,000 cases, .*$/m.exec(printed)?.[0] ?? null) : null;
}
