import { isDeepStrictEqual } from 'node:util';
import type { SamlFaultContext } from './fault.ts';
import type { resolveFault } from './fault-list.ts';
import { IdpError } from './idp-error.ts';
import type { SamlDraft } from './saml/draft.ts';
import type { DeliveryPlan } from './saml/respond.ts';

export type PlannedFault = ReturnType<typeof resolveFault>;

/** The tools of one sign-in; what the draft is at the moment is added by the pipeline. */
export type Tools = Omit<SamlFaultContext, 'draft'>;

export interface Finished {
  readonly draft: SamlDraft;
  readonly xml: string;
  readonly deliveries: readonly DeliveryPlan[];
}

/** The whole way of a message: genuine draft → draft faults → signing → wire faults → deliveries → delivery faults. */
export async function pipeline(
  genuine: SamlDraft,
  deliveries: readonly DeliveryPlan[],
  faults: readonly PlannedFault[],
  write: (draft: SamlDraft) => Promise<string>,
  tools: Tools,
): Promise<Finished> {
  const draft = run(faults, genuine, (artefact, { fault, options }) =>
    fault.stage === 'draft' ? fault.apply(artefact, options, { ...tools, draft: artefact }) : undefined,
  );
  const context: SamlFaultContext = { ...tools, draft };
  return {
    draft,
    xml: run(faults, await write(draft), (artefact, { fault, options }) =>
      fault.stage === 'wire' ? fault.apply(artefact, options, context) : undefined,
    ),
    deliveries: run(faults, deliveries, (artefact, { fault, options }) =>
      fault.stage === 'delivery' ? fault.apply(artefact, options, context) : undefined,
    ),
  };
}

/** The faults of one stage in their order. A fault that changes nothing would be judged as if it had been sent. */
function run<T>(
  faults: readonly PlannedFault[],
  artefact: T,
  apply: (artefact: T, fault: PlannedFault) => T | undefined,
): T {
  return faults.reduce((before, planned) => {
    const after = apply(before, planned);
    if (after === undefined) return before;
    if (!isDeepStrictEqual(after, before)) return after;
    throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${planned.fault.id}" changes nothing in this message.`);
  }, artefact);
}
