import { idSource } from '../ids.ts';
import type { Tools } from '../pipeline.ts';
import { responseProfiles } from '../profiles/responses.ts';
import type { SamlDraft } from './draft.ts';
import type { Shape } from './fit.ts';
import { genuineDraft, profileOf } from './genuine.ts';
import type { ResponseInput } from './respond.ts';
import { sealedResponse, unsignedResponse, wireForm, writtenAssertion, writtenSignature } from './message.ts';
import { signAtOnce } from './signing.ts';

/** How the vendor of a draft writes. */
export const styleOf = (draft: SamlDraft) => responseProfiles[draft.vendor].style;

/** The message without faults, and what faults may make of the same sign-in. Ids of the genuine message are drawn first. */
export function toolsFor(input: ResponseInput, shape: Shape) {
  const nextId = idSource(input);
  const newId = (): string => nextId(input.app.vendor);
  const genuine = genuineDraft({ ...input, newId }, input.key, shape);
  const victim = once(() => genuineDraft({ ...input, newId, person: given(input.victim) }, input.key, shape));
  const tools: Tools = {
    now: input.now,
    genuine,
    attackerKey: input.attackerKey,
    nextKey: () => given(input.nextKey),
    canary: (answer) => `${given(input.canaryUrl)}/${answer}`,
    newId,
    victim: () => ({ nameId: victim().nameId, attributes: victim().attributes }),
    other: once(() => otherDraft(input, shape, nextId)),
    // Ids follow from the order's key, and a genuine message draws these two first.
    earlier: () => {
      const earlierId = idSource({ ...input, orderKey: given(input.earlierKey) });
      return { responseId: earlierId(input.app.vendor), assertionId: earlierId(input.app.vendor) };
    },
    message: (draft) => {
      const style = styleOf(draft);
      return wireForm(signAtOnce(sealedResponse(unsignedResponse(draft, style), draft, style)), style);
    },
    assertion: (draft, options) => signAtOnce(writtenAssertion(draft, styleOf(draft), options)),
    response: (draft) => signAtOnce(sealedResponse(unsignedResponse(draft, styleOf(draft)), draft, styleOf(draft))),
    signature: (elements, draft, as) => signAtOnce(writtenSignature(elements, draft, styleOf(draft), as)),
  };
  return { genuine, tools, victim };
}

/** The same person and request at the other app, answered to its own service provider. */
function otherDraft(input: ResponseInput, shape: Shape, nextId: ReturnType<typeof idSource>): SamlDraft {
  const app = given(input.otherApp);
  const shapes: readonly Shape[] = profileOf(app.vendor).shapes;
  const sign = shapes.includes(shape) ? shape : (shapes[0] ?? shape);
  const request = input.request && { ...input.request, acsUrl: null, issuer: null };
  const signIn = { ...input, app, settings: app.settings, request, newId: () => nextId(app.vendor) };
  return genuineDraft(signIn, given(input.otherKey), sign);
}

/** The same value every time, made when first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('A fault used what it does not declare in "needs".');
  return value;
}
