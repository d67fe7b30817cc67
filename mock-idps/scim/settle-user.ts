import { idIn } from './answers.ts';
import { LETTERS_AND_DIGITS } from '../choices.ts';
import { isActive } from './active.ts';
import type { Reply } from './client.ts';
import { filterOf, type Json, type Write } from './dialect.ts';
import { isCalled, isWanted, type User } from './entry.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';
import type { Job } from './job.ts';
import type { Outcome, SkipReason } from './outcome.ts';

/** `current`: the user as the application last told it, where it was asked. */
export interface Settled {
  outcome: Outcome;
  current: Json | null;
}

/** Account and attributes of a person. @throws Failed */
export async function settleUser(user: User, job: Job, isRelinked = false): Promise<Settled> {
  const { settings, dialect } = job;
  user.fields.active = isWanted(user);
  if (user.id === null || (user.assigned && !user.managed && dialect.habits.looksAgain))
    return arrive(user, job, isRelinked);
  if (user.assigned && !user.managed) {
    user.managed = true;
    job.linked(user);
  }
  if (!user.managed) return skipped(user, 'out-of-scope');
  if (user.gone && dialect.habits.deletesUsers(settings)) return remove(user, job);
  if (!user.assigned && settings.skipOutOfScope) {
    user.managed = false;
    return skipped(user, 'out-of-scope');
  }
  if (settings.actions?.update === false) return skipped(user, 'switched-off');
  return update(user, job, isRelinked);
}

const skipped = (user: User, because: SkipReason): Settled => ({
  outcome: { kind: 'skipped', because, id: user.id },
  current: null,
});

/** Found at the application, or made there. */
async function arrive(user: User, job: Job, isRelinked: boolean): Promise<Settled> {
  const { actions = {} } = job.settings;
  // A link that was broken on purpose is found again even where nobody new would be let in.
  if (!isWanted(user) && !user.managed) return skipped(user, whyNot(user));
  const found = await lookUp(user, job);
  if (found !== null) {
    link(user, found, job);
    const { outcome, current } = await settleUser(user, job, isRelinked);
    return { outcome: isWanted(user) ? { kind: 'linked', id: found } : outcome, current };
  }
  if (!isWanted(user)) {
    job.roster.forget(user);
    return skipped(user, whyNot(user));
  }
  job.roster.unlink(user);
  user.knownAs.clear();
  if (actions.create === false) return skipped(user, 'switched-off');
  const reply = await create(user, job);
  const id = idIn(reply.json, reply);
  user.password = null;
  link(user, id, job);
  return { outcome: { kind: 'created', id }, current: reply.json as Json };
}

/** Where no answer comes, the person may be there all the same, and is to be looked for whatever becomes of them. */
async function create(user: User, { dialect, settings, sender, choices }: Job): Promise<Reply> {
  const password = user.password ?? choices.text(LETTERS_AND_DIGITS, 20);
  const body = dialect.createUser(user.fields, settings, password);
  isCalled(user, user.fields.userName);
  user.managed = true;
  try {
    return await sender.ask({ purpose: 'create user', method: 'POST', path: '/Users', body });
  } catch (error) {
    if (error instanceof Failed && error.isRefusal) {
      user.knownAs.clear();
      user.managed = false;
    }
    throw error;
  }
}

const whyNot = ({ gone, assigned }: User): SkipReason =>
  gone ? 'already-gone' : assigned ? 'never-created' : 'out-of-scope';

async function lookUp(user: User, { dialect, settings, sender }: Job): Promise<string | null> {
  const { userName } = user.fields;
  const earlier = [...user.knownAs].filter((name) => name !== userName).map((value) => ({ path: 'userName', value }));
  for (const match of [...dialect.matches(user.fields, settings), ...earlier]) {
    const query = dialect.query(filterOf(match));
    const found = await sender.find({ purpose: 'look up user', method: 'GET', path: '/Users', query }, match);
    if (found !== null) return found.id;
  }
  return null;
}

function link(user: User, id: string, job: Job): void {
  job.roster.unlink(user);
  job.roster.link(user, id);
  job.linked(user);
}

async function update(user: User, job: Job, isRelinked: boolean): Promise<Settled> {
  const { dialect, settings, sender } = job;
  const path = `/Users/${encodeURIComponent(user.id ?? '')}`;
  const read = await sender.ask({ purpose: 'read user', method: 'GET', path }, { allowed: [404] });
  if (isMissing(read)) return relink(user, job, read, isRelinked);
  idIn(read.json, read);
  const current = read.json as Json;
  isCalled(user, typeof current.userName === 'string' ? current.userName : user.fields.userName);
  const write = dialect.updateUser(user.fields, current, settings);
  const secret = user.password === null ? null : dialect.changePassword(user.password, current, settings);
  if (write !== null) user.knownAs.add(user.fields.userName);
  for (const each of mergedWrites(write, secret)) {
    const reply = await sender.ask({ purpose: 'change user', path, ...each }, { allowed: [404] });
    if (isMissing(reply)) return relink(user, job, reply, isRelinked);
  }
  user.password = null;
  isCalled(user, user.fields.userName);
  const id = user.id ?? '';
  const { active } = user.fields;
  if (dialect.habits.letsGo && (!user.assigned || user.gone)) user.managed = false;
  if (isActive(current) !== active) return { outcome: { kind: active ? 'reactivated' : 'deactivated', id }, current };
  if (write !== null || secret !== null) return { outcome: { kind: 'updated', id }, current };
  return { outcome: { kind: 'skipped', because: 'nothing-to-change', id }, current };
}

/** Two PUTs are one; two PATCHes, or one of each, stay two. */
function mergedWrites(write: Write | null, secret: Write | null): Write[] {
  if (write?.method === 'PUT' && secret?.method === 'PUT')
    return [{ method: 'PUT', body: { ...secret.body, ...write.body } }];
  return [write, secret].filter((each) => each !== null);
}

const isMissing = ({ exchange }: Reply) => exchange.status === 404;

/** The application has the resource no more: looked for by name, and made again. Once: it may never be found at its own id. */
function relink(user: User, job: Job, reply: Reply, isRelinked: boolean): Promise<Settled> {
  if (isRelinked) throw new Failed(failureOf(reply));
  job.roster.unlink(user);
  return settleUser(user, job, true);
}

async function remove(user: User, job: Job): Promise<Settled> {
  if (job.settings.actions?.delete === false) return skipped(user, 'switched-off');
  const id = user.id ?? '';
  const path = `/Users/${encodeURIComponent(id)}`;
  const reply = await job.sender.ask({ purpose: 'delete user', method: 'DELETE', path }, { allowed: [404] });
  job.roster.forget(user);
  const outcome: Outcome = isMissing(reply)
    ? { kind: 'skipped', because: 'already-gone', id }
    : { kind: 'deleted', id };
  return { outcome, current: null };
}
