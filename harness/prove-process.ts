import { allDefects } from './defects.ts';
import { JitmusError } from './errors.ts';
import { planCases } from './plan.ts';
import { proveDefect, type DefectOptions, type Proof } from './prove-defect.ts';
import { loadScenarios } from './scenario.ts';
import { referenceTarget } from './targets/reference.ts';
import { vocabulary } from './vocabulary.ts';

/** One defect to prove, asked of a process of `jitmus prove`. */
export interface ProofOrder {
  defect: string;
  options: DefectOptions;
}

/** Its answer. */
export type ProofAnswer = { proof: Proof } | { problem: string };

// One of the processes of `jitmus prove`: defect after defect, so that what starting costs is paid once.
const known = await allDefects();
const { forms } = await loadScenarios(vocabulary());
const { cases } = planCases(forms, referenceTarget(), { patterns: [], idps: null, protocols: null });

process.on('message', (order: ProofOrder) => void answer(order).then((found) => process.send?.(found)));
process.send?.('ready');

async function answer({ defect: id, options }: ProofOrder): Promise<ProofAnswer> {
  try {
    const defect = known.find((each) => each.id === id);
    if (!defect) throw new JitmusError('DEFECT_UNKNOWN', `There is no defect "${id}".`);
    return { proof: await proveDefect(defect, cases, options) };
  } catch (error) {
    return { problem: error instanceof JitmusError ? error.describe() : String((error as Error).stack ?? error) };
  }
}
