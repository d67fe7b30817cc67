import { isDeepStrictEqual } from 'node:util';
import { runFaults } from '../run-faults.ts';
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
export async function idTokenPipeline(
  genuine: IdTokenDraft,
  faults: readonly PlannedOidcFault[],
  tools: Omit<OidcFaultContext, 'draft'>,
): Promise<FinishedToken> {
  const draft = runFaults('sign-in', faults, genuine, (before, { fault, options }) =>
    fault.stage === 'draft' && (fault.channel ?? tools.channel) === tools.channel
      ? fault.apply(before, options, { ...tools, draft: before })
      : undefined,
  );
  const token = runFaults('sign-in', faults, await written(draft), (before, { fault, options }) =>
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
  const plans = runFaults<PlannedOidcFault, readonly ResponsePlan[]>(
    'sign-in',
    faults,
    [genuine],
    (before, { fault, options }) =>
      fault.stage === 'delivery' && !fault.on ? fault.apply(before, options, context) : undefined,
  );
  return plans.map((plan, index) => ({ ...plan, genuine: index === 0 && isDeepStrictEqual(plan, genuine) }));
}

/** An answer of the token endpoint or of userinfo, or a discovery document. */
export function answerPipeline(
  at: 'token' | 'userinfo' | 'discovery',
  genuine: JsonAnswer,
  faults: readonly PlannedOidcFault[],
  context: ResponseFaultContext,
): JsonAnswer {
  return runFaults('sign-in', faults, genuine, (before, { fault, options }) =>
    fault.stage === 'delivery' && fault.on === at ? fault.apply(before, options, context) : undefined,
  );
}
