import type { LoadResult } from './load.ts';

const ROUNDS = 5;

/**
 * For each contender the round of median speed, after one round that nobody looks at. Rounds take turns, so that a passing
 * disturbance meets all alike.
 */
export async function medianRounds<Contender extends { name: string }, Result extends LoadResult>(
  contenders: readonly Contender[],
  round: (contender: Contender, count: number) => Promise<Result>,
  { warmUp, count }: { warmUp: number; count: number },
): Promise<Result[]> {
  const good = async (contender: Contender, tasks: number) => {
    const result = await round(contender, tasks);
    if (result.failures) throw new Error(`${contender.name}: ${result.failures} of ${result.tasks} failed.`);
    return result;
  };
  for (const contender of contenders) await good(contender, warmUp);
  const found = contenders.map((): Result[] => []);
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const [index, contender] of contenders.entries()) found[index]?.push(await good(contender, count));
  return found.map(middle);
}

function middle<Result extends LoadResult>(results: readonly Result[]): Result {
  const found = results.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(results.length / 2)];
  if (!found) throw new Error('Nothing was measured.');
  return found;
}
