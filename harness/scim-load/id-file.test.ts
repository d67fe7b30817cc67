import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { IdFile } from './id-file.ts';

test('ids of any kind are found again by number, and the file goes in the end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jitmus-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'ids');
  const ids = new IdFile(path);
  const given = [
    '8f9d2c1e-0000-4000-8000-00c0ffee1234',
    '42',
    'ж'.repeat(20),
    'x'.repeat(63),
    'x'.repeat(64),
    '💥'.repeat(99),
  ];
  given.forEach((id, index) => ids.set(index * 1_000, id));
  expect(given.map((_, index) => ids.get(index * 1_000))).toEqual(given);
  expect([ids.get(1), ids.get(999_999)]).toEqual([null, null]);
  ids.set(4_000, 'short');
  expect(ids.get(4_000)).toBe('short');
  expect(statSync(path).size).toBeLessThan(6_000 * 64);
  ids.close();
  expect(existsSync(path)).toBe(false);
});
