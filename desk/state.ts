import { toolVersion } from '../harness/package-root.ts';
import type { Imported, SignInInput, State } from './api/api.gen.ts';
import { shownApp } from './apps.ts';
import { DeskError } from './desk-error.ts';
import type { Desk } from './desk.ts';

/** Everything that is needed to have the same again. The SCIM tokens are secrets, and stand in it only when asked for. */
export function exported(desk: Desk, { secrets }: { secrets: boolean }): State {
  const { world, apps, people, signIns, connections } = desk;
  const { frozen, now, offsetMs } = world.clock.state;
  return {
    schemaVersion: 1,
    tool: { name: 'jitmus', version: toolVersion() },
    seed: world.seed,
    clock: frozen ? { frozen, now } : { frozen, offsetMs },
    network: [...world.network.faults],
    apps: apps.all.map((registered) => {
      const { setUp: _, shapes: __, startUrl: ___, keys: ____, nextStep: _____, ...facts } = shownApp(registered);
      const { signingKey, publishesNextKey } = registered.app;
      return { ...facts, signingKey: signingKey === 'b' ? 'b' : 'a', publishesNextKey };
    }),
    // Lookalikes are made anew with the forgery that needs them.
    people: people.kept
      .filter(({ spec }) => spec.domainSuffix === undefined)
      .map(({ spec, changes, ...facts }) => ({ ...facts, spec: { ...spec }, changes: [...changes] })),
    sticky: signIns.all
      .filter(({ input, state }) => input.times === 'every' && state !== 'ended')
      .map(({ id, input, person, victim }) => ({ id, order: pinned(input, person, victim) })),
    provisioning: connections.all.map(({ id, input: { app, baseUrl, token, settings, send } }) => ({
      ...{ id, app, baseUrl, token: secrets ? token : null },
      settings: { ...settings },
      send: send ?? 'at-once',
    })),
  };
}

/** The same people come again, but for a lookalike, who is made anew. */
function pinned(
  { as, ...input }: SignInInput,
  person: { id: string; spec: { domainSuffix?: string } },
  victim: { id: string } | null,
): SignInInput {
  const isLookalike = person.spec.domainSuffix !== undefined;
  return {
    ...input,
    ...(isLookalike ? as !== undefined && { as } : { person: person.id }),
    ...(victim && { victim: victim.id }),
  };
}

/**
 * Replaces everything at the desk by what the document holds. Where it holds what cannot be, everything stays as it was.
 *
 * @throws DeskError `STATE_OTHER_SEED`; all that making its parts throws
 */
export async function imported(desk: Desk, state: State): Promise<Imported> {
  const { seed } = desk.world;
  if (state.seed !== seed)
    throw new DeskError(
      'STATE_OTHER_SEED',
      `The document is of seed ${state.seed}, and these mocks run with ${seed}.`,
      {
        status: 409,
        at: '/seed',
        hint: `People follow from the seed: start with --seed ${state.seed}.`,
      },
    );
  const before = exported(desk, { secrets: true });
  try {
    return await fill(desk, state);
  } catch (error) {
    await fill(desk, before);
    throw error;
  }
}

async function fill(desk: Desk, state: State): Promise<Imported> {
  const { apps, people, signIns, connections, world } = desk;
  desk.clear();
  world.clock.set(state.clock);
  world.network.replace(state.network);
  for (const app of state.apps) await apps.restore(app);
  for (const somebody of state.people) people.restore(somebody);
  const leftOut: string[] = [];
  for (const { id, order } of state.sticky)
    if (order.earlier === undefined) signIns.order({ ...order, times: 'every' }, id);
    else leftOut.push(`The sign-in ${id} uses an earlier one again, which is not here.`);
  for (const { token, ...connection } of state.provisioning)
    if (token === null) leftOut.push(`The connection ${connection.id} has no token: it was redacted.`);
    else await connections.open({ ...connection, token }, connection.id);
  return {
    apps: apps.all.length,
    people: state.people.length,
    sticky: signIns.all.length,
    provisioning: connections.all.length,
    leftOut,
  };
}
