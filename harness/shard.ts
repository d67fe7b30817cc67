import { createHash } from 'node:crypto';
import { JitmusError } from './errors.ts';

/** One part of a run that many machines share. */
export interface Shard {
  /** From 1. */
  index: number;
  of: number;
}

const FORM = 'It takes <i>/<n>, auto, or auto/<n>.';

/**
 * Reads `--shard`. `auto` takes CI_NODE_INDEX (GitLab, from 1) or JOB_COMPLETION_INDEX (an indexed Job of Kubernetes, from 0)
 * and CI_NODE_TOTAL, in whose place `auto/<n>` gives the number. Throws USAGE.
 */
export function parseShard(text: string, env: NodeJS.ProcessEnv): Shard {
  const [first, second, ...more] = text.split('/');
  if (more.length > 0) throw usage(FORM);
  if (first !== 'auto') return checked(whole(first, FORM), whole(second, FORM));
  const { CI_NODE_INDEX, JOB_COMPLETION_INDEX, CI_NODE_TOTAL } = env;
  if (CI_NODE_INDEX === undefined && JOB_COMPLETION_INDEX === undefined)
    throw usage('Neither CI_NODE_INDEX nor JOB_COMPLETION_INDEX is set, so there is nothing to take it from.');
  const index =
    CI_NODE_INDEX === undefined
      ? whole(JOB_COMPLETION_INDEX, 'JOB_COMPLETION_INDEX is no whole number.') + 1
      : whole(CI_NODE_INDEX, 'CI_NODE_INDEX is no whole number.');
  return checked(index, whole(second ?? CI_NODE_TOTAL, 'CI_NODE_TOTAL is no whole number: say auto/<n>.'));
}

function checked(index: number, of: number): Shard {
  if (index >= 1 && index <= of) return { index, of };
  throw usage(`There is no part ${index} of ${of}.`);
}

function whole(text: string | undefined, otherwise: string): number {
  if (text !== undefined && /^\d{1,6}$/.test(text)) return Number(text);
  throw usage(otherwise);
}

const usage = (message: string) => new JitmusError('USAGE', message, { at: '--shard' });

/**
 * The places of the cases that this shard runs, in their order. Every shard of the same cases gets as many as any other, give
 * or take one, and neighbours, which often take equally long, are spread.
 */
export function placesOf(ids: readonly string[], { index, of }: Shard): number[] {
  return ids
    .map((id, place) => ({ place, key: createHash('sha256').update(id).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .filter((_, nth) => nth % of === index - 1)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
}
