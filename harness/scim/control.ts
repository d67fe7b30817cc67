import { Cast } from '../cast.ts';
import type { ControlResult } from '../controls.ts';
import { LogWriter } from '../log-writer.ts';
import { CannotPrepare } from '../methods.ts';
import type { PersonaEntry } from '../scenario.ts';
import type { World } from '../world.ts';
import { ScimDesk } from './desk.ts';

const plain: PersonaEntry = { name: 'loner', says: '', spec: { groups: 0 }, lookalikeOf: null };

/**
 * Makes somebody new over SCIM and reads them back: beside it a refusal means something. `n` keeps people apart; `log`: where
 * what is seen is written down.
 */
export async function performScimControl(
  world: World,
  n: number,
  log = new LogWriter(world.redactor.child(), world.clock, () => ''),
): Promise<ControlResult> {
  const key = `control/scim/${n}`;
  const cast = new Cast(world.idps, 'other', key, new Map([['person', plain]]), world.target.domain);
  let desk: ScimDesk | null = null;
  try {
    desk = new ScimDesk(world, log, cast, key);
    await desk.call({ method: 'POST', path: '/Users', user: 'person', keep: 'ada' });
    const made = log.log.last('scim.call')?.data;
    const reading = log.log.last('scim.reading')?.data;
    if (reading?.resource) return { status: 'accepted', because: 'A user was made over SCIM and read back.' };
    if (made?.answer == null) return { status: 'unclear', because: `No user could be made: ${made?.failure ?? ''}.` };
    if (made.answer.status >= 500)
      return { status: 'unclear', because: `Making a user was answered with ${made.answer.status}.` };
    const because = reading
      ? `A user was made, and reading them was answered with ${reading.status ?? 'nothing'}.`
      : `Making a user was refused too: ${made.answer.status} ${made.answer.text}`;
    return { status: 'refused', because };
  } catch (error) {
    if (error instanceof CannotPrepare) return { status: 'unclear', because: error.message };
    throw error;
  } finally {
    await desk?.close();
  }
}
