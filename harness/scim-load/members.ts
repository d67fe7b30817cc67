import { PATCH_OP } from '../scim/user-body.ts';
import { idIn, isObject } from '../scim/json.ts';
import { parsedJson } from '../targets/api-call.ts';
import { memberOf, type Size } from './crowd.ts';
import type { IdFile } from './id-file.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

/** Members in one request. */
const BATCH = 100;
/** How often a batch is sent that failed: adding a member twice is adding them once. */
const TRIES = 3;
const PAUSE_MS = 500;

/** Ids of those who are to be in a group, and were made. */
function* idsOfMembers(size: Size, group: number, people: IdFile): Generator<string> {
  for (let n = 0; n < size.members; n++) {
    const id = people.get(memberOf(size, group, n));
    if (id !== null) yield id;
  }
}

/** Puts its members into a group, batch after batch: several at once into one group would try something else than load. */
export async function addMembers(
  { sender, tally }: { sender: Sender; tally: Tally },
  { size, group, groups, people }: { size: Size; group: number; groups: IdFile; people: IdFile },
): Promise<void> {
  const id = groups.get(group);
  if (id === null) return;
  const send = async (values: readonly string[]) => {
    const Operations = [{ op: 'add', path: 'members', value: values.map((value) => ({ value })) }];
    const body = { schemas: [PATCH_OP], Operations };
    for (let left = TRIES; left > 0; left--) {
      const ended = await sender.send(tally, { method: 'PATCH', path: `/Groups/${encodeURIComponent(id)}`, body });
      if (!('failure' in ended) && ended.status < 500) return;
      await sender.rest(PAUSE_MS);
    }
  };
  let batch: string[] = [];
  for (const member of idsOfMembers(size, group, people)) {
    batch.push(member);
    if (batch.length < BATCH) continue;
    await send(batch);
    batch = [];
  }
  if (batch.length > 0) await send(batch);
}

/** Memberships that were found, in numbers. */
export interface MemberCount {
  wanted: number;
  there: number;
  lost: number;
  /** In the list of a group more than once. */
  twice: number;
  /** In a group where nobody put them. */
  uninvited: number;
  /** Groups that could not be read. */
  unread: number;
}

export const NO_MEMBERS: MemberCount = { wanted: 0, there: 0, lost: 0, twice: 0, uninvited: 0, unread: 0 };

/** Reads a group, and compares its members with those who were put into it. */
export async function countMembers(
  { sender, tally }: { sender: Sender; tally: Tally },
  { size, group, groups, people }: { size: Size; group: number; groups: IdFile; people: IdFile },
): Promise<MemberCount> {
  const id = groups.get(group);
  if (id === null) return NO_MEMBERS;
  const wanted = new Set(idsOfMembers(size, group, people));
  const ended = await sender.send(tally, { method: 'GET', path: `/Groups/${encodeURIComponent(id)}` });
  const resource = 'failure' in ended || ended.status !== 200 ? null : parsedJson(ended.text);
  if (!isObject(resource) || idIn(resource) === null) return { ...NO_MEMBERS, wanted: wanted.size, unread: 1 };
  const members = Array.isArray(resource.members) ? (resource.members as unknown[]).filter(isObject) : [];
  const found = new Set(members.map(({ value }) => value).filter((value) => typeof value === 'string'));
  const there = [...wanted].filter((value) => found.has(value)).length;
  return {
    wanted: wanted.size,
    there,
    lost: wanted.size - there,
    twice: members.length - found.size,
    uninvited: [...found].filter((value) => !wanted.has(value)).length,
    unread: 0,
  };
}
