import { idIn } from './answers.ts';
import type { Json } from './dialect.ts';
import type { Team } from './entry.ts';
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
  const { dialect, sender, settings } = job;
  const { name } = team.group;
  const call = { purpose: 'look up group', method: 'GET', path: '/Groups', query: dialect.groupQuery(name) } as const;
  const found = await sender.find(call, { path: 'displayName', value: name });
  if (found === null) {
    const body = dialect.createGroup(team.group);
    const reply = await sender.ask({ purpose: 'create group', method: 'POST', path: '/Groups', body });
    const id = idIn(reply.json, reply);
    job.roster.link(team, id);
    team.sentName = name;
    return { kind: 'created', id };
  }
  job.roster.link(team, found.id);
  team.sentName = name;
  if (dialect.habits.replacesLinked(settings)) team.replaces = true;
  if (dialect.habits.readsGroups) await rename(team, job, found.resource);
  return { kind: 'linked', id: found.id };
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
  return reply.json as Json;
}

async function rename(team: Team, job: Job, current: Json | null): Promise<boolean> {
  const { dialect, sender, settings } = job;
  const { name, id: directoryId } = team.group;
  if (!dialect.habits.readsGroups && team.sentName === name) return false;
  if (dialect.habits.namesWithMembers && hasMembersToSend(team, job)) return false;
  const write = dialect.renameGroup({ ...stateOf(team, job), directoryId }, current, settings);
  if (write === null) return false;
  const reply = await sender.ask({ purpose: 'change group', path: pathOf(team), ...write }, { allowed: [404] });
  // Whoever looks for it anew finds it, or makes it.
  if (reply.exchange.status === 404) {
    job.roster.unlink(team);
    throw new Failed(failureOf(reply));
  }
  team.sentName = name;
  return true;
}

function hasMembersToSend(team: Team, job: Job): boolean {
  const { added, removed } = changesOf(team, job);
  return added.length + removed.length > 0;
}

async function remove(team: Team, job: Job): Promise<Outcome> {
  const { id } = team;
  if (id === null) return { kind: 'skipped', because: 'already-gone', id };
  const call = { purpose: 'delete group', method: 'DELETE', path: pathOf(team) } as const;
  const reply = await job.sender.ask(call, { allowed: [404] });
  job.roster.drop(team);
  return reply.exchange.status === 404 ? { kind: 'skipped', because: 'already-gone', id } : { kind: 'deleted', id };
}

const pathOf = ({ id }: Team) => `/Groups/${encodeURIComponent(id ?? '')}`;
