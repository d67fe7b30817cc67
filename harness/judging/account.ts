import { accountReading, attempts, wasKnown, type Attempt } from '../attempt.ts';
import type { Account, CaseLog, Observation } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import { accountChanges } from './account-changes.ts';
import { reasonsToRefuse } from './reasons.ts';
import { mustBeSignedIn } from './signed-in.ts';

/** Sign-ins of people who had no account, through the JIT login URL, that nothing speaks against. */
export function firstSignIns(log: CaseLog): Attempt[] {
  return attempts(log).filter(
    (attempt) => attempt.facts.through === 'jit-url' && !wasKnown(attempt) && mayComeIn(attempt, log),
  );
}

/** Sign-ins of people who had an account, that nothing speaks against. Whether another subject may have the address is left open. */
export function laterSignIns(log: CaseLog): Attempt[] {
  return attempts(log).filter(
    (attempt) => wasKnown(attempt) && !attempt.facts.changed.includes('subject') && mayComeIn(attempt, log),
  );
}

const mayComeIn = (attempt: Attempt, log: CaseLog) => reasonsToRefuse(attempt, log).length === 0;

/** The accounts that a first sign-in made, with the readings that show it. */
export interface MadeAccount {
  before: Observation<'target.account'>;
  reading: Observation<'target.account'>;
  /** How many there are of the address. At least 1. */
  count: number;
  /** Group values of the first; null where they cannot be read. */
  groups: readonly string[] | null;
}

type Made = MadeAccount | { missing: Finding };

/** What a first sign-in made. Fails where that is nothing though the sign-in took its way. */
export function accountMade(attempt: Attempt): Made {
  const before = accountReading(attempt, 'before');
  const reading = accountReading(attempt, 'after');
  if (!before || !reading) return { missing: unread(attempt) };
  const { accounts, email } = reading.data;
  if (accounts[0]) return { before, reading, count: accounts.length, groups: accounts[0].groups };
  const signedIn = mustBeSignedIn(attempt);
  if (signedIn.status === 'blocked') return { missing: signedIn };
  const actual = { expected: 'an account', actual: 'none' };
  return { missing: fail(`There is no account of ${email} after the sign-in.`, actual, reading) };
}

/** The same for rules about what an account holds: where there is none they say nothing. */
export function storedAccount(attempt: Attempt): Made {
  const made = accountMade(attempt);
  return 'missing' in made ? { missing: blocked(made.missing.because, ...made.missing.evidence) } : made;
}

/** The person's account is after the sign-in what it was before. */
export function unchanged(attempt: Attempt): Finding {
  const before = accountReading(attempt, 'before');
  const after = accountReading(attempt, 'after');
  if (!before || !after) return unread(attempt);
  if (before.data.accounts.length === 0) return blocked('There was no account before.', before);
  const further = furtherAccount(attempt);
  if (further && before.data.accounts.every((account) => isAmong(account, after.data.accounts)))
    return blocked(
      `The account that was there is as it was, but the person came in by another: ${FURTHER}`,
      before,
      further,
    );
  const changes = accountChanges(fieldsOf(before), fieldsOf(after));
  if (changes.length === 0) return pass('The account is the same after the sign-in.', before, after);
  const list = (side: 'was' | 'is') => changes.map((change) => `${change.path}: ${change[side]}`).join(', ');
  return fail('The account was changed by the sign-in.', { expected: list('was'), actual: list('is') }, before, after);
}

export const FURTHER = 'there is a further account of the address now, and whose session it is cannot be told.';

/** The reading that shows more accounts of the person's address than there were before. */
export function furtherAccount(attempt: Attempt): Observation<'target.account'> | undefined {
  const [before, after] = [accountReading(attempt, 'before'), accountReading(attempt, 'after')];
  return before && after && after.data.accounts.length > before.data.accounts.length ? after : undefined;
}

const isAmong = ({ fields }: Account, accounts: readonly Account[]) =>
  accounts.some((other) => accountChanges(fields, other.fields).length === 0);

/** Everything that was read back: of one account its fields, of several a list. */
function fieldsOf({ data: { accounts } }: Observation<'target.account'>): unknown {
  const fields = accounts.map((account) => account.fields);
  return fields.length === 1 ? fields[0] : { accounts: fields };
}

function unread({ unreadable, started }: Attempt): Finding {
  const problem = unreadable.find(({ data }) => data.what.startsWith('account'));
  const because = `The account could not be read before and after${problem ? `: ${problem.data.because}` : '.'}`;
  return blocked(because, problem ?? started);
}
