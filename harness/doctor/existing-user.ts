import type { Vendor } from '../../mock-idps/index.ts';
import { Cast } from '../cast.ts';
import { plain } from '../control-sign-in.ts';
import { makeExistingUser } from '../existing-user.ts';
import { CannotPrepare } from '../methods.ts';
import type { World } from '../world.ts';
import { fine, trouble, type Outcome } from './outcome.ts';

/** Whether an account can be made as an owner makes one, and is read back. */
export async function existingUserOutcome(world: World, vendor: Vendor): Promise<Outcome> {
  const people = new Map([['person', plain]]);
  const person = new Cast(world.idps, vendor, 'doctor/existing user', people, world.target.domain).get('person');
  const account = { email: person.email ?? person.upn, name: 'An existing user', role: 'member', groups: [] };
  try {
    await makeExistingUser(world, { ...account, disabled: false });
  } catch (error) {
    if (!(error instanceof CannotPrepare)) throw error;
    return trouble(
      error.message,
      'The address, the headers or the body of accountsAdmin.create is wrong, or the account is read back elsewhere.',
      'Mend accountsAdmin.create; placeholders are {email} {name} {role} {groups} {disabled}.',
    );
  }
  const readBack = world.target.lacks.has('accounts') ? 'whether it is there cannot be read' : 'and is read back';
  return fine(`is made by accountsAdmin.create, ${readBack}`);
}

/** Whether the application's groups can be read. */
export async function groupsOutcome({ running, nonce }: World): Promise<Outcome> {
  const reading = await running.observe.groups?.([`jitmus ${nonce}`]);
  if (!reading) throw new Error('The target file does not say how to read groups.');
  if ('problem' in reading)
    return trouble(
      reading.problem,
      'The address, its headers or a pointer of observe.groups is wrong.',
      'Mend observe.groups.',
    );
  return fine('can be read (observe.groups)');
}
