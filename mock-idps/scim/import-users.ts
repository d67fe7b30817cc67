import { activeIn } from './active.ts';
import { idIn, listIn } from './answers.ts';
import type { Json } from './dialect.ts';
import { Failed, failureIn } from './failed.ts';
import { failureOf } from './failure.ts';
import type { Job } from './job.ts';
import type { ImportedUser, ImportReport } from './outcome.ts';

const PAGE = 100;

/**
 * Reads all users of the application as Okta does: pages of 100, the next of which begins 100 further on, however many came,
 * until `totalResults` is passed (Okta's SCIM reference, vendor-doc, 2026-11-29).
 */
export async function importUsers(job: Job): Promise<ImportReport> {
  const users = new Map<string, ImportedUser>();
  const known = new Map(
    [...job.roster.users()].flatMap(({ id, fields, key }) => [
      [fields.userName.toLowerCase(), key] as const,
      ...(id === null ? [] : [[id, key] as const]),
    ]),
  );
  let total: number | null = null;
  let pages = 0;
  try {
    for (let start = 1; start <= (total ?? 1); start += PAGE) {
      const query = `startIndex=${start}&count=${PAGE}`;
      const reply = await job.sender.ask({ purpose: 'import users', method: 'GET', path: '/Users', query });
      const list = listIn(reply);
      total = list.total;
      pages++;
      for (const resource of list.resources) {
        const id = idIn(resource, reply);
        if (users.has(id)) throw new Failed(failureOf(reply, 'page-repeats'));
        users.set(id, imported(resource, id, known));
      }
      if (start + PAGE > total && users.size < total) throw new Failed(failureOf(reply, 'list-incomplete'));
    }
    return { users: [...users.values()], total, pages, failure: null };
  } catch (error) {
    return { users: [...users.values()], total, pages, failure: failureIn(error) };
  }
}

function imported(resource: Json, id: string, known: ReadonlyMap<string, string>): ImportedUser {
  const [userName, externalId] = [textOf(resource.userName), textOf(resource.externalId)];
  const key = known.get(id) ?? known.get(userName?.toLowerCase() ?? '') ?? null;
  return { id, userName, externalId, active: activeIn(resource), key };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
