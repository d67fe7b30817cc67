import { isDeepStrictEqual } from 'node:util';
import { IdpError } from './idp-error.ts';

/**
 * The faults of one form in their order. One that changes nothing would be judged as if it had been sent. `within`: what is
 * broken, as messages call it.
 *
 * @throws IdpError `FAULT_DOES_NOT_FIT`
 */
export function runFaults<Planned extends { readonly fault: { readonly id: string } }, T>(
  within: 'message' | 'sign-in',
  faults: readonly Planned[],
  artefact: T,
  apply: (artefact: T, planned: Planned) => T | undefined,
): T {
  return faults.reduce((before, planned) => {
    const after = fitting(within, planned, () => apply(before, planned));
    if (after === undefined) return before;
    if (!isDeepStrictEqual(after, before)) return after;
    throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${planned.fault.id}" changes nothing in this ${within}.`);
  }, artefact);
}

/** What a fault looks for and does not find is no mistake of the mock's. */
function fitting<T>(within: string, { fault }: { readonly fault: { readonly id: string } }, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new IdpError(
      'FAULT_DOES_NOT_FIT',
      `The fault "${fault.id}" finds no place in this ${within}. ${error.message}`,
    );
  }
}
