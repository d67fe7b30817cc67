import { accountReading, type Attempt } from '../attempt.ts';
import type { Observation } from '../observation.ts';

/** Groups of the victim that the signer's account got in this sign-in: nobody but a forgery told of them. */
export function smuggledGroups(attempt: Attempt): { names: string[]; seen: Observation } | undefined {
  const theirs = new Set(attempt.facts.victim?.groups ?? []);
  const after = accountReading(attempt, 'after');
  if (!after) return undefined;
  const before = new Set(groupsIn(accountReading(attempt, 'before')));
  const names = groupsIn(after).filter((name) => theirs.has(name) && !before.has(name));
  return names.length ? { names, seen: after } : undefined;
}

const groupsIn = (reading: Observation<'target.account'> | undefined): string[] =>
  reading?.data.accounts.flatMap(({ groups }) => groups ?? []) ?? [];
