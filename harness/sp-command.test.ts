import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { start } from './built.fixture.ts';

test('the reference of a run that was killed ends by itself, however early that was', async () => {
  const gone = spawn(process.execPath, ['--eval', '']);
  await once(gone, 'exit');
  const env = { JITMUS_SP_PARENT: String(gone.pid) };
  const { code } = await start(['sp', '--port', '0', '--quiet'], { env }).ended;
  expect(code).toBe(0);
});

test('the reference of a run that goes on stays until it is told to end', async () => {
  const sp = start(['sp', '--port', '0'], { env: { JITMUS_SP_PARENT: String(process.pid) } });
  await sp.until(/Ctrl-C ends it/);
  sp.kill('SIGTERM');
  expect((await sp.ended).code).toBe(0);
});
