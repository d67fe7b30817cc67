import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScimServer, type ScimServer } from '../desk/scim-server.fixture.ts';
import { startApp } from '../examples/express-saml/app.ts';
import { scratch, start, type Started } from '../harness/built.fixture.ts';

const page = await readFile('docs/control-api.md', 'utf8');
/** Commands, and what of the last answer the page shows. */
const examples = [...page.matchAll(/```bash\n([\s\S]*?)```(?:\n\n```json\n([\s\S]*?)```)?/g)].map(
  ([, commands = '', answer]) => ({ commands, answer }),
);

let jitmus: Started;
let origin: string;
let app: Awaited<ReturnType<typeof startApp>>;
let scim: ScimServer;
let space: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  space = await scratch();
  jitmus = start(['idp', '--quiet']);
  const [, found = ''] = /control API +(\S+)/.exec(await jitmus.until(/The mock IdPs listen/)) ?? [];
  origin = new URL(found).origin;
  const { setUp } = (await (await fetch(`${found}/apps/entra-1`)).json()) as {
    setUp: { toCopy: { id: string; value: string }[] };
  };
  const value = (id: string) => setUp.toCopy.find((one) => one.id === id)?.value ?? '';
  app = await startApp({ entityId: value('entityId'), ssoUrl: value('ssoUrl'), certificate: value('certificate') });
  scim = await startScimServer('the-token');
});
afterAll(async () => {
  jitmus.kill('SIGTERM');
  await app.close();
  scim.close();
  await space.remove();
});

/** In a shell, each answer on a line of its own, with the addresses of this test in the place of those on the page. */
function typed(commands: string): Promise<{ code: number; stdout: string }> {
  const here = commands
    .replaceAll('http://localhost:4700', origin)
    .replaceAll('http://127.0.0.1:3000/scim/v2', scim.baseUrl)
    .replaceAll('http://127.0.0.1:3000', app.origin)
    // A stream has no end of its own.
    .replaceAll('curl -N ', 'curl -N --max-time 1 ')
    .replaceAll(/^curl /gm, 'echo; curl --silent --show-error ');
  return new Promise((resolve) => {
    execFile('bash', ['-c', here], { cwd: space.folder }, (error, stdout) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout }),
    );
  });
}

const STREAM_ENDED = 28;

describe('docs/control-api.md', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThan(10));

  it.each(examples)('shows what is answered to $commands', async ({ commands, answer }) => {
    const { code, stdout } = await typed(commands);
    expect(code).toBe(commands.includes('curl -N') ? STREAM_ENDED : 0);
    if (answer === undefined) return expect(stdout).not.toContain('"type":"about:blank"');
    const last = stdout.slice(stdout.lastIndexOf('\n') + 1);
    expect(JSON.parse(last)).toMatchObject(JSON.parse(answer) as object);
  });
});
