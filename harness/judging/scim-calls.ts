import { isDeepStrictEqual } from 'node:util';
import type { CaseLog, Observation, ScimCallFacts, ScimReading } from '../observation.ts';
import { blocked, fail, pass, skipped, type Evidence, type Finding } from '../rule.ts';
import { isObject, listIn, type Json } from '../scim/json.ts';
import { each } from './each.ts';

export { isObject, type Json };

export type Answer = NonNullable<ScimCallFacts['answer']>;

/** One call over SCIM, with what was read around it. */
export interface Called {
  seen: Observation<'scim.call'>;
  facts: ScimCallFacts;
  readings: readonly Observation<'scim.reading'>[];
}

/** One that was answered, and not because the server is busy. */
export type Answered = Called & { answer: Answer; log: CaseLog };

/** The calls of a case, in order. */
export const scimCalls = (log: CaseLog): Called[] =>
  log.all('scim.call').map((seen) => ({
    seen,
    facts: seen.data,
    readings: log.all('scim.reading').filter(({ data }) => data.call === seen.data.call),
  }));

/** Answers that say nothing of what was asked: come back later. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

const REDIRECTED: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/** Judges the calls that are meant, alike. */
export function judgeCalls(
  log: CaseLog,
  isMeant: (call: Called) => boolean,
  nothing: string,
  judge: (call: Answered) => Finding,
): Finding {
  return each(scimCalls(log).filter(isMeant), nothing, ({ seen, facts, readings }) => {
    const { answer, failure } = facts;
    if (!answer) return blocked(`${named(facts)} was not answered: ${failure ?? ''}.`, seen);
    if (BUSY.has(answer.status)) return blocked(`${named(facts)} was answered with ${answer.status}.`, seen);
    if (REDIRECTED.has(answer.status))
      return blocked(
        `${named(facts)} leads elsewhere (${answer.status}): scim.baseUrl has to be the address itself.`,
        seen,
      );
    const call: Answered = { seen, facts, readings, answer, log };
    return leftOut(log, call) ?? judge(call);
  });
}

/** What a server may leave out where its configuration says so (RFC 7643 §5, RFC 7644 §3.5.2, §3.4.2). */
type Feature = 'patch' | 'filter' | 'sort' | 'etag';

/** What the server says of a feature, with where it says so; null where it says nothing. */
export function saysOf(log: CaseLog, feature: Feature): { supported: boolean; seen: Observation } | null {
  const seen = log.all('scim.service')[0];
  const supported = seen?.data[feature] ?? null;
  return seen && supported !== null ? { supported, seen } : null;
}

/** Why a call says nothing of the server, which may leave out what it asks for; null: it does say something. */
export const leftOut = (log: CaseLog, call: Called): Finding | null => notOffered(log, call) ?? declined(call);

/**
 * The call asks for what the server says it does not offer; null: it does not. Strangers must be refused all the same, so
 * only their refusal, in whatever words, says nothing.
 */
function notOffered(log: CaseLog, { seen, facts }: Called): Finding | null {
  if (facts.caller !== 'own' && facts.answer && succeeded(facts.answer)) return null;
  const said = featuresOf(facts)
    .map((feature) => ({ feature, said: saysOf(log, feature) }))
    .find((each) => each.said?.supported === false);
  if (!said?.said) return null;
  return skipped(`Not offered: ServiceProviderConfig says ${said.feature}.supported false.`, seen, said.said.seen);
}

function featuresOf({ method, path, query, sent }: ScimCallFacts): Feature[] {
  const asked: Json = path.endsWith('/.search') && isObject(sent) ? sent : query;
  return [
    ...(method === 'PATCH' ? (['patch'] as const) : []),
    ...(asked.filter !== undefined ? (['filter'] as const) : []),
    ...(asked.sortBy !== undefined ? (['sort'] as const) : []),
  ];
}

/**
 * A filter that the server says it does not support: the combination of attribute and comparison is its own affair (RFC 7644
 * §3.12, Table 9), but for those that identity providers find people and groups by.
 */
function declined({ seen, facts: { query, finds, answer } }: Called): Finding | null {
  const { filter } = query;
  const isAsked =
    filter === undefined || finds === null || /^(userName|externalId|displayName|id) eq "([^"\\]|\\.)*"$/i.test(filter);
  const keyword = isObject(answer?.json) ? answer.json.scimType : undefined;
  const isDeclined =
    (answer?.status === 400 && keyword === 'invalidFilter') || (answer?.status === 403 && keyword === 'sensitive');
  return !isAsked && isDeclined ? skipped(`The server does not support this filter: ${filter}.`, seen) : null;
}

/** `PATCH /Users/{id of ada}` */
export const named = ({ method, path, query }: ScimCallFacts): string => {
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `${method} ${path}${parameters.length ? `?${parameters.join('&')}` : ''}`;
};

export const succeeded = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Type of resource that the address is of. */
const typeAt = ({ path }: ScimCallFacts): 'User' | 'Group' | null =>
  path.startsWith('/Users') ? 'User' : path.startsWith('/Groups') ? 'Group' : null;

export const isCreation = ({ facts: { method, path } }: Called): boolean =>
  method === 'POST' && (path === '/Users' || path === '/Groups');

/** A list is asked for. */
export const isQuery = ({ facts: { method, path } }: Called): boolean =>
  (method === 'GET' && (path === '/Users' || path === '/Groups')) || path.endsWith('/.search');

export const isOwn = ({ facts: { caller } }: Called): boolean => caller === 'own';

/** Of a PATCH; empty where it brings none. */
export function operationsOf({ facts: { method, sent } }: Called): Json[] {
  if (method !== 'PATCH' || !isObject(sent) || !Array.isArray(sent.Operations)) return [];
  return (sent.Operations as unknown[]).filter(isObject);
}

/** What it is, in one answer: the resource itself, or those in a list. */
export function resourcesIn({ json }: Answer): Json[] {
  const list = listIn(json);
  if (list) return list.filter(isObject);
  return isObject(json) && typeof json.id === 'string' ? [json] : [];
}

/** Every user and group that was seen in answers and readings, with where. */
export function resourcesSeen(log: CaseLog): { resource: Json; type: 'User' | 'Group'; seen: Observation }[] {
  return scimCalls(log).flatMap(({ seen, facts, readings }) => {
    const type = typeAt(facts);
    if (!type) return [];
    const answered = facts.answer && succeeded(facts.answer) ? resourcesIn(facts.answer) : [];
    const read = readings.filter(({ data }) => isObject(data.resource) && data.name === (facts.of ?? facts.kept));
    return [
      ...answered.map((resource) => ({ resource, type, seen })),
      ...read.map((reading) => ({ resource: reading.data.resource as Json, type, seen: reading })),
    ];
  });
}

/** Judges everything that was seen, alike: what is told of the first that is not as it must be fails. */
export function judgeResources(
  log: CaseLog,
  flawOf: (resource: Json, type: 'User' | 'Group') => string | null,
  expected: string,
): Finding {
  return each(resourcesSeen(log), 'No user and no group was seen.', ({ resource, type, seen }) => {
    const flaw = flawOf(resource, type);
    if (flaw === null) return pass(`What was seen is as it must be: ${expected}.`, seen);
    return fail(flaw, { expected, actual: flaw }, seen);
  });
}

type Reading = Observation<'scim.reading'>;

/** The same resource before and after; undefined where one of them is missing. */
function pairAround({ readings }: Called, name: string): { before: Reading; after: Reading } | undefined {
  const at = (when: ScimReading['when']) => readings.find(({ data }) => data.name === name && data.when === when);
  const [before, after] = [at('before'), at('after')];
  return before && after && { before, after };
}

/** Names of all that was read around a call. */
const readAround = ({ readings }: Called): string[] => [...new Set(readings.map(({ data }) => data.name))];

/** What changed of the resources around a call; null: nothing. Blocked where it cannot be told. */
export function changedAround(call: Called): { evidence: Evidence; change: string | null } | { doubt: Finding } {
  const evidence: Observation[] = [];
  for (const name of readAround(call)) {
    const pair = pairAround(call, name);
    if (!pair) continue;
    const { before, after } = pair;
    if (before.data.status === 404 && after.data.status === 404) {
      evidence.push(before, after);
      continue;
    }
    if (before.data.status !== 200 || after.data.status === null || BUSY.has(after.data.status))
      return { doubt: blocked(`${name} could not be read before and after.`, call.seen, before, after) };
    evidence.push(before, after);
    if (after.data.status !== 200)
      return { evidence: [call.seen, before, after], change: `${name} is gone: ${after.data.status}` };
    const attribute = changedAttribute(before.data.resource, after.data.resource);
    if (attribute !== null) return { evidence: [call.seen, before, after], change: `${name} has another ${attribute}` };
  }
  return { evidence: [call.seen, ...evidence], change: null };
}

/** The first attribute that is not the same; null: none. Metadata is the server's own affair. */
function changedAttribute(before: unknown, after: unknown): string | null {
  const [one, other] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  names.delete('meta');
  const same = (name: string) =>
    isDeepStrictEqual(inOrder(one[name]), inOrder(other[name])) || (isNothing(one[name]) && isNothing(other[name]));
  return [...names].find((name) => !same(name)) ?? null;
}

/** Lists have no order of their own. */
const inOrder = (value: unknown): unknown =>
  Array.isArray(value) ? (value as unknown[]).map((each) => JSON.stringify(each)).sort() : value;

/** The call must be answered with one of these, and nothing may have changed. */
export function mustBeRefusedWith(call: Answered, statuses: readonly number[]): Finding {
  const { seen, facts, answer } = call;
  const expected = statuses.join(' or ');
  if (!statuses.includes(answer.status))
    return fail(
      `${named(facts)} was answered with ${answer.status}.`,
      { expected, actual: `${answer.status} ${answer.text.slice(0, 160)}`, grade: 'check-missing' },
      seen,
    );
  const around = changedAround(call);
  if ('doubt' in around) return around.doubt;
  const { evidence, change } = around;
  const unchanged = evidence.length > 1 ? ', and nothing changed' : '';
  if (change === null) return pass(`${named(facts)} was answered with ${answer.status}${unchanged}.`, ...evidence);
  return fail(
    `${named(facts)} was answered with ${answer.status}, and yet ${change}.`,
    { expected: 'nothing changes', actual: change, grade: 'check-missing' },
    ...evidence,
  );
}

/** The call must succeed; `judge` says what else. */
export function mustSucceed(call: Answered, judge: (call: Answered) => Finding): Finding {
  const { seen, facts, answer } = call;
  if (succeeded(answer)) return judge(call);
  return fail(
    `${named(facts)} was refused with ${answer.status}.`,
    { expected: 'success', actual: `${answer.status} ${answer.text.slice(0, 160)}` },
    seen,
  );
}

/** What the resource must hold after a call that succeeded (`then` of the scenario). */
export function mustHold(call: Answered): Finding {
  return mustSucceed(call, ({ seen, facts, readings, log }) => {
    const name = facts.of ?? facts.kept;
    const after = readings.find(({ data }) => data.name === name && data.when === 'after');
    if (!after || facts.then === null) return blocked('What became of it was not read.', seen);
    if (after.data.status === null || BUSY.has(after.data.status))
      return blocked(`Reading it was answered with ${after.data.status ?? 'nothing'}.`, seen, after);
    const flaw = difference(after.data.resource, facts.then);
    const before = readings.filter(({ data }) => data.name === name && data.when === 'before');
    const taken = Object.keys(facts.then).filter((attribute) => isNothing(facts.then?.[attribute]));
    const never = taken.find((attribute) =>
      before.some(({ data }) => difference(data.resource, { [attribute]: null }) === null),
    );
    if (flaw === null && never !== undefined)
      return skipped(`There was no ${never} that could be taken away.`, seen, ...before);
    if (flaw === null) return pass(`${named(facts)} had its effect.`, after, seen, ...before);
    const missing = Object.keys(facts.then).find((attribute) => flaw === `${attribute} is not there`);
    if (missing !== undefined && !COMMON.includes(missing) && !isKeptAnywhere(log, missing))
      return skipped(`The application keeps no ${missing}.`, after, seen);
    return fail(
      `${named(facts)} was answered with success, and afterwards ${flaw}.`,
      { expected: JSON.stringify(facts.then), actual: flaw },
      after,
      seen,
      ...before,
    );
  });
}

/** What every application that is provisioned has of people and groups. */
const COMMON: readonly string[] = [
  'id',
  'userName',
  'displayName',
  'name',
  'active',
  'emails',
  'externalId',
  'members',
];

/** Whether any resource of the case was seen with a value of it. */
const isKeptAnywhere = (log: CaseLog, attribute: string): boolean =>
  resourcesSeen(log).some(({ resource }) => !isNothing(resource[attribute]));

/** In what a value is not as demanded; null where it is. Objects hold at least that, lists exactly that in any order. */
export function difference(value: unknown, wanted: unknown, at = 'it'): string | null {
  if (isNothing(wanted)) return isNothing(value) ? null : `${at} is ${short(value)}`;
  if (isNothing(value)) return `${at} is not there`;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(value)) return `${at} is ${short(value)}`;
    const left = [...(value as unknown[])];
    for (const each of wanted as unknown[]) {
      const index = left.findIndex((candidate) => difference(candidate, each) === null);
      if (index < 0) return `${at} does not hold ${short(each)}`;
      left.splice(index, 1);
    }
    return left.length === 0 ? null : `${at} holds ${short(left[0])} too`;
  }
  if (!isObject(wanted)) return value === wanted ? null : `${at} is ${short(value)}`;
  if (!isObject(value)) return `${at} is ${short(value)}`;
  for (const [name, part] of Object.entries(wanted)) {
    const flaw = difference(value[name], part, at === 'it' ? name : `${at}.${name}`);
    if (flaw !== null) return flaw;
  }
  return null;
}

/** Null, an empty list and nothing at all are the same (RFC 7643 §2.5). */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const short = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/** The userName that a call sends, in small letters; null: none. */
export const nameIn = ({ facts: { sent } }: Called): string | null =>
  isObject(sent) && typeof sent.userName === 'string' ? sent.userName.toLowerCase() : null;

/** A user is to be made whose name somebody has who was made before and is still there. */
export function isSecond(call: Called, log: CaseLog): boolean {
  if (!isCreation(call) || nameIn(call) === null) return false;
  const before = scimCalls(log).filter(({ facts }) => facts.call < call.facts.call);
  const first = before.find(
    (each) => isCreation(each) && nameIn(each) === nameIn(call) && each.facts.answer && succeeded(each.facts.answer),
  );
  return (
    first !== undefined && !before.some(({ facts: { method, of } }) => method === 'DELETE' && of === first.facts.kept)
  );
}

/** Entra ID's own spellings, beside what RFC 7644 knows. */
export const isInOwnSpelling = (call: Called): boolean =>
  operationsOf(call).some(
    ({ op, path, value }) =>
      op !== String(op).toLowerCase() ||
      value === 'True' ||
      value === 'False' ||
      (op === 'remove' && value !== undefined) ||
      (path === undefined && isObject(value) && Object.keys(value).some((name) => /[.:]/.test(name))),
  );

/** A query must find those of this case whom the scenario names, and no others of it. */
export function mustFind(call: Answered): Finding {
  return mustSucceed(call, ({ seen, facts, answer: { ids, json } }) => {
    const { these = [], all = [] } = facts.finds ?? {};
    const found = (ids ?? []).filter((id) => id !== null);
    const missing = these.filter((id) => !found.includes(id));
    const tooMany = found.filter((id) => all.includes(id) && !these.includes(id));
    const strangers = found.filter((id) => !all.includes(id));
    const total = isObject(json) ? json.totalResults : undefined;
    const flaw =
      missing.length > 0
        ? `${missing.join(', ')} is not found`
        : tooMany.length > 0
          ? `${tooMany.join(', ')} is found too`
          : strangers.length > 0 || (these.length === 0 && total !== 0)
            ? `${strangers.length || String(total)} others are found`
            : null;
    if (flaw === null) return pass(`${named(facts)} finds ${these.length}.`, seen);
    return fail(
      `${named(facts)}: ${flaw}.`,
      { expected: these.join(', ') || 'nothing', actual: found.join(', ') || 'nothing' },
      seen,
    );
  });
}

/** How the ids begin that scenarios call {unknown}. */
export const NOBODY = '00000000-0000-4000-8000-';
