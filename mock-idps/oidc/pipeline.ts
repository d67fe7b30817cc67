import { isDeepStrictEqual } from 'node:util';
import { IdpError } from '../idp-error.ts';
import type { ResponsePlan } from './delivery.ts';
import type { IdTokenDraft } from './draft.ts';
import type { JsonAnswer, OidcFaultContext, PlannedOidcFault, ResponseFaultContext } from './fault.ts';
import { written } from './issue.ts';

/** A trip, and whether it is the one that the vendor would have made. */
export interface PlannedResponse extends ResponsePlan {
  readonly genuine: boolean;
}

export interface FinishedToken {
  readonly draft: IdTokenDraft;
  readonly token: string;
}

/** The whole way of an ID token: what it says, signed, as text; each form passes the faults that are meant for that form. */
export function idTokenPipeline(
  genuine: IdTokenDraft,
  faults: readonly PlannedOidcFault[],
  tools: Omit<OidcFaultContext, 'draft'>,
): FinishedToken {
  const draft = run(faults, genuine, (before, { fault, options }) =>
    fault.stage === 'draft' ? fault.apply(before, options, { ...tools, draft: before }) : undefined,
  );
  const token = run(faults, written(draft), (before, { fault, options }) =>
    fault.stage === 'wire' ? fault.apply(before, options, { ...tools, draft }) : undefined,
  );
  return { draft, token };
}

/** The trips of an authorization response. */
export function responsePipeline(
  genuine: ResponsePlan,
  faults: readonly PlannedOidcFault[],
  context: ResponseFaultContext,
): readonly PlannedResponse[] {
  const plans = run<readonly ResponsePlan[]>(faults, [genuine], (before, { fault, options }) =>
    fault.stage === 'delivery' && !fault.on ? fault.apply(before, options, context) : undefined,
  );
  return plans.map((plan, index) => ({ ...plan, genuine: index === 0 && isDeepStrictEqual(plan, genuine) }));
}

/** An answer of the token endpoint, or of userinfo. */
export function answerPipeline(
  at: 'token' | 'userinfo',
  genuine: JsonAnswer,
  faults: readonly PlannedOidcFault[],
  context: ResponseFaultContext,
): JsonAnswer {
  return run(faults, genuine, (before, { fault, options }) =>
    fault.stage === 'delivery' && fault.on === at ? fault.apply(before, options, context) : undefined,
  );
}

/** The faults of one form in their order. One that changes nothing would be judged as if it had been sent. */
function run<T>(
  faults: readonly PlannedOidcFault[],
  artefact: T,
  apply: (artefact: T, fault: PlannedOidcFault) => T | undefined,
): T {
  return faults.reduce((before, planned) => {
    const after = fitting(planned, () => apply(before, planned));
    if (after === undefined) return before;
    if (!isDeepStrictEqual(after, before)) return after;
    throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${planned.fault.id}" changes nothing in this sign-in.`);
  }, artefact);
}

/** What a fault looks for and does not find is no mistake of the mock's. */
function fitting<T>({ fault }: PlannedOidcFault, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new IdpError(
      'FAULT_DOES_NOT_FIT',
      `The fault "${fault.id}" finds no place in this sign-in. ${error.message}`,
    );
  }
}
