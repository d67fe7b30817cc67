import { faultList, type FaultFacts, type FaultUse } from '../mock-idps/index.ts';
import type { FaultOptions } from './faults.gen.ts';

export type { FaultOptions };

/** Id of a fault of a sign-in. */
export type FaultId = keyof FaultOptions;

/** One named departure from what the vendor would send: what is known of it without running it. */
export interface Fault<Id extends FaultId = FaultId> extends Pick<
  FaultFacts,
  'stage' | 'summary' | 'source' | 'expect' | 'harm' | 'grade' | 'shapes' | 'flows' | 'answer' | 'returned' | 'needs'
> {
  readonly id: Id;
  /** Name of each option → its default; of a list the first. */
  readonly takes: FaultFacts['options'];
}

/** A fault as it is, or with other options than its defaults. */
export type FaultChoice =
  FaultId | { [Id in FaultId]: { readonly id: Id; readonly options?: FaultOptions[Id] } }[FaultId];

/** Every fault of a sign-in, by id. Each can be given to a sign-in as it is. */
export const faults: { readonly [Id in FaultId]: Fault<Id> } = Object.fromEntries(
  faultList()
    .filter(ofSignIn)
    .map(({ scope: _scope, message: _message, options, ...facts }) => [facts.id, { ...facts, takes: options }]),
) as never;

/** Those of a sign-out, and those of what an application fetches for everybody, have no place in one sign-in. */
export function ofSignIn({ message, scope, answer }: FaultFacts): boolean {
  return message === undefined && scope === 'sign-in' && answer !== 'discovery';
}

export function faultUses(choices: readonly FaultChoice[]): FaultUse[] {
  return choices.map((choice) => {
    if (typeof choice === 'string') return { id: choice };
    const { id, options } = choice;
    return { id, ...(options && { options: { ...options } }) };
  });
}

/** Somebody else has to be named, whoever signs in. */
export const needsVictim = ({ id }: FaultUse): boolean => faults[id as FaultId]?.needs?.includes('victim') === true;
