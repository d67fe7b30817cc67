import { hash, X509Certificate } from 'node:crypto';
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
 * `trusted`: certificates (PEM) whose keys are taken whoever issued them.
 */
export function chromiumLaunchOptions({ trusted = [] }: { trusted?: readonly string[] } = {}): {
  executablePath?: string;
  args: string[];
} {
  const executablePath = [process.env.JITMUS_CHROMIUM, ...INSTALLED].find((path) => path && existsSync(path));
  const args = [
    ...QUIET,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(trusted.length ? [`--ignore-certificate-errors-spki-list=${trusted.map(keyDigest).join(',')}`] : []),
  ];
  return executablePath ? { executablePath, args } : { args };
}

/** Path of the Chromium that would be started; null where none is found. */
export async function chromiumFound(): Promise<string | null> {
  const { executablePath } = chromiumLaunchOptions();
  if (executablePath) return executablePath;
  // A path is told whether or not anything was downloaded there.
  const own = await import('@playwright/test').then(({ chromium }) => chromium.executablePath()).catch(() => '');
  return existsSync(own) ? own : null;
}

/** SHA-256 of the public key, base64, as the option takes it. */
const keyDigest = (certificate: string) =>
  hash('sha256', new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }), 'base64');
