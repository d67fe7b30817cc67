import type { IdpEvent, Refused } from '../mock-idps/index.ts';
import { JitmusError } from '../harness/errors.ts';
import type { Visit } from './browser.ts';
import { faults as known, type FaultId } from './fault.ts';

/**
 * A fault that the application was not given shows nothing: a refusal after it would be a wrong green.
 *
 * @throws JitmusError `FAULT_NOT_GIVEN`
 */
export function checkGiven(
  faults: readonly string[],
  events: readonly IdpEvent[],
  { url, status, text }: Pick<Visit, 'url' | 'status' | 'text'>,
): void {
  const missing = notGiven(faults, events);
  if (missing.length === 0) return;
  const refused = refusalIn(events);
  throw new JitmusError(
    'FAULT_NOT_GIVEN',
    `The application was not given ${missing.join(', ')}, so this shows nothing.`,
    {
      at: url,
      hint: refused
        ? `The identity provider refused: ${refused.code}. ${refused.says}`
        : `The browser came to rest there with status ${status ?? 'none'}: ${text.slice(0, 200)}`,
    },
  );
}

export const notGiven = (faults: readonly string[], events: readonly IdpEvent[]): readonly string[] =>
  faults.filter((id) => !wasGiven(id, events));

export const refusalIn = (events: readonly IdpEvent[]): Refused | null =>
  events.findLast((event) => event.kind === 'refused') ?? null;

/** Over OpenID Connect the application has to fetch what is broken, and to have sent what comes back wrong. */
function wasGiven(id: string, events: readonly IdpEvent[]): boolean {
  if (id.startsWith('saml/')) return events.some((event) => event.kind === 'emitted' && event.faults.includes(id));
  const { stage, answer, returned } = known[id as FaultId];
  if (answer) return events.some((event) => event.kind === 'back-channel' && event.faults.includes(id));
  const sent = events.some((event) => event.kind === 'authorization-request' && returned && event.parameters[returned]);
  if (returned && !sent) return false;
  if (stage === 'delivery') return events.some(({ kind }) => kind === 'authorization-response');
  return events.some((event) => event.kind === 'claims' && event.through !== 'userinfo');
}
