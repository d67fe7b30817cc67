import { faultList, type FaultFacts } from '../mock-idps/index.ts';
import type { Rule } from './rule.ts';
import { all } from './rules/index.gen.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [...(all as readonly Rule[])].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What scenario files may name. */
export const vocabulary = (): { rules: readonly Rule[]; faults: readonly FaultFacts[] } => ({
  rules,
  faults: faultList(),
});
