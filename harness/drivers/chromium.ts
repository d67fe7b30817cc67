import { existsSync } from 'node:fs';

/** Where distributions put a Chromium that Playwright can drive. `JITMUS_CHROMIUM` names another one. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Keeps Chromium from calling home, which a closed network would refuse many times a second. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launch options for the Chromium of this machine: the one that `JITMUS_CHROMIUM` names, else one already installed,
 * else (no `executablePath`) the one that Playwright downloaded. As root the sandbox is off, since Chromium refuses it there.
 */
export function chromiumLaunchOptions(): { executablePath?: string; args: string[] } {
  const executablePath = [process.env.JITMUS_CHROMIUM, ...INSTALLED].find((path) => path && existsSync(path));
  const args = process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET;
  return executablePath ? { executablePath, args } : { args };
}
