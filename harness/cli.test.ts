import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jitmus, scratch, start, withoutTimes } from './built.fixture.ts';
import { toolVersion } from './package-root.ts';

let place: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => void (place = await scratch()));
afterEach(() => place.remove());

const out = (name = 'out') => ['--output', join(place.folder, name)];

async function file(name: string, text: string): Promise<string> {
  const path = join(place.folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return path;
}

describe('jitmus', () => {
  test('tells its version, and helps', async () => {
    expect(await jitmus(['--version'])).toMatchObject({ code: 0, stdout: `${toolVersion()}\n` });
    const help = await jitmus(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['run', 'plan', 'prove', 'list', 'idp', 'sp', 'scim-load', 'init', 'doctor'])
      expect(help.stdout).toContain(`  ${command} `);
  });

  test.each([
    [['lst'], 'Did you mean list?'],
    [['run', '--idp', 'entar'], 'Did you mean "entra"?'],
    [['run', '--reporter', 'htlm'], 'Did you mean "html"?'],
    [['run', '--workers', '0'], 'a whole number from 1'],
    [['run', '--driver', 'telnet'], 'http, browser'],
    [['run', 'atacks/'], 'Did you mean "attacks/"?'],
    [['run', '--defect', 'stores-nam'], 'Did you mean "stores-name"?'],
    [['run', '--target', 'nowhere.yaml'], 'TARGET_UNREADABLE  nowhere.yaml'],
    [['run', '--waivers', 'nowhere.yaml'], 'WAIVERS_UNREADABLE  nowhere.yaml'],
    [['run', 'jit/first-sign-in', '--protocol', 'scim'], 'NOTHING_SELECTED'],
    [['list', 'rulez'], 'Did you mean "rules"?'],
    [['list'], '(jitmus list --help shows what there is)'],
    [['report', 'dif', 'a.json', 'b.json'], 'Did you mean "diff"?'],
    [['report', 'compare', '--of'], '(jitmus report compare --help shows what there is)'],
    [['run', '--target', 'harness/targets/apps/samlify/target-2.9.2.yaml'], 'Did you mean "target-2.9.1.yaml"?'],
    [['doctor', 'nowhere/portal.yaml'], '"jitmus init" writes one.'],
    [['prove', 'stores-nam'], 'Did you mean "stores-name"?'],
    [['sp', '--port', '70000'], 'a whole number from 0 to 65535'],
    [['idp', '--keys', 'package.json'], 'KEY_FOLDER_UNUSABLE'],
    [['idp', '--sp-acs', 'http://127.0.0.1:9/acs'], 'go together'],
  ])('%j is bad usage and says what is meant', async (args, hint) => {
    const { code, stderr } = await jitmus(args);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });

  test('goes on when whoever reads has seen enough', async () => {
    const child = spawn(process.execPath, ['dist/jitmus.js', 'list', 'rules'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    expect(said).toBe('');
    expect(code).toBe(0);
  });

  test('runs through a link, as npx does', async () => {
    const link = join(place.folder, 'jitmus');
    await symlink(join(import.meta.dirname, '../dist/jitmus.js'), link);
    const version = await new Promise((resolve) =>
      execFile(link, ['--version'], (_, stdout) => resolve(stdout.trim())),
    );
    expect(version).toBe(toolVersion());
  });
});

describe('jitmus prove', () => {
  test(
    'turns the rules of a defect red, with a defect of the reference and one of the mock',
    { timeout: 120_000 },
    async () => {
      const { code, stdout } = await jitmus(['prove', 'stores-name', 'google/lets-unassigned-in']);
      expect(stdout).toMatch(/✓ stores-name +jit\/stores-only-email red in \d/);
      expect(stdout).toContain('2 defects, 0 unnoticed');
      expect(code).toBe(0);
    },
  );
});

describe('jitmus list', () => {
  test.each(['scenarios', 'rules', 'faults', 'quirks', 'personas', 'defects', 'targets'])('%s', async (what) => {
    const { code, stdout } = await jitmus(['list', what]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`\\n\\d+ ${what}\\.\\n$`));
  });

  test('coverage, line by line, with what covers it or why nothing does', async () => {
    const { code, stdout } = await jitmus(['list', 'coverage']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^S004 +MUST +refuse +.* \[.*attacks\/saml-unsigned\]$/m);
    expect(stdout).toMatch(/^S161-S188 +out +.* \[An attribute authority .*\.\]$/m);
    expect(stdout).toMatch(/\n506 lines of the catalogue of checks\.\n$/);
  });

  test('modules of the OpenID Foundation, by name, with what covers each', async () => {
    const { code, stdout } = await jitmus(['list', 'modules']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^oidcc-client-test-invalid-iss +O001 +attacks\/oidc-issuer/m);
    expect(stdout).toMatch(/^oidcc-client-test-session-management +O078 +Of the three/m);
    expect(stdout).toContain('57 test modules');
  });

  test('coverage ends with 2 where a scenario names a line that there is not', async () => {
    const words = 'title: It covers what is not there\nwhy: To see what is told\ncovers: [S999]';
    await file('mine/typo.yaml', `${words}\nsteps: [{ signIn: {} }]\nexpect: [jit/creates-new-user]\n`);
    const { code, stderr } = await jitmus(['list', 'coverage', '--scenarios', join(place.folder, 'mine')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/COVERAGE_UNKNOWN_LINE .*typo\.yaml .*"S999"/);
  });

  test('rules, faults and quirks name their sources', async () => {
    for (const what of ['rules', 'faults', 'quirks']) {
      const { stdout } = await jitmus(['list', what]);
      const rows = stdout.trim().split('\n').slice(0, -2);
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows)
        expect(row).toMatch(/\[.+; (specification|vendor-doc|capture|issue|inferred), \d{4}-\d\d-\d\d\]$/);
    }
  });
});

describe('jitmus plan', () => {
  test('prints the cases, what is left out, and what run time decides', async () => {
    const { code, stdout } = await jitmus(['plan', 'attacks/', 'jit/chosen*', '--idp', 'google,other']);
    expect(code).toBe(0);
    expect(stdout).toContain('attacks/saml-expired@google.saml ');
    expect(stdout).toContain('jit/chosen-at-creation@other.saml ');
    expect(stdout).toMatch(/attacks\/saml-expired@okta\.saml +not among --idp/);
    expect(stdout).toMatch(
      /saml-destination-mismatch@google\.saml\/response-signed .*decided at run time: needs response signed/,
    );
    expect(stdout).toMatch(/\d+ cases would run against reference SP, 0 are skipped, \d+ left out\.\n$/);
  });

  test('says why a target skips', async () => {
    const { stdout } = await jitmus(['plan', '--target', 'harness/targets/apps/passport-saml/target.yaml']);
    expect(stdout).toMatch(/Skipped \(\d+\):/);
    expect(stdout).toContain('sso-methods: ');
  });
});

describe('jitmus run', () => {
  test('is green on the reference, and writes what it says', async () => {
    const { code, stdout } = await jitmus(['run', 'jit/first-sign-in', '--idp', 'entra', ...out()]);
    expect(stdout).toContain(join(place.folder, 'out/report.html'));
    expect(code).toBe(0);
    expect((await readdir(join(place.folder, 'out'))).sort()).toEqual(['junit.xml', 'report.html', 'report.json']);
    const report = await place.report();
    expect(report.complete).toBe(true);
    expect(report.run).toMatchObject({ exitCode: 0, seed: 1, driver: 'http' });
    expect(report.totals).toMatchObject({ fail: 0, blocked: 0, error: 0 });
    expect(report.totals.pass).toBe(report.cases.flatMap(({ verdicts }) => verdicts).length);
    for (const { verdicts, observations } of report.cases) {
      const ids = observations.map(({ id }) => id);
      for (const { evidence } of verdicts) {
        expect(evidence.length).toBeGreaterThan(0);
        expect(ids).toEqual(expect.arrayContaining(evidence));
      }
    }
  });

  test('goes red with a deliberate defect, and says why', async () => {
    const { code, stdout } = await jitmus([
      'run',
      'jit/first-sign-in',
      '--idp',
      'okta',
      '--defect',
      'stores-name',
      ...out(),
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('jit/stores-only-email');
    const report = await place.report();
    const failed = report.cases.flatMap(({ verdicts }) => verdicts).filter(({ status }) => status === 'fail');
    expect(new Set(failed.map(({ rule }) => rule))).toEqual(new Set(['jit/stores-only-email']));
    expect(failed[0]?.because).toContain('more than the email');
    expect(report.target.defect).toBe('stores-name');
  });

  test('every reporter writes from the same run, and GitHub is told beside them', async () => {
    const summary = await file('summary-of-the-job.md', 'An earlier step.\n');
    const { code, stdout } = await jitmus(
      [
        ...['run', 'jit/first-sign-in', '--idp', 'okta', '--defect', 'stores-name'],
        ...['--reporter', 'list,html,json,junit,sarif,ctrf,markdown,github', ...out()],
      ],
      { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } },
    );
    expect(code).toBe(1);
    expect((await readdir(join(place.folder, 'out'))).sort()).toEqual([
      ...['ctrf-report.json', 'junit.xml', 'report.html', 'report.json', 'results.sarif', 'summary.md'],
    ]);
    expect(stdout).toMatch(
      /^::error file=scenarios\/jit\/first-sign-in\.yaml,line=10,title=MUST jit\/stores-only-email fail::/m,
    );
    const told = await readFile(summary, 'utf8');
    expect(told).toBe(`An earlier step.\n${await readFile(join(place.folder, 'out/summary.md'), 'utf8')}`);
  });

  test('a defect of the mock spoils the verdicts instead of the target', async () => {
    const { code } = await jitmus(['run', 'google/', '--defect', 'google/lets-unassigned-in', ...out()]);
    expect(code).toBe(2);
    expect((await place.report()).totals.fail).toBe(0);
  });

  test('the same seed gives the same report but for times, keys and the nonce', async () => {
    const some = ['run', 'jit/second-sign-in', 'jit/simultaneous', 'attacks/saml-replay', '--idp', 'entra,okta'];
    const first = await jitmus([...some, '--workers', '1', ...out('first')]);
    const second = await jitmus([...some, '--workers', '4', ...out('second')]);
    expect([first.code, second.code]).toEqual([0, 0]);
    const [one, other] = await Promise.all([place.report('first'), place.report('second')]);
    expect(withoutTimes(other.cases)).toEqual(withoutTimes(one.cases));
    const third = await jitmus([...some.slice(0, -1), 'okta', '--seed', '2', ...out('third')]);
    expect(third.code).toBe(0);
    const okta = one.cases.filter(({ idp }) => idp === 'okta');
    expect(withoutTimes((await place.report('third')).cases)).not.toEqual(withoutTimes(okta));
  }, 120_000);

  test('secrets, cookie values and the nonce do not reach the report', async () => {
    await jitmus(['run', 'jit/group-overage', '--idp', 'entra', ...out()]);
    const text = await readFile(join(place.folder, 'out/report.json'), 'utf8');
    expect(text).not.toMatch(/Bearer [A-Za-z0-9]/);
    expect(text).toContain('.000000000000@corp.test');
  });

  test('with --redact personal verdicts are the same, and pages are withheld', async () => {
    const some = ['run', 'attacks/saml-unsigned', '--idp', 'okta', '--reporter', 'json'];
    await Promise.all([jitmus([...some, ...out('plain')]), jitmus([...some, '--redact', 'personal', ...out()])]);
    const [plain, without] = await Promise.all([place.report('plain'), place.report()]);
    expect(without.run.redact).toBe('personal');
    expect(without.cases.map(({ verdicts }) => verdicts)).toEqual(plain.cases.map(({ verdicts }) => verdicts));
    const pages = without.cases.flatMap(({ observations }) => observations.filter(({ kind }) => kind === 'page'));
    expect(pages.map(({ data }) => data.text)).toEqual(['«withheld»']);
    expect(JSON.stringify(without)).toContain('.000000000000@corp.test');
  });

  test('an earlier report survives a run that cannot begin', async () => {
    await jitmus(['run', 'google/', ...out()]);
    const before = await readFile(join(place.folder, 'out/report.json'), 'utf8');
    const scenarios = await file(
      'mine/typo.yaml',
      'title: It has a typo in a rule\nwhy: To see what is told\nsteps: [{ signIn: {} }]\nexpect: [jit/creates-new-usr]\n',
    );
    const { code, stderr } = await jitmus(['run', '--scenarios', join(scenarios, '..'), ...out()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SCENARIO_UNKNOWN_RULE .*typo\.yaml:4:10 /);
    expect(stderr).toContain('Did you mean "jit/creates-new-user"?');
    expect(await readFile(join(place.folder, 'out/report.json'), 'utf8')).toBe(before);
  });

  test('an output folder that cannot be written is told before anything runs', async () => {
    const inTheWay = await file('taken', 'a file\n');
    const { code, stderr } = await jitmus(['run', 'google/', '--output', inTheWay]);
    expect(stderr).toMatch(/^OUTPUT_UNWRITABLE .*taken {2}A file stands where the folder should be\./);
    expect(code).toBe(2);
    expect(await readFile(inTheWay, 'utf8')).toBe('a file\n');
  });

  test('the default output has a link to the newest run', async () => {
    const { code } = await jitmus(['run', 'jit/groups-are-optional', '--idp', 'okta', '--quiet'], {
      cwd: place.folder,
    });
    expect(code).toBe(0);
    expect(existsSync(join(place.folder, 'reports/out/latest/report.html'))).toBe(true);
  });

  test('own scenarios run beside those that come along', async () => {
    const scenarios = await file(
      'mine/night-shift.yaml',
      'title: A member of the night shift gets in\nwhy: They work when nobody can help them\nidps: [okta]\nsteps: [{ signIn: {} }]\nexpect: [jit/creates-new-user]\n',
    );
    const { code } = await jitmus(['run', 'night-shift', '--scenarios', join(scenarios, '..'), ...out()]);
    expect(code).toBe(0);
    expect((await place.report()).cases.map(({ id }) => id)).toEqual(['night-shift@okta.saml']);
  });

  test('waivers keep a known failure from gating, and rot loudly', async () => {
    const waivers = await file(
      'waivers.yaml',
      '- { rule: jit/stores-only-email, case: "jit/first-sign-in@okta*", until: 2999-01-31, because: tracked as APP-123 }\n',
    );
    const known = ['run', 'jit/first-sign-in', '--idp', 'okta', '--waivers', waivers];
    expect(await jitmus([...known, '--defect', 'stores-name', ...out()])).toMatchObject({ code: 0 });
    const waived = (await place.report()).cases.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict.waived);
    expect(waived.length).toBeGreaterThan(0);
    expect(waived.every(({ status }) => status === 'fail')).toBe(true);
    const stale = await jitmus([...known, ...out('stale')]);
    expect(stale.code).toBe(1);
    expect((await place.report('stale')).errors).toMatchObject([
      { code: 'WAIVER_STALE', at: expect.stringContaining('waivers.yaml:1') as string },
    ]);
  });

  test('fail-fast stops early and says so', async () => {
    const { code } = await jitmus([
      'run',
      'jit/first-sign-in',
      '--defect',
      'stores-name',
      '--fail-fast',
      '--workers',
      '1',
      ...out(),
    ]);
    expect(code).toBe(1);
    const report = await place.report();
    expect(report.complete).toBe(false);
    expect(report.cases.length).toBeLessThan(10);
  });

  test('an interrupted run leaves a valid report and ends with 2', async () => {
    const run = start(['run', 'jit/', '--defect', 'stores-name', '--idp', 'entra', '--workers', '1', ...out()]);
    await run.until(/fail {2}/);
    run.kill('SIGTERM');
    const { code } = await run.ended;
    expect(code).toBe(2);
    const report = await place.report();
    expect(report.complete).toBe(false);
    expect(report.errors[0]?.code).toBe('INTERRUPTED');
    expect(report.cases.length).toBeGreaterThan(0);
  });
});

describe('targets that are not well', () => {
  const app = (body: string) => `
    import { createServer } from 'node:http';
    let answered = 0;
    createServer((request, response) => { ${body} }).listen(Number(process.env.PORT), '127.0.0.1');
  `;
  const target = (more = '') => `
name: an ill application
start:
  command: [${JSON.stringify(process.execPath)}, app.mjs]
  env: { PORT: "\${port}" }
  ready: { url: "http://127.0.0.1:\${port}/health", timeoutMs: 4000 }
idps: [entra]
sso: { saml: { entityId: "http://127.0.0.1:\${port}/m", acsUrl: "http://127.0.0.1:\${port}/acs", loginUrl: "http://127.0.0.1:\${port}/login" } }
observe:
  whoAmI: { url: "http://127.0.0.1:\${port}/me", email: /email }
  account: { url: "http://127.0.0.1:\${port}/a?e={email}", item: /0, email: /email }
${more}`;

  async function ill(body: string): Promise<string> {
    await file('app.mjs', app(body));
    return file('target.yaml', target());
  }

  test('one that dies mid-run', async () => {
    const path = await ill(`if (++answered > 30) process.exit(3); response.end('[]');`);
    const { code, stdout, stderr } = await jitmus(['run', '--target', path, ...out()]);
    expect(stdout + stderr).toContain('TARGET_DIED');
    expect(code).toBe(2);
    const report = await place.report();
    expect(report.complete).toBe(false);
    expect(report.errors).toMatchObject([
      { code: 'TARGET_DIED', message: expect.stringContaining('exited with code 3') as string },
    ]);
    expect(report.totals.pass).toBe(0);
  });

  test('one that ends before it is ready', async () => {
    await file('app.mjs', 'console.log("cannot find my database"); process.exit(1);');
    const path = await file('target.yaml', target());
    // With cases that are skipped beforehand, and without.
    for (const pattern of ['attacks/', 'sso/']) {
      const { code, stderr } = await jitmus(['run', pattern, '--target', path, ...out()]);
      expect(stderr).toContain('TARGET_NOT_STARTED');
      expect(stderr).toContain('cannot find my database');
      expect(code).toBe(2);
      expect(existsSync(join(place.folder, 'out'))).toBe(false);
    }
  });

  test('one that refuses everybody is blocked, never green', async () => {
    const path = await ill(`response.statusCode = request.url === '/me' ? 401 : 403; response.end('[]');`);
    const { code } = await jitmus(['run', 'attacks/', '--target', path, ...out()]);
    expect(code).toBe(2);
    const report = await place.report();
    expect(report.totals.pass).toBe(0);
    expect(report.totals.blocked).toBeGreaterThan(10);
  });

  test('one that answers 500 to everything is blocked, never green', async () => {
    const path = await ill(`response.statusCode = request.url === '/health' ? 200 : 500; response.end('oops');`);
    const { code } = await jitmus(['run', 'attacks/', '--target', path, ...out()]);
    expect([1, 2]).toContain(code);
    expect((await place.report()).totals.pass).toBe(0);
  });

  test('one that shows a friendly page to everybody is neither accepted nor refused', async () => {
    const path = await ill(
      `response.setHeader('content-type', 'text/html'); response.end(request.url === '/me' ? '{}' : request.url.startsWith('/a') ? '[]' : '<title>Welcome!</title>Come in');`,
    );
    await jitmus(['run', 'attacks/', '--target', path, ...out()]);
    expect((await place.report()).totals).toMatchObject({ pass: 0, fail: 0 });
  });

  test('one that is not there', async () => {
    const path = await file(
      'target.yaml',
      target('mockIdps: { listen: "localhost:0" }\n')
        .replace(/start:[\s\S]*?idps:/, 'idps:')
        .replaceAll('${port}', '21999'),
    );
    const { code, stdout, stderr } = await jitmus(['run', 'attacks/', '--target', path, ...out()]);
    expect(stderr + stdout).toMatch(/TARGET_UNREACHABLE {2}http:\/\/127\.0\.0\.1:21999\/me/);
    expect(code).toBe(2);
  });

  test('one off this machine is refused', async () => {
    const path = await file('target.yaml', target().replaceAll('127.0.0.1:${port}/login', 'staging.example/login'));
    const { code, stderr } = await jitmus(['run', '--target', path, ...out()]);
    expect(stderr).toMatch(/^TARGET_OFF_LOOPBACK .*target\.yaml:\d+:\d+ .*staging\.example/);
    expect(stderr).toContain('allowHosts: [staging.example]');
    expect(code).toBe(2);
  });

  test('a port of the mock IdPs that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const { code, stderr } = await jitmus(['idp', '--host', '127.0.0.1', '--port', String(port)]);
    taken.close();
    expect(stderr).toContain('IDPS_PORT_IN_USE');
    expect(stderr).toContain(String(port));
    expect(code).toBe(2);
  });
});

describe('jitmus idp and sp', () => {
  test('serve until they are told to end', async () => {
    const idp = start([
      ...['idp', 'okta', '--sp-entity-id', 'urn:my:app', '--sp-acs', 'http://127.0.0.1:9/acs'],
      ...['--redirect-uri', 'http://127.0.0.1:9/callback'],
    ]);
    const told = await idp.until(/listen on \S+/);
    const metadata = /metadata +(\S+)/.exec(told)?.[1] ?? '';
    expect(await (await fetch(metadata)).text()).toContain('EntityDescriptor');
    const [issuer, discovery, id, secret] = ['OpenID issuer', 'discovery', 'client id', 'client secret'].map(
      (name) => new RegExp(`${name} +(\\S+)`).exec(told)?.[1],
    );
    expect(await (await fetch(discovery ?? '')).json()).toMatchObject({ issuer });
    expect([id, secret]).toEqual([expect.stringMatching(/^0oa/), expect.stringMatching(/^\w{40}$/)]);
    idp.kill('SIGTERM');
    expect((await idp.ended).code).toBe(0);

    const sp = start(['sp']);
    const url = /listens on (\S+)/.exec(await sp.until(/Ctrl-C/))?.[1] ?? '';
    expect((await fetch(`${url}/me`)).status).toBe(401);
    sp.kill('SIGINT');
    expect((await sp.ended).code).toBe(0);
  });
});
