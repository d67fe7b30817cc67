import { fine, note, trouble, type Outcome } from './outcome.ts';
import type { SignInSeen } from './seen.ts';

/** Whether the account of who signed in is read back. */
export function accountOutcome({ log }: Pick<SignInSeen, 'log'>, lacking: string | undefined): Outcome {
  if (lacking !== undefined) return note(`not read back: ${lacking}`);
  const problem = log.all('target.unreadable').find(({ data }) => data.what.startsWith('account'));
  if (problem)
    return trouble(
      `Accounts cannot be read: ${problem.data.because}`,
      'The address, its headers or a pointer of observe.account is wrong.',
      'Mend observe.account.',
    );
  const readings = log.all('target.account').filter(({ data }) => data.person === 'person');
  const [before, after] = (['before', 'after'] as const).map(
    (when) => readings.find(({ data }) => data.when === when)?.data,
  );
  if (!after || !before)
    return trouble('No account was asked for.', 'The sign-in ended before.', 'Look at the steps before.');
  if (after.accounts.length === 0)
    return trouble(
      `${after.email} is signed in, and no account of that address is read back.`,
      'observe.account.item points elsewhere, the address is looked up in another field, or the application keeps no account.',
      'Mend observe.account: ask it by hand for an address that has an account. Where there are no accounts, say so: lacks: { accounts: … }.',
    );
  const groups = after.accounts[0]?.groups;
  const read = groups === null || groups === undefined ? 'groups are not read' : `groups are read (${groups.length})`;
  const made = before.accounts.length === 0 ? 'made by the sign-in' : 'there before';
  const all = after.complete ? '' : '; what else is stored is judged with "complete: true" alone';
  return fine(
    `${after.accounts.length === 1 ? '1 account' : `${after.accounts.length} accounts`} of ${after.email}, ${made}; ${read}${all}`,
  );
}
