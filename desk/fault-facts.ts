import { faultList, type FaultFacts, type FaultUse } from '../mock-idps/index.ts';

const facts: ReadonlyMap<string, FaultFacts> = new Map(faultList().map((fault) => [fault.id, fault]));

/** What is known of these faults, in their order. */
export const factsOf = (uses: readonly FaultUse[]): FaultFacts[] => uses.flatMap(({ id }) => facts.get(id) ?? []);

/** Whether one of these faults takes that. */
export const areNeeding = (uses: readonly FaultUse[], need: NonNullable<FaultFacts['needs']>[number]): boolean =>
  factsOf(uses).some(({ needs = [] }) => needs.includes(need));
