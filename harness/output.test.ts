import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReportSource, ReportWriter } from '../reports/index.ts';
import { evidenceIn, pointLatest, writeReport } from './output.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'output-'))));
afterEach(() => rm(folder, { recursive: true }));

const source = {} as ReportSource;
const writer = (...pieces: (string | Error)[]): ReportWriter => ({
  id: 'text',
  file: 'report.txt',
  async *write() {
    for (const piece of pieces) {
      if (piece instanceof Error) throw piece;
      yield piece;
    }
  },
});

describe('writing a report', () => {
  it('writes every piece, and answers where it stands', async () => {
    const path = await writeReport(folder, writer('one ', '', 'two'), source);
    expect(path).toBe(join(folder, 'report.txt'));
    expect(await readFile(path, 'utf8')).toBe('one two');
    expect(await readdir(folder)).toEqual(['report.txt']);
  });

  it('replaces an earlier report', async () => {
    await writeReport(folder, writer('a long earlier report'), source);
    await writeReport(folder, writer('new'), source);
    expect(await readFile(join(folder, 'report.txt'), 'utf8')).toBe('new');
  });

  it('leaves an earlier report alone when the writer fails, and nothing half-written beside it', async () => {
    await writeReport(folder, writer('earlier'), source);
    await expect(writeReport(folder, writer('half', new Error('no page')), source)).rejects.toThrow('no page');
    expect(await readFile(join(folder, 'report.txt'), 'utf8')).toBe('earlier');
    expect(await readdir(folder)).toEqual(['report.txt']);
  });

  it('does not take a writer’s coded error for one of the disk', async () => {
    const own = Object.assign(new Error('The page is missing.'), { code: 'REPORT_PAGE_MISSING' });
    await expect(writeReport(folder, writer(own), source)).rejects.toBe(own);
  });

  it('tells when the folder cannot be written to', async () => {
    const missing = join(folder, 'missing');
    await expect(writeReport(missing, writer('x'), source)).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      at: missing,
    });
    await mkdir(join(folder, 'report.txt', 'below'), { recursive: true });
    await expect(writeReport(folder, writer('x'), source)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(await readdir(folder)).toEqual(['report.txt']);
  });
});

describe('the newest run', () => {
  const latest = () => join(folder, 'latest');

  it('is where the link beside it leads, by a way that can be moved', async () => {
    await mkdir(join(folder, 'run-1'));
    await mkdir(join(folder, 'run-2'));
    await pointLatest(join(folder, 'run-1'));
    expect(await readlink(latest())).toBe('run-1');
    await pointLatest(join(folder, 'run-2'));
    expect(await readlink(latest())).toBe('run-2');
    expect((await readdir(folder)).sort()).toEqual(['latest', 'run-1', 'run-2']);
  });

  it('has no link where something else has the name, which is left alone', async () => {
    await mkdir(join(folder, 'run-1'));
    await mkdir(latest());
    await writeFile(join(latest(), 'mine'), '');
    await pointLatest(join(folder, 'run-1'));
    expect((await lstat(latest())).isDirectory()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['latest', 'run-1']);
  });
});

describe('evidence too large for the report', () => {
  it('is kept beside it under a name that tells case and observation', async () => {
    const pending: Promise<unknown>[] = [];
    const store = evidenceIn(folder, pending)('jit/first-sign-in@entra.saml/../plus address');
    expect(store('o7', 'large')).toBe('evidence/jit-first-sign-in@entra.saml-..-plus-address-o7.txt');
    await Promise.all(pending);
    const path = join(folder, 'evidence/jit-first-sign-in@entra.saml-..-plus-address-o7.txt');
    expect(await readFile(path, 'utf8')).toBe('large');
  });

  it('that cannot be kept is told to whoever waits for it, and to nobody before', async () => {
    await writeFile(join(folder, 'evidence'), 'a file in its place');
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    const pending: Promise<unknown>[] = [];
    evidenceIn(folder, pending)('x@entra.saml')('o1', 'large');
    // The same attempt, begun later, has failed: by now the first one has as well.
    await expect(mkdir(join(folder, 'evidence'), { recursive: true })).rejects.toThrow();
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
    await expect(Promise.all(pending)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });
});
