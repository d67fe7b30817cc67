import { chromiumFound } from '../drivers/chromium.ts';
import { fine, note, trouble, type Outcome } from './outcome.ts';

/** What package.json demands. */
const LEAST_NODE = [20, 19] as const;

export function nodeOutcome(version = process.versions.node): Outcome {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least, leastMinor] = LEAST_NODE;
  if (major > least || (major === least && minor >= leastMinor)) return fine(`v${version}`);
  return trouble(`v${version}`, `jitmus needs ${LEAST_NODE.join('.')} or newer.`, 'Install a newer Node.js.');
}

/** Nobody needs one who does not ask for it. */
export async function chromiumOutcome(): Promise<Outcome> {
  const found = await chromiumFound();
  return note(
    found === null
      ? 'not found; only "--driver browser" needs one (Debian: apt-get install chromium)'
      : `found at ${found}, for "--driver browser"`,
  );
}
