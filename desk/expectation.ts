import type { FaultFacts, FaultUse, Person, Vendor } from '../mock-idps/index.ts';
import { factsOf } from './fault-facts.ts';
import type { Expectation } from './api/api.gen.ts';

/** What a sound application does about one fault, in a sentence. */
export function saysOf({ expect, harm }: FaultFacts): string {
  switch (expect) {
    case 'refuse':
      return harm === 'identity'
        ? 'A sound application does not let in whoever it claims to be. Letting in the genuine person is harmless.'
        : 'A sound application refuses it, and nobody gets in.';
    case 'accept':
      return 'A sound application lets the person in.';
    case 'defined':
      return 'The application defines what comes of it.';
  }
}

/** Most groups in an assertion of Entra ID (facts of the overage limit stand with its quirk). */
const MOST_GROUPS = 150;

/** What a sound application does in a sign-in. */
export function expectationOf(
  uses: readonly FaultUse[],
  { person, vendor, sendsGroups }: { person: Person; vendor: Vendor; sendsGroups: boolean },
): Expectation {
  const known = factsOf(uses);
  const because = known.map(({ id, expect, summary, grade, source }) => ({
    fault: id,
    expect,
    summary,
    grade,
    source,
  }));
  // The strictest decides: one that nobody may get in with, then any that is refused, then what is left open.
  const deciding =
    known.find(({ expect, harm }) => expect === 'refuse' && harm === 'check') ??
    known.find(({ expect }) => expect === 'refuse') ??
    known.find(({ expect }) => expect === 'defined') ??
    known[0];
  if (!person.assigned)
    return {
      answer: 'refuse',
      says: 'The person is not assigned: the identity provider itself lets nobody in, and the application is told nothing or an error.',
      because,
    };
  const also =
    vendor === 'entra' && sendsGroups && person.groups.length > MOST_GROUPS
      ? ` Entra ID sends a link in place of the ${person.groups.length} groups (over SAML from 151 on, in a token from 201 on), which is not an empty list.`
      : '';
  const says = deciding ? saysOf(deciding) : 'A sound application lets the person in.';
  return { answer: deciding?.expect ?? 'accept', says: says + also, because };
}

/** What a sound application does in a sign-out. */
export function signOutExpectation(uses: readonly FaultUse[]): Expectation {
  const known = factsOf(uses);
  const refused = known.some(({ expect }) => expect === 'refuse');
  return {
    answer: refused ? 'refuse' : known.some(({ expect }) => expect === 'defined') ? 'defined' : 'accept',
    says: refused
      ? 'A sound application refuses the message: the session stays.'
      : 'A sound application ends the session of the person.',
    because: known.map(({ id, expect, summary, grade, source }) => ({ fault: id, expect, summary, grade, source })),
  };
}
