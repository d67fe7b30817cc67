import { idIn } from './answers.ts';
import type { Reply } from './client.ts';
import type { Json } from './dialect.ts';
import { isCalled, type Team } from './entry.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';
import type { Job } from './job.ts';
import type { Outcome } from './outcome.ts';
import { changesOf, stateOf } from './settle-members.ts';

/** A group and its name; its members come by themselves. @throws Failed */
export async function settleGroup(team: Team, job: Job, isRelinked = false): Promise<Outcome> {
  const { habits } = job.dialect;
  if (!habits.pushesGroups) return { kind: 'skipped', because: 'not-done-by-vendor', id: null };
  if (team.gone) return remove(team, job);
  if (team.id === null) return arrive(team, job);
  const current = habits.readsGroups ? await read(team, job) : null;
  if (habits.readsGroups && current === null && !isRelinked) {
    job.roster.unlink(team);
    return settleGroup(team, job, true);
  }
  const isChanged = await rename(team, job, current);
  return isChanged ? { kind: 'updated', id: team.id } : { kind: 'skipped', because: 'nothing-to-change', id: team.id };
}

/** Found at the application, or made there. */
async function arrive(team: Team, job: Job): Promise<Outcome> {
  const { dialect, settings } = job;
  const found = await lookUp(team, job);
  if (found === null) {
    const reply = await create(team, job);
    const id = idIn(reply.json, reply);
    job.roster.link(team, id);
    return { kind: 'created', id };
  }
  job.roster.link(team, found.id);
  isCalled(team, found.name);
  if (dialect.habits.replacesLinked(settings)) team.replaces = true;
  await rename(team, job, found.resource);
  return { kind: 'linked', id: found.id };
}

async function lookUp({ group, knownAs }: Team, { dialect, sender }: Job) {
  for (const name of new Set([group.name, ...knownAs])) {
    const call = { purpose: 'look up group', method: 'GET', path: '/Groups', query: dialect.groupQuery(name) } as const;
    const found = await sender.find(call, { path: 'displayName', value: name });
    if (found !== null) return { ...found, name };
  }
  return null;
}

/** Where no answer comes, the group may be there all the same. */
async function create(team: Team, { dialect, sender }: Job): Promise<Reply> {
  isCalled(team, team.group.name);
  try {
    const body = dialect.createGroup(team.group);
    return await sender.ask({ purpose: 'create group', method: 'POST', path: '/Groups', body });
  } catch (error) {
    if (error instanceof Failed && error.isRefusal) team.knownAs.clear();
    throw error;
  }
}

/** Null: the application has it no more. */
async function read(team: Team, { sender }: Job): Promise<Json | null> {
  const call = {
    purpose: 'read group',
    method: 'GET',
    path: pathOf(team),
    query: 'excludedAttributes=members',
  } as const;
  const reply = await sender.ask(call, { allowed: [404] });
  if (reply.exchange.status === 404) return null;
  idIn(reply.json, reply);
  const current = reply.json as Json;
  if (typeof current.displayName === 'string') isCalled(team, current.displayName);
  return current;
}

async function rename(team: Team, job: Job, current: Json | null): Promise<boolean> {
  const { dialect, sender, settings } = job;
  const { name, id: directoryId } = team.group;
  if (!dialect.habits.readsGroups && team.knownAs.size === 1 && team.knownAs.has(name)) return false;
  if (dialect.habits.namesWithMembers && hasMembersToSend(team, job)) return false;
  const write = dialect.renameGroup({ ...stateOf(team, job), directoryId }, current, settings);
  if (write === null) return false;
  team.knownAs.add(name);
  const reply = await sender.ask({ purpose: 'change group', path: pathOf(team), ...write }, { allowed: [404] });
  // Whoever looks for it anew finds it, or makes it.
  if (reply.exchange.status === 404) {
    job.roster.unlink(team);
    throw new Failed(failureOf(reply));
  }
  isCalled(team, name);
  return true;
}

function hasMembersToSend(team: Team, job: Job): boolean {
  const { added, removed } = changesOf(team, job);
  return added.length + removed.length > 0;
}

async function remove(team: Team, job: Job): Promise<Outcome> {
  const found = team.id === null && team.knownAs.size > 0 ? await lookUp(team, job) : null;
  if (found !== null) job.roster.link(team, found.id);
  const { id } = team;
  if (id === null) return { kind: 'skipped', because: 'already-gone', id };
  const call = { purpose: 'delete group', method: 'DELETE', path: pathOf(team) } as const;
  const reply = await job.sender.ask(call, { allowed: [404] });
  job.roster.drop(team);
  return reply.exchange.status === 404 ? { kind: 'skipped', because: 'already-gone', id } : { kind: 'deleted', id };
}

const pathOf = ({ id }: Team) => `/Groups/${encodeURIComponent(id ?? '')}`;
