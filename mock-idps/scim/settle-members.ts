import { listIn } from './answers.ts';
import type { GroupState, Member, MemberWrite } from './dialect.ts';
import { isCalled, isWanted, type Team, type User } from './entry.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';
import type { Job } from './job.ts';
import type { Outcome } from './outcome.ts';

/** Members of a group that the application has. `only`: keys of those who are looked at. Null: there was nothing to send. @throws Failed */
export async function settleMembers(
  team: Team,
  job: Job,
  only: ReadonlySet<string> | null = null,
): Promise<Outcome | null> {
  const { id } = team;
  if (id === null || team.gone) return null;
  const writes = only === null && team.replaces ? replacement(team, job) : await writesOf(team, job, only);
  for (const { added, removed, ...write } of writes) {
    const path = `/Groups/${encodeURIComponent(id)}`;
    const reply = await job.sender.ask({ purpose: 'change members', path, ...write }, { allowed: [404] });
    if (reply.exchange.status === 404) {
      job.roster.unlink(team);
      throw new Failed(failureOf(reply));
    }
    for (const member of added) team.sent.add(member.id);
    for (const gone of removed) team.sent.delete(gone);
  }
  if (only === null) team.replaces = false;
  if (writes.length > 0) {
    if (job.dialect.habits.namesWithMembers) isCalled(team, team.group.name);
    return { kind: 'updated', id };
  }
  return lacksSomebody(team, job) ? { kind: 'waiting', because: 'reference', id } : null;
}

/** The group with those members whom the application can have. */
export const stateOf = (team: Team, job: Job): GroupState => ({
  id: team.id ?? '',
  name: team.group.name,
  members: usersIn(team, job).flatMap((user) => memberOf(user, team, job)),
});

export function changesOf(team: Team, job: Job, only: ReadonlySet<string> | null = null) {
  const users = usersIn(team, job).filter(({ key }) => !only || only.has(key));
  const added = users.flatMap((user) => memberOf(user, team, job)).filter((member) => !team.sent.has(member.id));
  const left = new Set(usersIn(team, job).map((user) => user.id));
  const looked = only && new Set([...only].map((key) => job.roster.withKey(key)?.id));
  const removed = [...team.sent].filter((sent) => !left.has(sent) && (!looked || looked.has(sent)));
  return { added, removed };
}

const usersIn = ({ members }: Team, { roster }: Job): User[] =>
  [...members].map((key) => roster.withKey(key)).filter((user) => user !== undefined);

/** Whoever is in stays in, also while inactive; whoever comes has to be provisioned. */
function memberOf(user: User, team: Team, { dialect }: Job): Member[] {
  const { id } = user;
  if (id === null) return [];
  const mayCome = user.managed && (isWanted(user) || !dialect.habits.activeMembersOnly);
  return mayCome || team.sent.has(id) ? [{ id, userName: user.fields.userName }] : [];
}

/** Somebody who is to be let in has no account yet. */
const lacksSomebody = (team: Team, job: Job) => usersIn(team, job).some((user) => user.id === null && isWanted(user));

function replacement(team: Team, job: Job): MemberWrite[] {
  const state = stateOf(team, job);
  const write = job.dialect.replaceMembers(state, job.settings);
  if (write === null) return [];
  const ids = new Set(state.members.map((member) => member.id));
  return [{ ...write, added: state.members, removed: [...team.sent].filter((sent) => !ids.has(sent)) }];
}

async function writesOf(team: Team, job: Job, only: ReadonlySet<string> | null): Promise<MemberWrite[]> {
  const { added, removed } = changesOf(team, job, only);
  const unknown: Member[] = [];
  for (const member of added) if (!(await isMemberAlready(team, member, job))) unknown.push(member);
  return job.dialect.changeMembers(stateOf(team, job), unknown, removed, job.settings);
}

async function isMemberAlready(team: Team, member: Member, { dialect, sender, settings }: Job): Promise<boolean> {
  const query = dialect.referenceQuery(team.id ?? '', 'members', member.id, settings);
  if (query === null) return false;
  const reply = await sender.ask(
    { purpose: 'look up member', method: 'GET', path: '/Groups', query },
    { isList: true },
  );
  if (listIn(reply).total === 0) return false;
  team.sent.add(member.id);
  return true;
}
