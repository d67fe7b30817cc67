import { judgedEnds, judgedSessions, type Attempt } from '../attempt.ts';
import type { Evidence } from '../rule.ts';
import { doubtOf, withoutTheFault, type Doubt } from './doubts.ts';
import { entriesOf, type Entries } from './entries.ts';

export type Outcome =
  /** Everybody who got in, by session and by account. */
  | { kind: 'accepted'; entries: Entries }
  /** Nobody got in, the application answered, and everything that could show otherwise was looked at. */
  | { kind: 'refused'; witness: Evidence }
  | ({ kind: 'unclear' } & Doubt);

/** Acceptance needs a witness, never an HTTP status; a refusal needs that every witness was asked. */
export function outcome(attempt: Attempt): Outcome {
  const unsent = withoutTheFault(attempt);
  if (unsent) return { kind: 'unclear', ...unsent };
  const [first, ...others] = entriesOf(attempt);
  if (first) return { kind: 'accepted', entries: [first, ...others] };
  const doubt = doubtOf(attempt);
  if (doubt) return { kind: 'unclear', ...doubt };
  const [head, ...tail] = [
    ...(attempt.refusedByIdp ? [attempt.refusedByIdp] : []),
    ...judgedEnds(attempt),
    ...judgedSessions(attempt),
    ...attempt.accountsAfter,
    ...(attempt.groupsAfter ? [attempt.groupsAfter] : []),
  ];
  return head
    ? { kind: 'refused', witness: [head, ...tail] }
    : { kind: 'unclear', because: 'Nothing was observed.', witness: [attempt.started] };
}
