import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CaseResult, Verdict } from '../reports/index.ts';
import { jitmus, scratch } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';
import { progress } from './progress.ts';

const verdict = (rule: string, status: Verdict['status'], level: Verdict['level'] = 'MUST'): Verdict => ({
  ...{ rule, level, grade: null, status, because: `What ${rule} found.`, evidence: [] },
});
const result = (id: string, ...verdicts: Verdict[]) => ({ id, verdicts }) as unknown as CaseResult;

function shown(tell: (progress: ReturnType<typeof plainProgress>['progress']) => void) {
  const { progress, lines } = plainProgress();
  tell(progress);
  return lines.slice(1);
}

function plainProgress(quiet = false) {
  const lines: string[] = [];
  const terminal = {
    ...{ color: pc.createColors(false), width: 80, height: null, live: false },
    ...{ write: () => undefined, line: (text: string) => void lines.push(text), command: () => undefined },
  };
  const gates = ({ status, level }: Verdict) => status !== 'pass' && status !== 'skipped' && level === 'MUST';
  const again = (id: string) => `jitmus replay out/report.json ${id}`;
  return { lines, progress: progress(terminal, { total: 3, target: 'my\u001bapp', quiet, gates, again }) };
}

describe('where nobody looks at it as it changes', () => {
  test('the first failure of a rule is told in three lines, every other in one', () => {
    const lines = shown((told) => {
      told.add(result('a@entra.saml', verdict('saml/issuer', 'fail'), verdict('jit/x', 'pass')));
      told.add(result('b@entra.saml', verdict('saml/issuer', 'fail')));
      told.add(result('c@entra.saml', verdict('saml/audience', 'blocked')));
    });
    expect(lines).toEqual([
      '✕ fail  a@entra.saml  saml/issuer',
      '  What saml/issuer found.',
      '  Again: jitmus replay out/report.json a@entra.saml',
      '✕ fail  b@entra.saml  saml/issuer',
      '? blocked  c@entra.saml  saml/audience',
      '  What saml/audience found.',
      '  Again: jitmus replay out/report.json c@entra.saml',
    ]);
  });

  test('what does not turn the run red is left to the summary, and an error of ours is not', () => {
    const lines = shown((told) => {
      told.add(result('a@entra.saml', verdict('saml/issuer', 'skipped'), verdict('sso/x', 'fail', 'SHOULD')));
      told.add(result('b@entra.saml', verdict('sso/y', 'error', 'SHOULD')));
    });
    expect(lines[0]).toBe('! error  b@entra.saml  sso/y');
  });

  test('what an earlier run found is not told again', () => {
    expect(shown((told) => told.add(result('a@entra.saml', verdict('saml/issuer', 'fail')), true))).toEqual([]);
  });

  test('nothing can be written to the terminal by a name', () => {
    expect(plainProgress().lines).toEqual(['Running 3 cases against my\\u001Bapp.']);
    expect(plainProgress(true).lines).toEqual([]);
  });
});

/** util-linux, whose `script` runs a command in a terminal of its own. */
const hasScript = (() => {
  try {
    return execFileSync('script', ['--version']).toString().includes('util-linux');
  } catch {
    return false;
  }
})();

describe.skipIf(!hasScript)('at a terminal', () => {
  let place: Awaited<ReturnType<typeof scratch>>;
  beforeEach(async () => void (place = await scratch()));
  afterEach(() => place.remove());

  async function inTerminal(args: string, env: Record<string, string> = {}): Promise<string> {
    const command = `stty cols 80 rows 24; exec ${process.execPath} dist/jitmus.js ${args} --output ${place.folder}/out`;
    const { CI: _, NO_COLOR: __, GITHUB_ACTIONS: ___, ...rest } = process.env;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: packageRoot,
      env: { ...rest, TERM: 'xterm', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(child, 'close');
    return text.replaceAll('\r\n', '\n');
  }

  const failing = 'run attacks/saml-audience attacks/saml-expired --idp entra --defect no-audience';

  test('failures stand whole above one region, and the summary fits the screen', { timeout: 120_000 }, async () => {
    const text = await inTerminal(failing);
    expect(text).toContain('\u001b[31m');
    // The region is cleared before anything is written in its place, and leaves the cursor to be seen.
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
    const lines = stripVTControlCharacters(text).split('\n');
    const told = lines.findIndex((line) => /^✕ fail {2}attacks\/saml-audience/.test(line));
    expect(lines[told + 1]).toMatch(/^ {2}Accepted although/);
    expect(lines[told + 2]).toMatch(/^ {2}Again: jitmus replay \S+\/out\/report\.json attacks\/saml-audience/);
    expect(lines.some((line) => /^[━─]{24} {2}\d+\/\d+/.test(line))).toBe(true);
    const summary = lines.slice(lines.findIndex((line) => /^✕ check missing/.test(line)));
    expect(summary.length).toBeLessThanOrEqual(24);
    expect(summary.join('\n')).toMatch(/\nFailed in [\d.]+ s\./);
  });

  test(
    'it has no colours where they are not wanted, and no region where it could not be drawn',
    { timeout: 120_000 },
    async () => {
      const uncoloured = await inTerminal(failing, { NO_COLOR: '1' });
      expect(uncoloured).not.toMatch(/\u001b\[3\d/);
      expect(uncoloured).toMatch(/[━─]{24}/);
      for (const env of [{ TERM: 'dumb' }, { CI: '1' }] as Record<string, string>[]) {
        const text = stripVTControlCharacters(await inTerminal(failing, env));
        expect(text).not.toMatch(/[━─]{8}/);
        expect(text).toContain('✕ fail');
      }
    },
  );

  test('--quiet says one line', { timeout: 120_000 }, async () => {
    const text = await inTerminal(`${failing} --quiet`);
    expect(text.trim().split('\n')).toHaveLength(1);
  });
});

test('the command that shows a failure again does so', { timeout: 120_000 }, async () => {
  const place = await scratch();
  try {
    const args = ['run', 'attacks/saml-audience', '--idp', 'entra', '--defect', 'no-audience'];
    const { stdout } = await jitmus([...args, '--output', `${place.folder}/out`]);
    const [, again = ''] = /^ {2}Again: jitmus (.*)$/m.exec(stdout) ?? [];
    const replayed = await jitmus([...again.split(' '), '--output', `${place.folder}/again`]);
    expect(replayed.stdout).toMatch(/^fail +saml\/audience \(MUST, as recorded\)$/m);
    expect(replayed.code).toBe(1);
  } finally {
    await place.remove();
  }
});
