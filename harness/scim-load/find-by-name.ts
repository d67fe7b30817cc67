import { isObject } from '../scim/json.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { Kind } from './crowd.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

type Json = Readonly<Record<string, unknown>>;

/** All that have this name, letter case aside, by a filter; null where no list was answered. */
export async function findByName(sender: Sender, tally: Tally, kind: Kind, index: number): Promise<Json[] | null> {
  const name = kind.name(index);
  const filter = encodeURIComponent(`${kind.attribute} eq ${JSON.stringify(name)}`);
  const ended = await sender.send(tally, { method: 'GET', path: `${kind.path}?filter=${filter}` });
  if ('failure' in ended || ended.status !== 200) return null;
  const json = parsedJson(ended.text);
  if (!isObject(json) || (!Array.isArray(json.Resources) && json.totalResults !== 0)) return null;
  const resources = ((json.Resources ?? []) as unknown[]).filter(isObject);
  // Not every application looks at the filter.
  return resources.filter((resource) => {
    const value = resource[kind.attribute];
    return typeof value === 'string' && value.toLowerCase() === name.toLowerCase();
  });
}
