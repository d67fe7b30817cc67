import { reached, type Attempt } from '../attempt.ts';
import type { CaseLog } from '../observation.ts';
import { blocked, fail, pass, type Finding, type Grade } from '../rule.ts';
import { each } from './each.ts';
import { unseenWitness } from './doubts.ts';
import { harmful, seenIn, told, type Entries } from './entries.ts';
import { outcome, type Outcome } from './outcome.ts';
import { reasonsToRefuse, refusesUnseen, type Ground, type Reason } from './reasons.ts';

/** The sign-in must end with nobody let in. `reasons`: what speaks against it, the first of which is told. */
export function mustBeRefused(attempt: Attempt, reasons: readonly Reason[], grade?: Grade): Finding {
  const [reason] = reasons;
  if (!reason) return blocked('Nothing speaks against letting this person in.', attempt.started);
  const result = refusal(attempt, reasons);
  if (result.kind === 'unclear')
    return blocked(`Whether it was refused cannot be told. ${result.because}`, ...result.witness);
  if (result.kind === 'refused') return pass(`Refused: ${reason.because}.`, ...result.witness);
  const forgedOnly = reasons.every(({ ground }) => ground === 'fault');
  const intruders = forgedOnly ? harmful(attempt, result.entries) : result.entries;
  if (!intruders) return harmless(attempt, result.entries);
  return fail(
    `Let in although ${reason.because}.`,
    { expected: 'no session and no account', actual: told(intruders), ...(grade ? { grade } : {}) },
    ...seenIn(intruders),
  );
}

function harmless(attempt: Attempt, entries: Entries): Finding {
  const unseen = unseenWitness(attempt);
  if (unseen) return blocked(`Whether only the signer got in cannot be told. ${unseen.because}`, ...seenIn(entries));
  return pass('Only the genuine signer got in, as somebody who may.', ...seenIn(entries));
}

/** As `outcome`, but a refusal counts only where what speaks against the sign-in was put to the application. */
export function refusal(attempt: Attempt, reasons: readonly Reason[]): Outcome {
  const result = outcome(attempt);
  if (result.kind !== 'refused' || refusesUnseen(reasons) || reached(attempt) || attempt.refusedByIdp) return result;
  const because = 'The application answered before it could hear from the IdP who comes.';
  return { kind: 'unclear', because, witness: result.witness };
}

/** Sign-ins that must be refused on one of these grounds. A refusal that something else explains as well shows nothing. */
export function refusedFor(
  list: readonly Attempt[],
  log: CaseLog,
  grounds: readonly Ground[],
  nothing: string,
  grade?: Grade,
): Finding {
  const meant = ({ ground }: Reason) => grounds.includes(ground);
  const concerned = list.filter((attempt) => reasonsToRefuse(attempt, log).some(meant));
  return each(concerned, nothing, (attempt) => {
    const reasons = reasonsToRefuse(attempt, log);
    const finding = mustBeRefused(attempt, reasons.filter(meant), grade);
    const other = reasons.find((reason) => !meant(reason));
    if (finding.status !== 'pass' || !other) return finding;
    return blocked(`It may have been refused because ${other.because}.`, ...finding.evidence);
  });
}
