import type { SamlFaultContext } from './fault.ts';
import type { resolveFault } from './fault-list.ts';
import { runFaults } from './run-faults.ts';
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
  const draft = runFaults('message', faults, genuine, (before, { fault, options }) =>
    fault.stage === 'draft' && !fault.on ? fault.apply(before, options, { ...tools, draft: before }) : undefined,
  );
  const context: SamlFaultContext = { ...tools, draft };
  const unsigned = runFaults('message', faults, steps.elements(draft), (before, { fault, options }) =>
    fault.stage === 'draft' && fault.on ? fault.apply(before, options, context) : undefined,
  );
  const signed = runFaults('message', faults, await steps.sign(unsigned, draft), (before, { fault, options }) =>
    fault.stage === 'wire' && fault.on ? fault.apply(before, options, context) : undefined,
  );
  const xml = runFaults('message', faults, steps.write(signed, draft), (before, { fault, options }) =>
    fault.stage === 'wire' && !fault.on ? fault.apply(before, options, context) : undefined,
  );
  const deliveries = runFaults('message', faults, steps.deliveries(xml), (before, { fault, options }) =>
    fault.stage === 'delivery' ? fault.apply(before, options, context) : undefined,
  );
  return { draft, xml, deliveries };
}
