import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseResult, ReportHead } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { reportOfSpool, Spool, spoolsIn, unwritable } from './spool.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'spool-'))));
afterEach(() => rm(folder, { recursive: true }));

const result = (id: string, title = id) => ({ id, title }) as unknown as CaseResult;

async function read(spool: Spool): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of spool.cases()) ids.push(id);
  return ids;
}

describe('the spool', () => {
  it('gives the cases in the order of the report, whatever the order in which they came', async () => {
    const spool = await Spool.open(folder);
    await Promise.all([spool.add(2, result('c')), spool.add(0, result('a')), spool.add(1, result('b'))]);
    expect(await read(spool)).toEqual(['a', 'b', 'c']);
    await spool.close();
  });

  it('gives them as often as asked, while more come', async () => {
    const spool = await Spool.open(folder);
    await spool.add(1, result('b'));
    expect(await read(spool)).toEqual(['b']);
    void spool.add(0, result('a'));
    expect(await read(spool)).toEqual(['a', 'b']);
    await spool.close();
  });

  it('leaves no empty folder that it made, and every other as it is', async () => {
    const fresh = join(folder, 'fresh');
    await (await Spool.open(fresh)).close();
    expect(await readdir(folder)).toEqual([]);
    const written = await Spool.open(fresh);
    await writeFile(join(fresh, 'report.json'), '{}');
    await written.close();
    expect(await readdir(fresh)).toEqual(['report.json']);
    await (await Spool.open(folder)).close();
    expect(await readdir(folder)).toEqual(['fresh']);
  });

  it('keeps many, of any size and any letters, as they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 2000 }), { maxLength: 40 }),
        async (titles) => {
          const spool = await Spool.open(folder);
          await Promise.all(titles.map((title, index) => spool.add(titles.length - index, result(`${index}`, title))));
          const kept: string[] = [];
          for await (const { title } of spool.cases()) kept.unshift(title);
          await spool.close();
          expect(kept).toEqual(titles);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps a thousand that come at the same moment', async () => {
    const spool = await Spool.open(folder);
    const text = 'x'.repeat(5000);
    await Promise.all(Array.from({ length: 1000 }, (_, index) => spool.add(index, result(`${index}`, text))));
    expect(await read(spool)).toEqual(Array.from({ length: 1000 }, (_, index) => `${index}`));
    await spool.close();
  });

  it('makes its folder, and leaves nothing behind in it', async () => {
    const deep = join(folder, 'reports', 'out');
    const spool = await Spool.open(deep);
    await spool.add(0, result('a'));
    expect(await readdir(deep)).toHaveLength(1);
    await spool.close();
    await expect(readdir(deep)).rejects.toThrow('ENOENT');
  });

  it('is empty when nothing came', async () => {
    const spool = await Spool.open(folder);
    expect(await read(spool)).toEqual([]);
    await spool.close();
  });

  it('tells before anything is run that the folder cannot be used', async () => {
    await writeFile(join(folder, 'file'), '');
    const inPlace = await Spool.open(join(folder, 'file')).catch((error: unknown) => error);
    expect(inPlace).toBeInstanceOf(JitmusError);
    expect(inPlace).toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      at: join(folder, 'file'),
      message: 'A file stands where the folder should be.',
      hint: 'Name another folder with --output.',
    });
    await expect(Spool.open(join(folder, 'file', 'below'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  it('tells when a case cannot be written any more', async () => {
    const spool = await Spool.open(folder);
    await spool.close();
    await expect(spool.add(0, result('a'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', at: folder });
  });
});

describe('what a run leaves that is killed', () => {
  const head = { complete: false, missing: ['a', 'b', 'c'], errors: [] } as unknown as ReportHead;

  it('is the report of what it had finished', async () => {
    const spool = await Spool.open(folder);
    await spool.begin(head);
    await Promise.all([spool.add(2, result('c')), spool.add(0, result('a', 'ü\n'))]);
    const [path = '', ...others] = await spoolsIn(folder);
    expect(others).toEqual([]);
    const whole = await readFile(path);
    expect(await reportOfSpool(path)).toEqual({ ...head, missing: ['b'], cases: [result('c'), result('a', 'ü\n')] });
    for (const [cut, cases] of [
      [1, 1],
      [whole.length - whole.indexOf('\n') - 1, 0],
    ] as const) {
      await writeFile(path, whole.subarray(0, whole.length - cut));
      expect((await reportOfSpool(path))?.cases).toHaveLength(cases);
    }
    await writeFile(path, whole.subarray(0, 5));
    expect(await reportOfSpool(path)).toBeNull();
    await spool.close();
  });

  it('stays where nothing else tells of it, unless nothing was finished', async () => {
    const empty = await Spool.open(folder);
    await empty.begin(head);
    await empty.close({ keep: true });
    expect(await spoolsIn(folder)).toEqual([]);
    const spool = await Spool.open(folder);
    await spool.begin(head);
    await spool.add(0, result('a'));
    await spool.close({ keep: true });
    expect(await spoolsIn(folder)).toHaveLength(1);
  });
});

describe('why a folder cannot be used', () => {
  it.each([
    ['EACCES', /permission/],
    ['EROFS', /read-only/],
    ['ENOSPC', /full/],
    ['EMFILE', /^too many$/],
  ])('is said in words (%s)', (code, words) => {
    expect(unwritable('/out', Object.assign(new Error('too many'), { code })).message).toMatch(words);
  });
});
