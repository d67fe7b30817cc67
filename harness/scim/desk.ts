import { createHash } from 'node:crypto';
import type { Cast } from '../cast.ts';
import type { LogWriter } from '../log-writer.ts';
import { CannotPrepare } from '../methods.ts';
import type { ScimCallFacts } from '../observation.ts';
import type { ScimCall } from '../scenario.ts';
import { parsedJson } from '../targets/api-call.ts';
import type { ScimAccess } from '../targets/target.ts';
import type { World } from '../world.ts';
import { idIn, isObject, listIn, type Json } from './json.ts';
import { SCIM_TYPE, send, type ScimAnswer } from './send.ts';
import { serviceOf } from './service.ts';
import { PATCH_OP, userBody, userNameOf } from './user-body.ts';
import { filled, type PersonField } from './words.ts';

interface Kept {
  /** Below the base URL. */
  path: string;
  id: string;
  etag: string | null;
  /** As it was read last. */
  resource: Json;
}

interface Stray {
  type: string;
  attribute: string;
  value: string;
  caller: Caller;
}

type Caller = NonNullable<ScimCall['token']>;
type Ended = ScimAnswer | { failure: string };

/** Headers of an answer that rules read. */
const TOLD = ['content-type', 'location', 'etag', 'www-authenticate', 'allow', 'retry-after'] as const;

/** Characters of an answer that stand in the fact itself. */
const QUOTED = 500;

/** Calls the SCIM server of the application for one case, keeps what is made by name, and takes it away in the end. */
export class ScimDesk {
  readonly #world: Pick<World, 'nonce' | 'running'>;
  readonly access: ScimAccess;
  readonly #log: LogWriter;
  readonly #cast: Cast;
  /** A word that only this case of this run uses. */
  readonly unique: string;
  readonly #hash: string;
  readonly #kept = new Map<string, Kept>();
  /** Path of what this case made, and with whose token. */
  readonly #made = new Map<string, Caller>();
  /** What may have been made unseen, as a filter finds it. */
  readonly #strays: Stray[] = [];
  /** Ids of what this case made, also where it is gone by now, and how it was to be called. */
  readonly #own = new Set<string>();
  /** Ids of others in lists, in the order seen. */
  readonly #strangers: string[] = [];
  #calls = 0;
  /** Why the steps to come cannot be done: what they are about was never made. */
  #missing: string | null = null;

  /** @throws CannotPrepare where the target file describes no SCIM */
  constructor(world: Pick<World, 'nonce' | 'running'>, log: LogWriter, cast: Cast, caseId: string) {
    const { scim } = world.running;
    if (!scim) throw new CannotPrepare('The target file does not say where SCIM is.');
    this.#world = world;
    this.access = scim;
    this.#log = log;
    this.#cast = cast;
    this.#hash = createHash('sha256').update(caseId).digest('hex').slice(0, 12);
    this.unique = `${world.nonce}-${this.#hash.slice(0, 6)}`;
  }

  /** Does nothing more once something that the case rests on was not made. */
  async call(step: ScimCall): Promise<void> {
    if (this.#missing !== null) return;
    const call = ++this.#calls;
    if (call === 1) await this.#readService();
    const ready = filled(step, (word) => this.#meaning(word));
    const body = bodyOf(
      ready,
      this.#cast,
      ready.whole === undefined ? null : (this.#kept.get(ready.whole)?.resource ?? null),
    );
    const of = this.#nameIn(step.path);
    const changes = step.method !== 'GET' && !step.path.endsWith('.search');
    const read = [...new Set([...(changes && of !== null ? [of] : []), ...(step.readBack ?? [])])];
    for (const name of read) await this.#read(call, 'before', name);
    const others = (ready.atOnce ?? []).map((operations) => patchBody(operations));
    const [ended, ...endings] = await Promise.all([body, ...others].map((each) => this.#send(ready, each)));
    if (!ended) return;
    this.#keep(step, ready, ended);
    if (changes) this.#noteMade(call, ready, body, ended);
    if (step.method === 'DELETE' && !('failure' in ended) && ended.status === 204) this.#made.delete(ready.path);
    this.#record(call, step, { ready, body, of, ended });
    endings.forEach((other, index) => {
      const further = { ready: { ...ready, then: undefined }, body: others[index] ?? null, of, ended: other };
      this.#record(++this.#calls, step, further);
    });
    const made = step.keep !== undefined && this.#kept.has(step.keep) ? [step.keep] : [];
    for (const name of [...read, ...made]) await this.#read(call, 'after', name);
  }

  /** Removes what the case made: groups before the people in them. What was there before is never touched. */
  async close(): Promise<void> {
    for (const stray of this.#strays.splice(0)) await this.#find(stray);
    const isGroup = (path: string) => path.startsWith('/Groups/');
    const paths = [...this.#made.keys()].reverse();
    for (const path of [...paths.filter(isGroup), ...paths.filter((each) => !isGroup(each))]) await this.#remove(path);
    this.#made.clear();
  }

  /** An id may be somebody else's by now: only what still carries the mark of this run is removed. */
  async #remove(path: string): Promise<void> {
    const caller = this.#made.get(path) ?? 'own';
    const there = await this.#send({ method: 'GET', path, token: caller });
    if (!('failure' in there) && there.status === 404) return;
    const isOurs = !('failure' in there) && there.status === 200 && isOwn(there.json, this.#world.nonce);
    const ended = isOurs ? await this.#send({ method: 'DELETE', path, token: caller }) : there;
    const status = 'failure' in ended ? null : ended.status;
    if (isOurs && status !== null && (status < 300 || status === 404)) return;
    const why = isOurs ? `answered with ${status ?? 'nothing'}` : 'not seen to be of this run';
    this.#log.add({
      kind: 'scim.left',
      from: 'harness',
      to: 'target',
      says: `${path} was made and could not be removed: ${why}.`,
      data: { path, status },
    });
  }

  /** Something may have been made by a POST to that collection; it is removed in the end, where it carries the mark of this run. */
  noteAnswer(
    collection: string,
    body: string | null,
    { status, text }: { status: number | null; text: string },
    caller: Caller = 'own',
  ): void {
    const type = /^\/(Users|Groups)$/.exec(collection)?.[1];
    if (type === undefined || body === null) return;
    const attribute = type === 'Users' ? 'userName' : 'displayName';
    const value = textIn(body, attribute);
    if (value !== undefined) this.#own.add(value.toLowerCase());
    if (status !== null && status >= 300 && status < 500) return;
    const json = parsedJson(text);
    const id = isObject(json) && (typeof json.id === 'string' || typeof json.id === 'number') ? String(json.id) : '';
    if (id !== '') {
      this.#own.add(id);
      this.#made.set(`${collection}/${encodeURIComponent(id)}`, caller);
    } else if (value?.includes(this.#world.nonce)) this.#strays.push({ type, attribute, value, caller });
  }

  /** An answer as it may be written down: of lists, what this case made; of what should be a list and is none, its size. */
  ownOnly(method: string, path: string, text: string): string {
    const json = parsedJson(text);
    const list = listIn(json);
    if (list && isObject(json)) return JSON.stringify({ ...json, Resources: list.filter((each) => this.#isOwn(each)) });
    return method === 'GET' && isDirectory(path) && !isError(json) ? unread(text) : text;
  }

  /** What stands at an address, with the token of the team; null without an answer. */
  async readAt(path: string): Promise<{ status: number; resource: unknown; text: string } | null> {
    const ended = await this.#send({ method: 'GET', path });
    if ('failure' in ended) return null;
    const { status, json, text } = ended;
    return { status, resource: status === 200 ? (json ?? null) : null, text };
  }

  async #readService(): Promise<void> {
    const service = await serviceOf(this.#world.running, this.access);
    const declined = Object.entries(service).flatMap(([feature, told]) => (told === false ? [feature] : []));
    this.#log.add({
      kind: 'scim.service',
      from: 'harness',
      to: 'target',
      says: `The application says that it does not support: ${declined.join(', ') || 'nothing'}.`,
      data: service,
    });
  }

  /** A name of the case, without what the redactor knows. */
  #meaning(word: string): string {
    if (word === 'unique') return this.unique;
    if (word === 'unknown') return `00000000-0000-4000-8000-${this.#hash}`;
    const [name = '', field] = word.split('.');
    if (field === undefined) return this.#kept.get(name)?.id ?? `{${word}}`;
    if (field === 'etag') return this.#kept.get(name)?.etag ?? '*';
    const person = this.#cast.get(name);
    const fields: Record<PersonField, string> = {
      email: userNameOf(person),
      capitals: userNameOf(person).toUpperCase(),
      givenName: person.givenName,
      familyName: person.surname,
      displayName: person.displayName,
      id: person.id,
    };
    return fields[field as PersonField];
  }

  /** Name of the resource that the path leads to. */
  #nameIn(path: string): string | null {
    const name = /^\/\w+\/\{([A-Za-z0-9]+)\}$/.exec(path)?.[1];
    return name !== undefined && this.#kept.has(name) ? name : null;
  }

  #url(path: string, query: Readonly<Record<string, string>> = {}): string {
    const { baseUrl } = this.access;
    const text = Object.entries(query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    return `${baseUrl}${path}${text === '' ? '' : `?${text}`}`;
  }

  #headers(token: Caller, hasBody: boolean): Record<string, string> {
    const authorization = this.#authorization(token);
    return {
      accept: SCIM_TYPE,
      ...(authorization !== null && { authorization }),
      ...(hasBody && { 'content-type': SCIM_TYPE }),
    };
  }

  #authorization(token: Caller): string | null {
    if (token === 'none') return null;
    if (token === 'basic') return `Basic ${Buffer.from(`jitmus:${this.#hash}`).toString('base64')}`;
    return `Bearer ${token === 'empty' ? '' : this.tokenOf(token)}`;
  }

  /** @throws CannotPrepare where the target file does not give it */
  tokenOf(caller: Exclude<Caller, 'none' | 'empty' | 'basic'>): string {
    const { token: own, otherTeamToken, revokedToken, expiredToken } = this.access;
    switch (caller) {
      case 'own':
        return own;
      case 'unknown':
        return `jitmus-unknown-${this.#hash}`;
      case 'other-team':
        return demand(otherTeamToken, 'otherTeamToken');
      case 'revoked':
        return demand(revokedToken, 'revokedToken');
      case 'expired':
        return demand(expiredToken, 'expiredToken');
    }
  }

  #send({ method, path, query, headers, token = 'own' }: ScimCall, body: string | null = null): Promise<Ended> {
    return send({
      method,
      url: this.#url(path, query),
      headers: { ...this.#headers(token, body !== null), ...headers },
      body,
    });
  }

  #noteMade(call: number, { method, path, token = 'own' }: ScimCall, body: string | null, ended: Ended): void {
    if (method !== 'POST' && method !== 'PUT') return;
    const collection = /^\/(Users|Groups)/.exec(path)?.[0] ?? '';
    const answer = 'failure' in ended ? { status: null, text: '' } : ended;
    this.noteAnswer(collection, body, answer, token);
    const id = 'failure' in ended ? null : idIn(ended.json);
    if (id !== null) this.#log.alias(id, `{id from call ${call}}`);
  }

  /** Whether this case made it. Those of others come and go, and nothing of them is told. */
  #isOwn(resource: unknown): boolean {
    if (!isOwn(resource, this.#world.nonce) || !isObject(resource)) return false;
    const { id, userName, displayName } = resource;
    if ([userName, displayName].some((name) => typeof name === 'string' && this.#own.has(name.toLowerCase())))
      return true;
    return this.#own.has(String(id)) || JSON.stringify(resource).includes(this.unique);
  }

  /** Somebody of whom nothing is told: an id may be an address. The same one has the same name in all lists of the case. */
  #strangerIn = (resource: unknown): string => {
    const id = idIn(resource) ?? '';
    if (!this.#strangers.includes(id)) this.#strangers.push(id);
    return `{somebody else ${this.#strangers.indexOf(id) + 1}}`;
  };

  async #find({ type, attribute, value, caller }: Stray): Promise<void> {
    const filter = `${attribute} eq ${JSON.stringify(value)}`;
    const found = await this.#send({ method: 'GET', path: `/${type}`, query: { filter }, token: caller });
    if ('failure' in found) return;
    for (const resource of (listIn(found.json) ?? []).filter(isObject)) {
      const id = idIn(resource);
      const own = resource[attribute];
      if (id !== null && typeof own === 'string' && own.toLowerCase() === value.toLowerCase())
        this.#made.set(`/${type}/${encodeURIComponent(id)}`, caller);
    }
  }

  #keep({ keep }: ScimCall, { path }: ScimCall, ended: Ended): void {
    if (keep === undefined) return;
    const id = 'failure' in ended || ended.status >= 300 ? null : idIn(ended.json);
    if (id === null || 'failure' in ended) {
      const why = 'failure' in ended ? ended.failure : `the answer was ${ended.status}`;
      this.#missing = `${keep} was not made: ${why}.`;
      return;
    }
    this.#log.alias(id, `{id of ${keep}}`);
    const type = /^\/(\w+)/.exec(path)?.[1] ?? 'Users';
    this.#kept.set(keep, {
      path: `/${type}/${encodeURIComponent(id)}`,
      id,
      etag: etagIn(ended),
      resource: isObject(ended.json) ? ended.json : {},
    });
  }

  async #read(call: number, when: 'before' | 'after', name: string): Promise<void> {
    const kept = this.#kept.get(name);
    if (!kept) return;
    const ended = await this.#send({ method: 'GET', path: kept.path });
    const failed = 'failure' in ended;
    if (!failed && isObject(ended.json) && ended.status === 200) {
      kept.etag = etagIn(ended) ?? kept.etag;
      kept.resource = ended.json;
    }
    this.#log.add({
      kind: 'scim.reading',
      from: 'harness',
      to: 'target',
      says: `${name} is read ${when === 'before' ? 'beforehand' : 'afterwards'}: ${failed ? ended.failure : ended.status}.`,
      data: {
        call,
        when,
        name,
        status: failed ? null : ended.status,
        resource: failed || ended.status !== 200 ? null : (ended.json ?? null),
      },
      artefacts: failed || ended.text === '' ? [] : [shown(`${name} as read ${when}`, ended.json, ended.text)],
    });
  }

  #finds({ finds }: ScimCall): ScimCallFacts['finds'] {
    if (!finds) return null;
    const idOf = (name: string) => this.#kept.get(name)?.id ?? name;
    return { these: finds.map(idOf), all: [...this.#kept.keys()].map(idOf) };
  }

  #record(
    call: number,
    step: ScimCall,
    { ready, body, of, ended }: { ready: ScimCall; body: string | null; of: string | null; ended: Ended },
  ): void {
    const { method, path, query = {}, token = 'own', headers = {} } = ready;
    const sent = body === null ? null : parsedJson(body);
    const answer = 'failure' in ended ? null : this.#answerFacts(ended, { path, method });
    this.#log.add({
      kind: 'scim.call',
      from: 'idp',
      to: 'target',
      says: `${method} ${path}${token === 'own' ? '' : ` ${tokenWords[token]}`}: ${'failure' in ended ? ended.failure : ended.status}.`,
      data: {
        call,
        method,
        path,
        query,
        of,
        kept: step.keep ?? null,
        caller: token,
        headers,
        sent: sent ?? null,
        answer,
        failure: 'failure' in ended ? ended.failure : null,
        finds: this.#finds(step),
        then: ready.then ?? null,
      },
      artefacts: [
        ...(body === null ? [] : [shown(`${method} ${path}`, sent, body)]),
        ...('failure' in ended || ended.text === ''
          ? []
          : [shown(`Answer ${ended.status}`, answer?.json ?? undefined, answer?.text || ended.text)]),
      ],
    });
  }

  /** People and groups that others made are counted, and not written down. */
  #answerFacts(
    { status, headers, text, json }: ScimAnswer,
    { path, method }: { path: string; method: string },
  ): NonNullable<ScimCallFacts['answer']> {
    const list = listIn(json);
    const isOfPeople = isDirectory(path) && (method === 'GET' || path.endsWith('/.search')) && !isError(json);
    const own = (resource: unknown) => this.#isOwn(resource);
    const told = !isOfPeople ? json : list && isObject(json) ? { ...json, Resources: list.filter(own) } : null;
    const beginning = isOfPeople && !list ? unread(text) : text.slice(0, QUOTED);
    return {
      status,
      headers: Object.fromEntries(TOLD.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]))),
      isEmpty: text === '',
      json: told ?? null,
      ids: list && list.map((resource) => (isOfPeople && !own(resource) ? this.#strangerIn(resource) : idIn(resource))),
      // A resource is told whole: cut off in the middle, ids would not be known again.
      text: status >= 400 || told === null || told === undefined ? beginning : '',
    };
  }
}

const tokenWords: Record<Exclude<Caller, 'own'>, string> = {
  none: 'without a token',
  empty: 'with an empty token',
  unknown: 'with a token that nobody was given',
  basic: 'with a password in place of a token',
  'other-team': 'with the token of another team',
  revoked: 'with a revoked token',
  expired: 'with an expired token',
};

function demand(token: string | null, name: string): string {
  if (token !== null) return token;
  throw new CannotPrepare(`The target file does not give scim.${name}.`);
}

const patchBody = (operations: readonly Json[]): string =>
  JSON.stringify({ schemas: [PATCH_OP], Operations: operations });

/** What is sent; null: no body. `resource`: what stands in the place of a user. */
function bodyOf(
  { user, without = [], body, operations, text }: ScimCall,
  cast: Cast,
  resource: Json | null,
): string | null {
  if (text !== undefined) return text;
  if (operations) return patchBody(operations);
  const model = user === undefined ? resource : userBody(cast.get(user));
  if (!model) return body === undefined ? null : JSON.stringify(body);
  const whole = Object.entries({ ...model, ...body });
  return JSON.stringify(Object.fromEntries(whole.filter(([name]) => !without.includes(name))));
}

/** Where people or groups are listed. */
const isDirectory = (path: string): boolean => /^\/(Users|Groups)\/?(\.search)?(\?|$)/.test(path);

const isError = (json: unknown): boolean =>
  isObject(json) && Array.isArray(json.schemas) && json.schemas.some((uri) => String(uri).endsWith(':Error'));

const unread = (text: string): string => `(${text.length} characters that are no list, and may be about people)`;

/** The mark stands in what the run itself has sent; members of a group are no mark of it. */
function isOwn(resource: unknown, nonce: string): boolean {
  if (!isObject(resource)) return false;
  const { userName, displayName, externalId, title, emails } = resource;
  return JSON.stringify([userName, displayName, externalId, title, emails]).includes(nonce);
}

function etagIn({ headers, json }: ScimAnswer): string | null {
  const meta = isObject(json) && isObject(json.meta) ? json.meta.version : undefined;
  return headers.etag ?? (typeof meta === 'string' ? meta : null);
}

function textIn(body: string, attribute: string): string | undefined {
  const json = parsedJson(body);
  const value = isObject(json) ? json[attribute] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A body in full, laid out where it is JSON. */
export const shown = (label: string, json: unknown, text: string) =>
  json === undefined
    ? ({ label, mediaType: 'text/plain', text } as const)
    : ({ label, mediaType: 'application/json', text: JSON.stringify(json, null, 2) } as const);
