import type { SamlFaultContext } from '../fault.ts';
import type { XmlElement } from './xml.ts';

/** What the genuine assertion would say of the victim, under an ID of its own and without a signature. */
export const forgedAssertion = (context: SamlFaultContext, id = context.newId()): XmlElement =>
  context.assertion({ ...context.draft, ...context.victim(), assertionId: id }, { signed: false });
