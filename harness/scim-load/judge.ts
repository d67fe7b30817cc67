import type { MemberCount } from './members.ts';
import type { EndState } from './read-back.ts';
import type { Phase } from './tally.ts';

/** What Microsoft asks of an application in its gallery: requests in a second for each tenant. */
export const GATE_PER_SECOND = 25;
/** Too few requests say nothing of a rate. */
const FEWEST = 100;

/** Whether the application keeps up with what Microsoft asks. */
export interface Gate {
  status: 'holds' | 'fails' | 'not-judged';
  because: string;
}

/**
 * Every part that changes something has to keep it, "to ensure that users and groups are provisioned and deprovisioned without
 * delay" (entra-docs, use-scim-to-provision-users-and-groups, "Gallery onboarding checklist"; documentation, read 2026-11-23).
 * @param asked the rate that was given; null: the greatest
 */
export function judgeGate(phases: readonly Phase[], asked: number | null): Gate {
  if (asked !== null && asked < GATE_PER_SECOND)
    return { status: 'not-judged', because: `--rate ${asked} asks for less.` };
  const [slowest] = phases.filter(({ done, errors }) => done + failures(errors) >= FEWEST).sort(bySpeed);
  if (!slowest)
    return { status: 'not-judged', because: `No part made ${FEWEST} requests, and fewer say nothing of a rate.` };
  const says = `${slowest.name}, the slowest part: ${slowest.perSecond.toFixed(0)}/s.`;
  // A request more or less at either end is no difference.
  if (Math.round(slowest.perSecond) >= GATE_PER_SECOND) return { status: 'holds', because: says };
  const isThrottled = slowest.throttled.answers > 0;
  const hint =
    isThrottled && asked === null ? ` It was asked to wait: --rate ${GATE_PER_SECOND} shows what it grants.` : '';
  return { status: 'fails', because: `${says}${hint}` };
}

const bySpeed = (a: Phase, b: Phase) => a.perSecond - b.perSecond;
const failures = (errors: Phase['errors']) => errors.reduce((sum, { count }) => sum + count, 0);

/** What is wrong with people, or groups, in the end; empty: nothing. */
export function wrongIn(word: 'people' | 'groups', state: EndState): string[] {
  const { lost, twice, notMade, refusedYetThere, mixedUp, strangers, missing, asked, unread } = state;
  const atLeast = asked < missing ? `, among a sample of ${asked.toLocaleString('en')}` : '';
  return [
    ...says(lost, `${word} lost: answered as made, and not there${atLeast}`),
    ...says(twice, `${word} there twice, under two ids`),
    ...says(notMade, `${word} never made`),
    ...says(refusedYetThere, `${word} there although refused`),
    ...says(mixedUp, `${word} with the externalId of somebody else`),
    ...says(strangers, `${word} that carry the mark and are nobody of this run`),
    ...says(unread, `${word} who are on no page and could not be asked for by name`),
  ];
}

/** What is wrong with memberships in the end. */
export const wrongInMembers = ({ lost, twice, uninvited, unread }: MemberCount): string[] => [
  ...says(lost, 'memberships missing'),
  ...says(twice, 'memberships twice'),
  ...says(uninvited, 'memberships that nobody asked for'),
  ...says(unread, 'groups that could not be read'),
];

const says = (count: number, what: string): string[] => (count > 0 ? [`${count.toLocaleString('en')} ${what}`] : []);
