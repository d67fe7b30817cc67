#!/usr/bin/env node
// Finds or installs a Chromium for the browser driver and the browser tests: one already installed, else Debian's
// package (as root), else Playwright's download.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const installed = () =>
  [process.env.JITMUS_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
const playwrights = async () => {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
};
const run = (command, args) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0;

const aptLock = ['-y', '-o', 'DPkg::Lock::Timeout=300'];
const found =
  installed() ??
  (await playwrights()) ??
  (process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  (run('apt-get', ['install', ...aptLock, 'chromium']) ||
    (run('apt-get', ['update', ...aptLock]) && run('apt-get', ['install', ...aptLock, 'chromium'])))
    ? installed()
    : undefined) ??
  (run('npx', ['playwright', 'install', 'chromium']) ? await playwrights() : undefined);

if (!found) {
  console.error(
    'No Chromium found, and none could be installed. Install one (Debian: apt-get install chromium) or name it in JITMUS_CHROMIUM.',
  );
  process.exit(1);
}
console.log(`Chromium: ${found}`);
