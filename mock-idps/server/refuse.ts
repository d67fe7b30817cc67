import type { Arrival, Refusal } from '../saml/request-profile.ts';
import { postFields } from '../saml/delivery.ts';
import { writeStatus } from '../saml/status.ts';
import { idSource } from '../ids.ts';
import { errorPage } from './pages/error.ts';
import type { Page } from './pages/page.ts';
import { postForm } from './pages/post-form.ts';
import type { Runtime } from './runtime.ts';
import type { Visit } from './visit.ts';

/** Tells observers, and makes the page: the vendor's own, or the form that carries a failed status. */
export function refuse(
  runtime: Runtime,
  visit: Visit,
  ticket: string | null,
  refusal: Refusal,
  arrival?: Arrival,
): Page {
  const { vendor, request, relayState } = visit;
  const { status, code, says, mend, answer } = refusal;
  const event = {
    kind: 'refused',
    vendor,
    ticket,
    at: runtime.clock(),
    status,
    code,
    says: `${says} ${mend}`,
  } as const;
  if (!answer || vendor === 'other' || !arrival) {
    runtime.emit(event);
    return errorPage(refusal, {
      Issuer: request?.issuer ?? null,
      'ACS URL': request?.acsUrl ?? null,
      Destination: request?.destination ?? null,
      'Request ID': request?.id ?? null,
    });
  }
  const xml = writeStatus({
    vendor,
    id: idSource({ seed: runtime.seed, nonce: runtime.nonce, orderKey: `status ${ticket ?? visit.id}` })(vendor),
    now: arrival.now,
    issuer: arrival.app.entityId,
    inResponseTo: request?.id ?? null,
    answer,
  });
  runtime.emit({ ...event, status: 200, answered: { to: answer.to, xml } });
  return {
    ...postForm({ to: answer.to, method: 'POST', fields: postFields(xml, relayState) }),
    facts: { 'jitmus-code': code },
  };
}
