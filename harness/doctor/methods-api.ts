import { CannotPrepare, type MethodSpec } from '../methods.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { MethodAct, MethodAnswer } from '../targets/target.ts';
import type { World } from '../world.ts';
import type { Checkup } from './checkup.ts';
import { fine, note, trouble, type Outcome, type Trouble } from './outcome.ts';
import { betterPointer } from './pointers.ts';

/** What is done to one SSO method, in an order in which each is possible, and to another one. */
const ACTS: readonly (MethodAct | 'update')[] = ['show', 'update', 'verify', 'disable', 'enable'];
const ACTS_ON_ANOTHER: readonly MethodAct[] = ['reject'];

/** Makes SSO methods through the application's admin API, and does everything to them that the target file describes. */
export async function checkMethodsApi(world: World, checkup: Checkup, spec: MethodSpec): Promise<void> {
  await checkMethod(world, checkup, spec, 'doctor', ACTS);
  if (ACTS_ON_ANOTHER.some((act) => world.running.methods?.can(act)))
    await checkMethod(world, checkup, spec, 'doctor 2', ACTS_ON_ANOTHER);
}

async function checkMethod(
  world: World,
  checkup: Checkup,
  spec: MethodSpec,
  name: string,
  acts: readonly (MethodAct | 'update')[],
): Promise<void> {
  const possible = acts.filter((act) => world.running.methods?.can(act));
  let id: string | null = null;
  const created = await checkup.step('create', async () => {
    const app = await world.methods.registration({ ...spec, exclusive: name });
    try {
      const answer = await world.methods.create(app, `${spec.vendor} ${spec.protocol} ${name}`, spec);
      id = answer.id;
      return createOutcome(answer);
    } catch (error) {
      if (!(error instanceof CannotPrepare)) throw error;
      return trouble(
        error.message,
        'A pointer of ssoMethods.create leads elsewhere.',
        'Compare it with what the call answers.',
      );
    }
  });
  if (!created || id === null) return checkup.untried(possible, 'no SSO method was made');
  for (const act of possible) await checkup.step(act, () => outcomeOf(world, act, id ?? ''));
}

function createOutcome(answer: MethodAnswer): Outcome {
  const refused = refusal('create', answer);
  if (refused) return refused;
  const { facts, id } = answer;
  if (id === null) {
    const instead = betterPointer(parsedJson(facts.text), (value) => typeof value === 'string' && value !== '');
    return trouble(
      `create answers ${facts.status}, and there is no id where ssoMethods.create.id points: ${facts.text}`,
      'The pointer leads elsewhere.',
      instead === null ? 'Let the call answer the id of what it made.' : `Texts stand at ${instead}.`,
    );
  }
  return fine(
    `answers ${facts.status}, with an id${facts.jitLoginUrl === null ? '' : ` and the JIT login URL ${facts.jitLoginUrl}`}`,
  );
}

async function outcomeOf({ methods }: World, act: MethodAct | 'update', id: string): Promise<Outcome> {
  if (act !== 'update') {
    const answer = await methods.act(id, act);
    return refusal(act, answer) ?? fine(`answers ${answer.facts.status}`);
  }
  const answer = await methods.update(id, false);
  const { accepted, status, text } = answer.facts;
  if (!accepted && status !== null && [400, 409, 422].includes(status))
    return note(
      `answers ${status}: ${text} That is sound where JIT cannot be changed; else mend ssoMethods.update.body`,
    );
  return refusal(act, answer) ?? fine(`answers ${status}: JIT is taken off`);
}

function refusal(act: string, { facts: { status, accepted, text } }: MethodAnswer): Trouble | null {
  if (accepted) return null;
  const call = `ssoMethods.${act}`;
  if (status === null) return trouble(`${act}: ${text}`, `Nothing answers at ${call}.url.`, 'Mend the address.');
  const [cause, mend] =
    status === 401 || status === 403
      ? [
          'The token in its headers is missing, wrong, or of somebody who may not do that.',
          `Mend ${call}.headers; those of create hold for the others too.`,
        ]
      : status === 404 || status === 405
        ? ['The address is mistyped, or takes another method.', `Mend ${call}.method and ${call}.url.`]
        : [
            'The application does not understand the body, or does not allow this now.',
            `Compare ${call}.body with what the application expects; idpTypes has its own words for {idp}.`,
          ];
  return trouble(`${act} answers ${status}: ${text}`, cause ?? '', mend ?? '');
}
