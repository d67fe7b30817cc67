import { attempts, type Attempt } from '../attempt.ts';
import { outcome, seenIn, told, type Outcome } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml, type Evidence } from '../rule.ts';

const FAULT = 'saml/clock-edge';

export default defineRule({
  id: 'saml/clock-tolerance',
  level: 'MAY',
  says: 'A service provider MAY allow for clocks that are seconds or minutes apart; how far it does is told here, and that more is not let in where less is refused.',
  source: saml('core', '§2.5.1.2, §1.3.3, which leave it open'),
  passesOnRefusal: true,
  failsOnRefusal: true,
  judge(log) {
    const edges = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => id === FAULT));
    const results = edges.map((attempt) => ({ attempt, result: outcome(attempt) }));
    for (const { attempt, result } of results) {
      if (result.kind === 'unclear')
        return blocked(
          `Whether a message ${momentOf(attempt)} is let in cannot be told. ${result.because}`,
          ...result.witness,
        );
      if (result.kind === 'accepted' && result.entries.some(({ whose }) => whose !== 'signer'))
        return blocked(`Somebody else got in: ${told(result.entries)}.`, ...seenIn(result.entries));
    }
    const [first, ...others] = results.flatMap(({ result }) => evidenceOf(result));
    if (!first) return blocked(`No sign-in with ${FAULT} took place.`);
    // They come in the order in which they are off: ever later, or ever earlier.
    const refused = results.findIndex(({ result }) => result.kind === 'refused');
    const further = refused < 0 ? undefined : results.slice(refused).find(({ result }) => result.kind === 'accepted');
    const [nearer] = refused < 0 ? [] : results.slice(refused);
    const list = results
      .map(({ attempt, result }) => `${momentOf(attempt)}: ${result.kind === 'accepted' ? 'let in' : 'refused'}`)
      .join('; ');
    if (!further || !nearer) return pass(`Messages ${list}.`, first, ...others);
    return fail(
      `Messages ${list}.`,
      {
        expected: `what is sent ${momentOf(further.attempt)} is refused as well`,
        actual: `refused ${momentOf(nearer.attempt)}, let in ${momentOf(further.attempt)}`,
        grade: 'hygiene',
      },
      first,
      ...others,
    );
  },
});

const evidenceOf = (result: Outcome): Evidence | readonly [] =>
  result.kind === 'accepted' ? seenIn(result.entries) : result.kind === 'refused' ? result.witness : [];

/** `30 s after the end` */
function momentOf({ facts }: Attempt): string {
  const { seconds, edge } = facts.faults.find(({ id }) => id === FAULT)?.options ?? {};
  return `${String(seconds)} s ${String(edge).replaceAll('-', ' ')}`;
}
