import type { Observation } from '../../report.ts';
import { CASES_PER_CHUNK, evidenceId } from '../document.ts';
import { unpacked } from './packed.ts';

const opened = new Map<number, Promise<Observation[][]>>();

/**
 * The observations of the case at that place of the report.
 * @throws {Error} when the file was cut short and no longer holds them.
 */
export async function observationsOf(index: number): Promise<Observation[]> {
  const n = Math.floor(index / CASES_PER_CHUNK);
  const block = opened.get(n) ?? open(n);
  opened.set(n, block);
  const observations = (await block)[index % CASES_PER_CHUNK];
  if (!observations) throw new Error('The file holds no evidence of this case.');
  return observations;
}

async function open(n: number): Promise<Observation[][]> {
  await documentRead();
  return (await unpacked(evidenceId(n))) as Observation[][];
}

/** The page starts before the browser has read the evidence, which stands behind it. */
function documentRead(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}
