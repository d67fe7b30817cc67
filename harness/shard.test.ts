import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseShard, placesOf } from './shard.ts';

describe('--shard', () => {
  test.each<[string, NodeJS.ProcessEnv, number, number]>([
    ['2/4', {}, 2, 4],
    ['2/4', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '9' }, 2, 4],
    ['auto', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '3' }, 1, 3],
    ['auto', { JOB_COMPLETION_INDEX: '0', CI_NODE_TOTAL: '3' }, 1, 3],
    ['auto/5', { JOB_COMPLETION_INDEX: '4' }, 5, 5],
    ['auto/5', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '9' }, 4, 5],
  ])('%s with %j', (text, env, index, of) => {
    expect(parseShard(text, env)).toEqual({ index, of });
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    ['0/4', {}, 'no part 0 of 4'],
    ['5/4', {}, 'no part 5 of 4'],
    ['1', {}, 'It takes'],
    ['1/2/3', {}, 'It takes'],
    ['a/b', {}, 'It takes'],
    ['-1/4', {}, 'It takes'],
    ['auto', {}, 'Neither CI_NODE_INDEX nor JOB_COMPLETION_INDEX'],
    ['auto', { CI_NODE_INDEX: '1' }, 'CI_NODE_TOTAL'],
    ['auto/2', { CI_NODE_INDEX: 'x' }, 'CI_NODE_INDEX is no whole number'],
    ['auto/2', { JOB_COMPLETION_INDEX: '2' }, 'no part 3 of 2'],
  ])('%s with %j is refused: %s', (text, env, because) => {
    expect(() => parseShard(text, env)).toThrow(because);
  });
});

const ids = fc.uniqueArray(fc.string(), { maxLength: 60 });

test('every case is in one shard, in order, and shards are equally large', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 8 }), (all, of) => {
      const shards = Array.from({ length: of }, (_, n) => placesOf(all, { index: n + 1, of }));
      for (const places of shards) expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(shards.flat().sort((a, b) => a - b)).toEqual(all.map((_, place) => place));
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the choice follows from the ids alone, whatever their order', () => {
  fc.assert(
    fc.property(ids, (all) => {
      const chosen = (list: readonly string[]) => placesOf(list, { index: 1, of: 3 }).map((place) => list[place]);
      expect(chosen(all.toReversed()).sort()).toEqual(chosen(all).sort());
    }),
  );
});
