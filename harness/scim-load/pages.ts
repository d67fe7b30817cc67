import { idIn, isObject } from '../scim/json.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { Ended } from './client.ts';
import type { Kind } from './crowd.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

type Json = Readonly<Record<string, unknown>>;

/** Resources that are asked for at a time. */
const PAGE = 500;
/** How often a page is asked for. */
const TRIES = 3;
const PAUSE_MS = 500;

/**
 * Reads all pages of users or groups (RFC 7644 §3.4.2.4), also those that this run did not make.
 * @param onPage answers how many of the page it has removed
 * @returns why the end was not reached; null: it was
 */
export async function readPages(
  { sender, tally }: { sender: Sender; tally: Tally },
  kind: Kind,
  onPage: (page: readonly Json[]) => Promise<number> | number,
): Promise<string | null> {
  let startIndex = 1;
  let count = PAGE;
  let before: string | null = null;
  for (let left = TRIES; ;) {
    const query = `startIndex=${startIndex}&count=${count}${kind.word === 'groups' ? '&excludedAttributes=members' : ''}`;
    const ended = await sender.send(tally, { method: 'GET', path: `${kind.path}?${query}` });
    const page = pageIn(ended);
    if (page === null) {
      if (--left === 0) return `${kind.path}?${query}: ${wrong(ended)}`;
      // It may have been too large.
      count = Math.ceil(count / 2);
      await sender.rest(PAUSE_MS);
      continue;
    }
    left = TRIES;
    if (page.resources.length === 0)
      return page.total !== null && startIndex <= page.total
        ? `${kind.path}?${query}: an empty page, although totalResults is ${page.total}`
        : null;
    const first = idIn(page.resources[0]);
    if (first !== null && first === before) return `${kind.path}?${query}: begins as the page before did`;
    before = first;
    const removed = await onPage(page.resources);
    startIndex += page.resources.length - removed;
    if (page.total !== null && startIndex > page.total - removed) return null;
  }
}

function pageIn(ended: Ended): { resources: Json[]; total: number | null } | null {
  if ('failure' in ended || ended.status !== 200) return null;
  const json = parsedJson(ended.text);
  if (!isObject(json)) return null;
  const { Resources = [], totalResults } = json;
  const total = typeof totalResults === 'number' ? totalResults : null;
  if (!Array.isArray(Resources) || (json.Resources === undefined && total !== 0)) return null;
  return { resources: (Resources as unknown[]).filter(isObject), total };
}

const wrong = (ended: Ended): string => {
  if ('failure' in ended) return ended.failure;
  return ended.status === 200 ? 'the answer is no list' : `answered with ${ended.status}`;
};
