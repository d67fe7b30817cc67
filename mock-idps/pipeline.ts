import { isDeepStrictEqual } from 'node:util';
import type { SamlFaultContext } from './fault.ts';
import type { resolveFault } from './fault-list.ts';
import { IdpError } from './idp-error.ts';
import type { SamlDraft } from './saml/draft.ts';
import type { DeliveryPlan } from './saml/delivery.ts';
import type { XmlElement } from './saml/xml.ts';

export type PlannedFault = ReturnType<typeof resolveFault>;

/** The tools of one sign-in; what the draft is at the moment is added by the pipeline. */
export type Tools = Omit<SamlFaultContext, 'draft'>;

/** How the message goes from one form into the next. */
export interface Steps {
  elements(draft: SamlDraft): XmlElement;
  sign(response: XmlElement, draft: SamlDraft): Promise<XmlElement>;
  write(response: XmlElement, draft: SamlDraft): string;
  deliveries(xml: string): readonly DeliveryPlan[];
}

export interface Finished {
  readonly draft: SamlDraft;
  readonly xml: string;
  readonly deliveries: readonly DeliveryPlan[];
}

/** The whole way of a message; each form of it passes the faults that are meant for that form. */
export async function pipeline(
  genuine: SamlDraft,
  faults: readonly PlannedFault[],
  steps: Steps,
  tools: Tools,
): Promise<Finished> {
  const draft = run(faults, genuine, (before, { fault, options }) =>
    fault.stage === 'draft' && !fault.on ? fault.apply(before, options, { ...tools, draft: before }) : undefined,
  );
  const context: SamlFaultContext = { ...tools, draft };
  const unsigned = run(faults, steps.elements(draft), (before, { fault, options }) =>
    fault.stage === 'draft' && fault.on ? fault.apply(before, options, context) : undefined,
  );
  const signed = run(faults, await steps.sign(unsigned, draft), (before, { fault, options }) =>
    fault.stage === 'wire' && fault.on ? fault.apply(before, options, context) : undefined,
  );
  const xml = run(faults, steps.write(signed, draft), (before, { fault, options }) =>
    fault.stage === 'wire' && !fault.on ? fault.apply(before, options, context) : undefined,
  );
  const deliveries = run(faults, steps.deliveries(xml), (before, { fault, options }) =>
    fault.stage === 'delivery' ? fault.apply(before, options, context) : undefined,
  );
  return { draft, xml, deliveries };
}

/** The faults of one form in their order. One that changes nothing would be judged as if it had been sent. */
function run<T>(
  faults: readonly PlannedFault[],
  artefact: T,
  apply: (artefact: T, fault: PlannedFault) => T | undefined,
): T {
  return faults.reduce((before, planned) => {
    const after = fitting(planned, () => apply(before, planned));
    if (after === undefined) return before;
    if (!isDeepStrictEqual(after, before)) return after;
    throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${planned.fault.id}" changes nothing in this message.`);
  }, artefact);
}

/** What a fault looks for and does not find is no mistake of the mock's. */
function fitting<T>({ fault }: PlannedFault, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new IdpError(
      'FAULT_DOES_NOT_FIT',
      `The fault "${fault.id}" finds no place in this message. ${error.message}`,
    );
  }
}
