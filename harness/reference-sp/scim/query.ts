import type { ResourceType, Values } from './attribute.ts';
import { MOST_RESULTS } from './discovery.ts';
import type { Filter } from './filter-grammar.ts';
import { demandOrder, matches, readFilter } from './filter.ts';
import { resolve } from './path.ts';
import type { Exact, Resource, Store } from './resource.ts';
import { badRequest } from './scim-error.ts';
import { show, type Showing } from './show.ts';
import { compareBy } from './sort.ts';

/** One page of what was asked for, as it is shown, and how many there are in all. */
export interface Page {
  total: number;
  startIndex: number;
  resources: Values[];
}

/**
 * Finds resources by the parameters of a query or a search (RFC 7644 §3.4.2).
 * @throws ScimError `invalidFilter`, `invalidValue`, `invalidPath`
 */
export function find(type: ResourceType, store: Store, team: string, parameters: Values, showing: Showing): Page {
  const startIndex = Math.max(1, wholeNumber(parameters, 'startIndex', 1));
  const count = Math.min(MOST_RESULTS, Math.max(0, wholeNumber(parameters, 'count', 100)));
  const shown = (resource: Resource) => show(type, resource, showing);
  const { filter: text, sortBy } = parameters;
  if (!text && !sortBy) {
    const resources = store.page(team, startIndex - 1, count).map(shown);
    return { total: store.count(team), startIndex, resources };
  }
  const filter = text ? readFilter(textOf(text, 'filter')) : null;
  if (filter) demandOrder(type, filter);
  const found = store
    .all(team, filter && exactIn(type, filter))
    .map(shown)
    .filter((resource) => !filter || matches(type, filter, resource));
  if (sortBy) found.sort(compareBy(type, textOf(sortBy, 'sortBy'), parameters.sortOrder));
  return { total: found.length, startIndex, resources: found.slice(startIndex - 1, startIndex - 1 + count) };
}

/** What the database can choose by itself; the filter is asked all the same. */
function exactIn(type: ResourceType, filter: Filter): Exact | null {
  if (filter.op === 'and') return filter.filters.map((each) => exactIn(type, each)).find((each) => each) ?? null;
  if (filter.op !== 'eq' || typeof filter.value !== 'string') return null;
  const target = resolve(type, filter.path);
  const name = target?.extension || target?.sub ? undefined : target?.attribute?.name;
  const indexed = type.name === 'User' ? ['id', 'userName', 'externalId'] : ['id', 'displayName', 'externalId'];
  const attribute = indexed.find((each) => each === name) as Exact['attribute'] | undefined;
  return attribute ? { attribute, value: filter.value } : null;
}

function wholeNumber(parameters: Values, name: string, usual: number): number {
  const given = parameters[name];
  if (given === undefined || given === '') return usual;
  const number = Number(given);
  if (Number.isInteger(number)) return number;
  throw badRequest('invalidValue', `"${name}" takes a whole number.`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw badRequest(name === 'filter' ? 'invalidFilter' : 'invalidValue', `"${name}" is given once, as a text.`);
}
