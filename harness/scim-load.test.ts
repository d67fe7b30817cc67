import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { jitmus, scratch, start } from './built.fixture.ts';
import type { LoadReport } from './scim-load/load-report.ts';
import { startScimServer, type Faults } from './scim-load/scim-server.fixture.ts';

let place: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => void (place = await scratch()));
afterEach(() => place.remove());

const figures = async () => JSON.parse(await readFile(join(place.folder, 'load.json'), 'utf8')) as LoadReport;

async function server(faults: Faults = {}, change: (file: string) => string = (file) => file) {
  const running = await startScimServer(faults);
  onTestFinished(() => running.close());
  const target = join(place.folder, 'target.yaml');
  const file = `name: a small server\nscim: { baseUrl: "${running.baseUrl}", token: ${running.token} }\n`;
  await writeFile(target, change(file));
  const args = ['scim-load', '--target', target, '--people', '200', '--json', join(place.folder, 'load.json')];
  return { ...running, args, load: (...more: string[]) => jitmus([...args, ...more]) };
}

test('200 people and their groups into the reference: all there, once, and gone again', async () => {
  const json = join(place.folder, 'load.json');
  const { code, stdout } = await jitmus(['scim-load', '--people', '200', '--seed', '7', '--json', json]);
  expect(stdout).toContain('Nothing is lost, nothing is there twice.');
  expect(code).toBe(0);
  const report = await figures();
  const nothing = { lost: 0, twice: 0, notMade: 0, refusedYetThere: 0, mixedUp: 0, repeated: 0, strangers: 0 };
  expect(report.found).toEqual({
    people: { wanted: 200, there: 200, ...nothing, pages: null, missing: 0, asked: 0, found: 0, unread: 0 },
    groups: { wanted: 2, there: 2, ...nothing, pages: null, missing: 0, asked: 0, found: 0, unread: 0 },
    members: { wanted: 200, there: 200, lost: 0, twice: 0, uninvited: 0, unread: 0 },
  });
  expect(report.phases.map(({ name, done }) => [name, done])).toEqual([
    ['groups', 2],
    ['people', 200],
    ['members', 2],
    ['removal', 202],
    ['reading back', 4],
    ['looking for the rest', 2],
  ]);
  expect(report.removal).toEqual({ removed: 202, left: 0, pages: null });
  expect(report).toMatchObject({ seed: 7, wrong: [], stopped: null, exitCode: 0 });
});

describe('a server that', () => {
  test('is sound keeps nothing of the run, and everything of others', async () => {
    const { load, stored, stranger } = await server();
    const { code } = await load();
    expect(code).toBe(0);
    expect([...stored.Users.keys()]).toEqual([stranger]);
    expect(stored.Groups.size).toBe(0);
  });

  test('loses people is found out', async () => {
    const { load } = await server({ loses: (n) => n % 50 === 0 });
    const { code, stdout } = await load('--groups', '0');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ 4 people lost: answered as made, and not there');
  });

  test('makes people twice is found out, and rid of both', async () => {
    const { load, stored, stranger } = await server({ doubles: (n) => n % 100 === 0 });
    const { code, stdout } = await load('--groups', '0');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ 2 people there twice, under two ids');
    expect([...stored.Users.keys()]).toEqual([stranger]);
  });

  test('refuses people never has them', async () => {
    const { load } = await server({ refuses: (n) => n % 100 === 0 });
    const { code, stdout } = await load('--groups', '0');
    expect(code).toBe(1);
    expect(stdout).toContain('2 × POST /Users: 400 (people): {"detail":"no"}');
    expect(stdout).toContain('✗ 2 people never made');
  });

  test('forgets members is found out', async () => {
    const { load } = await server({ forgetsMembers: true });
    const { code, stdout } = await load();
    expect(code).toBe(1);
    expect(stdout).toContain('✗ 200 memberships missing');
  });

  test('fails after it has made somebody gets nobody twice', async () => {
    const { load } = await server({ failsAfterwards: (n) => n % 100 === 0 });
    const { code, stdout } = await load('--groups', '0');
    expect(stdout).toContain('2 × POST /Users: 500 (people)');
    expect(stdout).toContain('Nothing is lost, nothing is there twice.');
    expect(code).toBe(0);
  });

  test('always shows the first page is asked for everybody by name', async () => {
    const { load } = await server({ onePageOnly: true });
    const { code, stdout } = await load('--groups', '0', '--keep');
    expect(stdout).toMatch(
      /People: 200 of 200 seen; the pages break off \(.* begins as the page before did\); the 101 others/,
    );
    expect(code).toBe(0);
  });

  test('asks to wait is left alone so long', async () => {
    const { load } = await server({ throttles: (request) => (request === 20 ? '1' : undefined) });
    const { code, stdout } = await load('--groups', '0');
    expect(stdout).toContain('1 × asked to wait (429), longest 1 s.');
    expect(stdout).toContain('Nothing is lost, nothing is there twice.');
    expect(code).toBe(0);
  });

  test('keeps what it says it has deleted is told so', async () => {
    const { load } = await server({ keepsTheDeleted: true });
    const { code, stdout } = await load('--groups', '0');
    expect(stdout).toContain('still listed after removal');
    expect(stdout).toMatch(/Try again: jitmus scim-load .*--remove [0-9a-f]{12}/);
    expect(code).toBe(1);
  });
});

test('what is kept is removed by its mark, and nothing else', async () => {
  const { args, load, stored, stranger } = await server();
  expect(await load('--keep')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('What was made stays. Remove it: jitmus scim-load --target ') as string,
  });
  expect([stored.Users.size, stored.Groups.size]).toEqual([201, 2]);
  const { mark } = await figures();
  const others = await jitmus([...args, '--remove', '0'.repeat(12)]);
  expect(others).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed: 0.') as string });
  const removed = await jitmus([...args, '--remove', mark]);
  expect(removed).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Removed: 202. Nothing is left') as string,
  });
  expect([...stored.Users.keys()]).toEqual([stranger]);
});

test('an interrupted load takes away what it made, and ends with 2', async () => {
  const { args, stored, stranger } = await server();
  const running = start([...args, '--groups', '0', '--rate', '50']);
  await running.until(/Mark of this run/);
  await expect.poll(() => stored.Users.size).toBeGreaterThan(5);
  running.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect(stderr).toBe('');
  expect(code).toBe(2);
  expect(stdout).toContain('Stopped: It was interrupted.');
  expect(stdout).toContain('nothing is left');
  expect([...stored.Users.keys()]).toEqual([stranger]);
  expect((await figures()).phases[0]?.done).toBeLessThan(200);
});

describe('what stands in the way is told with its remedy', () => {
  test('a token that is refused', async () => {
    const { load } = await server({}, (file) => file.replace(/token: \S+/, 'token: wrong'));
    const { code, stderr } = await load();
    expect(stderr).toMatch(/^SCIM_TOKEN_REFUSED {2}http\S+\/Users\S+ {2}The token is refused \(401\)\./);
    expect(code).toBe(2);
  });

  test('a base URL that is another', async () => {
    const { load } = await server({}, (file) => file.replace('/scim"', '/scmi"'));
    const { code, stderr } = await load();
    expect(stderr).toContain('SCIM_NOT_THERE');
    expect(code).toBe(2);
  });

  test('a target without SCIM, a mark that is none, a rate of nothing', async () => {
    const target = 'harness/targets/apps/passport-saml/target.yaml';
    expect(await jitmus(['scim-load', '--target', target])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SCIM_NOT_DESCRIBED') as string,
    });
    expect((await jitmus(['scim-load', '--remove', 'all'])).code).toBe(2);
    expect((await jitmus(['scim-load', '--rate', '0'])).code).toBe(2);
  });
});
