import { listIn } from './answers.ts';
import type { Json } from './dialect.ts';
import type { User } from './entry.ts';
import type { Job } from './job.ts';
import type { Outcome } from './outcome.ts';

/** The manager of somebody whom the application has. Null: there was nothing to send. @throws Failed */
export async function settleManager(user: User, current: Json, job: Job): Promise<Outcome | null> {
  const { dialect, settings, sender, roster, baseUrl } = job;
  const { id } = user;
  if (id === null || !user.managed || settings.actions?.update === false) return null;
  const managerId = user.manager === null ? null : (roster.withKey(user.manager)?.id ?? undefined);
  if (managerId === undefined) return { kind: 'waiting', because: 'reference', id };
  const write = dialect.setManager(managerId, current, settings, baseUrl);
  if (write === null) return null;
  const query = managerId === null ? null : dialect.referenceQuery(id, 'manager', managerId, settings);
  if (query !== null) {
    const reply = await sender.ask(
      { purpose: 'look up manager', method: 'GET', path: '/Users', query },
      { isList: true },
    );
    if (listIn(reply).total > 0) return null;
  }
  await sender.ask({ purpose: 'change manager', path: `/Users/${encodeURIComponent(id)}`, ...write });
  return { kind: 'updated', id };
}
