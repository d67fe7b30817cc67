import { CannotPrepare } from './methods.ts';
import type { NewAccount } from './targets/target.ts';
import type { World } from './world.ts';

/**
 * Makes an account as an owner does, and looks whether it is seen afterwards: where it is not, nothing that is missing
 * there later proves anything. Throws CannotPrepare.
 */
export async function makeExistingUser({ running, target }: World, account: NewAccount): Promise<void> {
  const { createAccount, observe } = running;
  if (!createAccount) {
    const withoutJit = target.lacks.has('jit')
      ? 'The application makes no accounts by itself (lacks: jit), and the'
      : 'The';
    throw new CannotPrepare(`${withoutJit} target file does not say how to make one (accountsAdmin.create).`);
  }
  const made = await createAccount(account);
  if ('problem' in made) throw new CannotPrepare(`The existing user could not be made: ${made.problem}`);
  if (target.lacks.has('accounts')) return;
  const reading = await observe.accounts(account.email);
  if ('problem' in reading || reading.value.accounts.length > 0) return;
  throw new CannotPrepare(
    `The existing user ${account.email} was made, and is not among the accounts that are read back.`,
  );
}
