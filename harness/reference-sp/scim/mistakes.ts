import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { DefectId } from '../defects.ts';
import { MAIN_TEAM } from '../schema.ts';
import type { Context as RouterContext } from '../cookies.ts';
import type { Service } from '../service.ts';
import type { Values } from './attribute.ts';
import { readFilter } from './filter.ts';
import { patch } from './patch.ts';
import { resolveName } from './path.ts';
import type { Resource, Store } from './resource.ts';
import { isScim, PREFIX, sendError } from './routes.ts';
import { groupType, userType } from './schemas.ts';
import { badRequest, ScimError } from './scim-error.ts';

/** A call as a product with a defect reads it; it may change method, path, query and body. */
interface Asked {
  ctx: Context;
  service: Service;
  /** Below the address of SCIM. */
  path: string;
  /** Empty where there is none. */
  body: Values;
  operations: Values[];
  store: Store;
  /** What the address leads to. */
  resource: Resource | null;
  /** What a product with this defect remembers. */
  memory: Set<string>;
}

/** The answer as a sound product gives it; what is returned is answered in its place. */
interface Given extends Pick<Asked, 'ctx' | 'path' | 'memory'> {
  json: Values;
}

interface Mistake {
  reads?: (asked: Asked) => void;
  answers?: (given: Given) => Values | void;
}

const PARAMETERS: readonly string[] = [
  'filter',
  'startIndex',
  'count',
  'sortBy',
  'sortOrder',
  'attributes',
  'excludedAttributes',
];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What is done to each resource in an answer. */
const each =
  (change: (resource: Values, type: string) => Values): Mistake['answers'] =>
  ({ json, path }) => {
    const type = path.startsWith('/Groups') ? 'Group' : 'User';
    if (!/^\/(Users|Groups)/.test(path)) return json;
    if (Array.isArray(json.Resources))
      return { ...json, Resources: (json.Resources as Values[]).map((resource) => change(resource, type)) };
    return typeof json.id === 'string' ? change(json, type) : json;
  };

const meta = (change: (values: Values) => Values) =>
  each((resource) => ({ ...resource, meta: change((resource.meta ?? {}) as Values) }));

/** What is done to the operations of a PATCH; without any left nothing is done, and that with success. */
const operations =
  (change: (operation: Values, asked: Asked) => Values | null): Mistake['reads'] =>
  (asked) => {
    const { ctx, body } = asked;
    if (ctx.method !== 'PATCH' || asked.operations.length === 0) return;
    const kept = asked.operations
      .map((operation) => change(operation, asked))
      .filter((operation) => operation !== null);
    if (kept.length === 0) ctx.method = 'GET';
    else body.Operations = kept;
  };

const without = (isLeftAside: (operation: Values) => boolean) =>
  operations((operation) => (isLeftAside(operation) ? null : operation));

const query =
  (change: (query: Record<string, string>) => Record<string, string>): Mistake['reads'] =>
  ({ ctx }) => {
    ctx.query = change(Object.fromEntries(new URLSearchParams(ctx.querystring)));
  };

const left = (...names: string[]) =>
  query((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))));

const status =
  (is: (given: Given) => boolean, code: number, body?: (json: Values) => Values): Mistake['answers'] =>
  (given) => {
    if (!is(given)) return given.json;
    given.ctx.status = code;
    return body ? body(given.json) : given.json;
  };

const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true';
const isText = (value: unknown): value is string => typeof value === 'string';
const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const pathOf = ({ path }: Values): string => (isText(path) ? path : '');
const isInCapitals = (name: string): boolean => /^[A-Z]+$/.test(name);
const isCreation = ({ ctx, path }: Pick<Asked, 'ctx' | 'path'>): boolean =>
  ctx.method === 'POST' && /^\/(Users|Groups)$/.test(path);

const named = ({ service }: Asked, name: unknown): Resource[] =>
  isText(name) ? service.scim.users.all(MAIN_TEAM, { attribute: 'userName', value: name }) : [];

/** Whoever has the name makes room for somebody else. */
const makesRoom = (asked: Asked, name: unknown, isMeant: (found: Resource) => boolean): void => {
  for (const found of named(asked, name))
    if (found.id !== asked.resource?.id && isMeant(found)) asked.service.scim.users.delete(MAIN_TEAM, found.id);
};

const error = (json: Values): boolean => Array.isArray(json.schemas) && String(json.schemas[0]).endsWith(':Error');

const refuse = (detail: string): never => {
  throw badRequest('invalidValue', detail);
};

/** The mistakes of products with defects, each read or written where such a product would get it wrong. */
const mistakes: Partial<Record<DefectId, Mistake>> = {
  // Every answer
  'scim-plain-json': { answers: ({ ctx, json }) => (ctx.set('content-type', 'application/json; charset=utf-8'), json) },
  'scim-errors-as-pages': {
    answers({ ctx, json }) {
      if (!error(json)) return json;
      ctx.body = `<!DOCTYPE html><title>Error ${ctx.status}</title>`;
      ctx.set('content-type', 'text/html; charset=utf-8');
    },
  },
  'scim-error-status-is-a-number': {
    answers: ({ json }) => (error(json) ? { ...json, status: Number(json.status) } : json),
  },
  'scim-schemas-of-the-type-alone': {
    answers: each((resource) => ({ ...resource, schemas: (resource.schemas as unknown[] | undefined)?.slice(0, 1) })),
  },
  'scim-resource-type-in-small-letters': {
    answers: meta((values) => ({ ...values, resourceType: String(values.resourceType).toLowerCase() })),
  },
  'scim-made-without-location': { answers: ({ ctx, json }) => (ctx.remove('location'), json) },
  'scim-times-as-numbers': { answers: meta((values) => ({ ...values, created: Date.parse(String(values.created)) })) },
  'scim-created-with-every-answer': {
    answers({ json, memory, ...rest }) {
      memory.add(String(memory.size));
      const created = new Date(Date.UTC(2026, 0, 1) + memory.size * 1000).toISOString();
      return meta((values) => ({ ...values, created }))?.({ json, memory, ...rest });
    },
  },
  'scim-version-unlike-etag': { answers: meta((values) => ({ ...values, version: `W/"x${String(values.version)}"` })) },
  'scim-active-as-text': {
    answers: each((resource, type) => (type === 'User' ? { ...resource, active: String(resource.active) } : resource)),
  },
  'scim-returns-passwords': {
    answers: ({ ctx, json }) =>
      isValues(ctx.request.body) && isText(ctx.request.body.password) && !error(json)
        ? { ...json, password: ctx.request.body.password }
        : json,
  },
  'scim-every-address-primary': {
    answers: each((resource) =>
      Array.isArray(resource.emails)
        ? { ...resource, emails: (resource.emails as Values[]).map((email) => ({ ...email, primary: true })) }
        : resource,
    ),
  },
  'scim-list-without-schema': {
    answers: ({ json }) => (Array.isArray(json.Resources) ? { ...json, schemas: undefined } : json),
  },
  'scim-total-of-the-page': {
    answers: ({ json }) => (Array.isArray(json.Resources) ? { ...json, totalResults: json.Resources.length } : json),
  },
  'scim-items-per-page-as-asked': {
    answers: ({ ctx, json }) =>
      Array.isArray(json.Resources) ? { ...json, itemsPerPage: Number(ctx.query.count ?? 100) } : json,
  },

  // People
  'scim-answers-with-another-id': {
    answers: (given) => (isCreation(given) && !error(given.json) ? { ...given.json, id: randomUUID() } : given.json),
  },
  'scim-names-in-capitals': {
    reads({ body }) {
      if (isText(body.displayName)) body.displayName = body.displayName.toUpperCase();
    },
  },
  'scim-id-of-the-client': {
    answers: ({ ctx, json }) =>
      isValues(ctx.request.body) && isText(ctx.request.body.id) && !error(json)
        ? { ...json, id: ctx.request.body.id }
        : json,
  },
  'scim-metadata-of-the-client': {
    answers: ({ ctx, json }) =>
      isValues(ctx.request.body) && isValues(ctx.request.body.meta) && !error(json)
        ? { ...json, meta: { ...(json.meta as Values), ...ctx.request.body.meta } }
        : json,
  },
  'scim-second-replaces-the-first': {
    reads(asked) {
      if (isCreation(asked))
        makesRoom(asked, asked.body.userName, ({ values }) => values.userName === asked.body.userName);
    },
  },
  'scim-capitals-are-another-name': {
    reads(asked) {
      if (isCreation(asked))
        makesRoom(asked, asked.body.userName, ({ values }) => values.userName !== asked.body.userName);
    },
  },
  'scim-conflict-without-a-word': {
    answers: ({ ctx, json }) => (ctx.status === 409 ? { ...json, scimType: undefined } : json),
  },
  'scim-takes-names-of-others': {
    reads(asked) {
      const { ctx, body } = asked;
      if (ctx.method === 'PUT') makesRoom(asked, body.userName, () => true);
      for (const { path, value } of asked.operations) if (path === 'userName') makesRoom(asked, value, () => true);
    },
  },
  'scim-makes-the-nameless': {
    reads({ ctx, path, body }) {
      if (ctx.method !== 'POST' && ctx.method !== 'PUT') return;
      if (path.startsWith('/Users')) body.userName ??= `${randomUUID()}@nameless.test`;
      if (path.startsWith('/Groups')) body.displayName ??= randomUUID();
    },
  },
  'scim-crashes-on-no-json': {
    answers: status(
      ({ ctx, json }) => ctx.status === 400 && ctx.request.body === undefined && error(json),
      500,
      (json) => ({ ...json, status: '500' }),
    ),
  },
  'scim-nobody-is-somebody': {
    answers: status(
      ({ ctx, path }) => ctx.method === 'GET' && ctx.status === 404 && /^\/(Users|Groups)\/./.test(path),
      200,
      () => ({}),
    ),
  },
  'scim-put-makes': {
    reads({ ctx, resource, path }) {
      if (ctx.method !== 'PUT' || resource || !path.startsWith('/Users/')) return;
      ctx.method = 'POST';
      ctx.path = `${PREFIX}/Users`;
    },
  },
  'scim-put-without-answer': {
    answers({ ctx, json }) {
      if (ctx.method !== 'PUT' || error(json)) return json;
      ctx.body = null;
      ctx.status = 204;
    },
  },
  'scim-put-keeps-the-old': {
    reads({ ctx, resource }) {
      if (ctx.method === 'PUT' && resource) ctx.method = 'GET';
    },
  },
  'scim-delete-deactivates': {
    reads({ ctx, resource, service }) {
      if (ctx.method !== 'DELETE' || !resource || !ctx.path.startsWith(`${PREFIX}/Users/`)) return;
      service.scim.users.replace(MAIN_TEAM, resource, { ...resource.values, active: false }, service.now());
      ctx.method = 'GET';
      ctx.state.deactivated = true;
    },
    answers({ ctx, json }) {
      if (!ctx.state.deactivated) return json;
      ctx.body = null;
      ctx.status = 204;
    },
  },
  'scim-deletes-the-gone': {
    answers({ ctx, json }) {
      if (ctx.method !== 'DELETE' || ctx.status !== 404) return json;
      ctx.body = null;
      ctx.status = 204;
    },
  },
  'scim-keeps-names-of-the-deleted': {
    reads(asked) {
      const { ctx, resource, memory, body } = asked;
      if (ctx.method === 'DELETE' && resource) memory.add(String(resource.values.userName));
      if (isCreation(asked) && memory.has(String(body.userName)))
        throw new ScimError(409, 'Somebody had this name.', 'uniqueness');
    },
  },
  'scim-refuses-what-it-does-not-know': {
    reads(asked) {
      const { path, body } = asked;
      if (!isCreation(asked)) return;
      const type = path.startsWith('/Groups') ? groupType : userType;
      const unknown = Object.keys(body).find(
        (name) => name !== 'schemas' && name !== 'id' && name !== 'meta' && !resolveName(type, name),
      );
      if (unknown !== undefined) refuse(`There is no attribute "${unknown}".`);
    },
  },
  'scim-insists-on-its-media-type': {
    reads({ ctx }) {
      if (ctx.get('content-type').startsWith('application/json'))
        throw new ScimError(415, 'Send application/scim+json.');
    },
  },
  'scim-never-again': {
    reads({ ctx, body, resource, operations: given }) {
      if (resource?.values.active !== false) return;
      const isAsked = given.some(({ path, value }) =>
        isTrue(path === 'active' ? value : isValues(value) && value.active),
      );
      if (isAsked || (ctx.method === 'PUT' && isTrue(body.active))) refuse('Nobody is activated again.');
    },
  },
  'scim-hides-the-inactive': {
    answers({ ctx, json }) {
      if (ctx.method !== 'GET' || json.active !== false) return json;
      ctx.status = 404;
      return {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '404',
        detail: 'There is no such user.',
      };
    },
  },
  'scim-new-groups-are-empty': {
    reads(asked) {
      if (isCreation(asked) && asked.path === '/Groups') delete asked.body.members;
    },
  },
  'scim-text-makes-active': {
    reads(asked) {
      if (isCreation(asked) && isText(asked.body.active)) asked.body.active = true;
    },
  },

  // PATCH
  'scim-patch-does-nothing': { reads: operations(() => null) },
  'scim-patch-needs-a-path': { reads: without((operation) => pathOf(operation) === '') },
  'scim-filtered-paths-ignored': { reads: without((operation) => pathOf(operation).includes('[')) },
  'scim-extension-not-patched': {
    reads: operations((operation) => {
      if (pathOf(operation).startsWith(ENTERPRISE)) throw badRequest('invalidPath', 'There is no such path.');
      return operation;
    }),
  },
  'scim-capital-operations-ignored': { reads: without(({ op }) => isText(op) && op !== op.toLowerCase()) },
  'scim-every-text-is-true': {
    reads: operations((operation) =>
      pathOf(operation) === 'active' && isText(operation.value) ? { ...operation, value: true } : operation,
    ),
  },
  'scim-paths-as-keys-ignored': {
    reads: operations((operation) =>
      pathOf(operation) === '' && isValues(operation.value)
        ? {
            ...operation,
            value: Object.fromEntries(Object.entries(operation.value).filter(([name]) => !/[.:]/.test(name))),
          }
        : operation,
    ),
  },
  'scim-removing-wipes': {
    reads: operations((operation) => {
      const isRemoval = isText(operation.op) && operation.op.toLowerCase() === 'remove';
      return isRemoval && pathOf(operation).startsWith('members') ? { op: 'remove', path: 'members' } : operation;
    }),
  },
  'scim-half-a-patch': {
    reads({ operations: [first, ...others], resource, service, path, store }) {
      if (!first || others.length === 0 || !resource) return;
      const type = path.startsWith('/Groups') ? groupType : userType;
      const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [first] };
      store.replace(MAIN_TEAM, resource, patch(type, resource.values, body), service.now());
    },
  },
  'scim-any-patch-will-do': {
    reads({ ctx, body, operations: given }) {
      if (ctx.method !== 'PATCH') return;
      body.schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
      const known = given.filter(({ op }) => /^(add|remove|replace)$/i.test(String(op)));
      if (known.length === 0) ctx.method = 'GET';
      else body.Operations = known;
    },
  },
  'scim-last-operation-first': {
    reads({ body, operations: given }) {
      if (given.length > 1) body.Operations = [...given].reverse();
    },
  },
  'scim-members-of-nobody': {
    reads: operations((operation, { path, memory }) => {
      const added = Array.isArray(operation.value) ? (operation.value as Values[]) : [];
      for (const { value } of added) if (isText(value) && value.startsWith('00000000-')) memory.add(`${path} ${value}`);
      return operation;
    }),
    answers: ({ json, path, memory }) => {
      const ghosts = [...memory].flatMap((each) =>
        each.startsWith(`${path} `) ? [{ value: each.split(' ')[1] }] : [],
      );
      const members = Array.isArray(json.members) ? (json.members as Values[]) : [];
      return ghosts.length && json.id !== undefined ? { ...json, members: [...members, ...ghosts] } : json;
    },
  },
  'scim-loses-members': {
    // Of two additions between which nobody looked, the second is answered, and not done.
    reads(asked) {
      const { ctx, path, memory } = asked;
      if (ctx.method === 'GET') memory.delete(path);
      operations((operation) => {
        const isAddition = pathOf(operation) === 'members' && operation.op === 'add';
        if (isAddition && memory.has(path)) return null;
        if (isAddition) memory.add(path);
        return operation;
      })?.(asked);
    },
  },
  'scim-removes-nowhere': { reads: without(({ op, path }) => op === 'remove' && path === undefined) },
  'scim-unreadable-paths-ignored': {
    reads: without((operation) => pathOf(operation).split('[').length !== pathOf(operation).split(']').length),
  },
  'scim-removes-what-is-required': {
    reads: without(({ op, path }) => op === 'remove' && (path === 'userName' || path === 'displayName')),
  },
  'scim-keeps-a-new-id': {
    reads: operations((operation) => {
      const id = operation.path === 'id' ? operation.value : isValues(operation.value) ? operation.value.id : undefined;
      return isText(id) ? { op: 'replace', path: 'externalId', value: id } : operation;
    }),
  },
  'scim-members-twice': {
    reads: operations((operation, { resource, memory, path }) => {
      const members = ((resource?.values.members ?? []) as Values[]).map(({ value }) => value);
      const added =
        pathOf(operation) === 'members' && Array.isArray(operation.value) ? (operation.value as Values[]) : [];
      for (const { value } of added) if (members.includes(value)) memory.add(`${path} ${String(value)}`);
      return operation;
    }),
    answers: ({ json, path, memory }) =>
      Array.isArray(json.members)
        ? {
            ...json,
            members: (json.members as Values[]).flatMap((member) =>
              memory.has(`${path} ${String(member.value)}`) ? [member, member] : [member],
            ),
          }
        : json,
  },
  'scim-replaces-by-adding': {
    reads: operations((operation) =>
      operation.op === 'replace' && isValues(operation.value) && Object.values(operation.value).some(Array.isArray)
        ? { ...operation, op: 'add' }
        : operation,
    ),
  },
  'scim-parts-replace-the-whole': {
    reads({ ctx, body, operations: given }) {
      if (ctx.method !== 'PATCH' || !Array.isArray(body.Operations)) return;
      body.Operations = given.flatMap((operation) =>
        operation.op === 'replace' && operation.path === 'name'
          ? [{ op: 'remove', path: 'name' }, operation]
          : [operation],
      );
    },
  },
  'scim-removes-to-the-letter': {
    reads: without(
      ({ op, path, value }) =>
        /^remove$/i.test(String(op)) &&
        path === 'members' &&
        Array.isArray(value) &&
        value.some((member) => isValues(member) && member.$ref === null),
    ),
  },
  'scim-values-of-any-type': {
    reads: without(
      ({ path, value }) => isText(value) && (path === 'name' || (path === 'active' && !/^(true|false)?$/i.test(value))),
    ),
  },
  'scim-names-to-the-letter': {
    reads(asked) {
      for (const name of Object.keys(asked.body)) if (isInCapitals(name)) delete asked.body[name];
      without((operation) => isInCapitals(pathOf(operation)))?.(asked);
    },
  },
  'scim-refuses-null': {
    reads: operations((operation) => {
      const { value } = operation;
      if (value === null || (Array.isArray(value) && value.length === 0)) refuse('A value is missing.');
      return operation;
    }),
  },
  'scim-keeps-empty-texts': {
    reads: operations((operation) => (operation.value === '' ? { ...operation, value: ' ' } : operation)),
  },

  // Queries
  'scim-filter-ignored': { reads: left('filter') },
  'scim-nothing-found-is-an-error': {
    answers({ ctx, json }) {
      if (json.totalResults !== 0) return json;
      ctx.status = 404;
      return { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404', detail: 'Nothing was found.' };
    },
  },
  'scim-names-found-to-the-letter': {
    reads: query((all) => {
      const [, name, operator, value = ''] = /^(\w+) (\w+) "([^"]*)"$/.exec(all.filter ?? '') ?? [];
      const isExact = name === undefined || (name === 'userName' && operator === 'eq' && value === value.toLowerCase());
      return isExact || name === 'externalId' || name === 'displayName'
        ? all
        : { ...all, filter: 'userName eq "nobody"' };
    }),
  },
  'scim-external-id-not-found': {
    reads: query((all) => {
      if (all.filter?.startsWith('externalId')) throw badRequest('invalidFilter', 'externalId cannot be filtered by.');
      return all;
    }),
  },
  'scim-first-part-of-filters': {
    reads: query((all) => ({ ...all, ...(all.filter && { filter: all.filter.split(/ (?:and|or) /)[0] ?? '' }) })),
  },
  'scim-quotes-end-filters': {
    reads: query(({ filter, ...all }) => (filter && !/[\\']/.test(filter) ? { ...all, filter } : all)),
  },
  'scim-groups-not-found': {
    answers: ({ ctx, json, path }) =>
      path === '/Groups' && ctx.query.filter ? { ...json, totalResults: 0, itemsPerPage: 0, Resources: [] } : json,
  },
  'scim-odd-filters-find-everybody': {
    reads: query(({ filter, ...all }) => {
      try {
        if (filter) readFilter(filter);
        return filter ? { ...all, filter } : all;
      } catch {
        return all;
      }
    }),
  },
  'scim-external-id-in-any-case': {
    reads({ ctx, service }) {
      const value = /^externalId eq "([^"]*)"$/.exec(String(ctx.query.filter))?.[1]?.toLowerCase();
      const found =
        value && service.scim.users.all(MAIN_TEAM, null).find((user) => user.externalId?.toLowerCase() === value);
      if (found) ctx.query = { ...ctx.query, filter: `id eq "${found.id}"` };
    },
  },
  'scim-refuses-unknown-parameters': {
    reads({ ctx }) {
      const unknown = Object.keys(ctx.query).find((name) => !PARAMETERS.includes(name));
      if (unknown !== undefined) refuse(`There is no parameter "${unknown}".`);
    },
  },
  'scim-orders-booleans': {
    reads: query(({ filter, ...all }) => (filter && !/^active [gl]/.test(filter) ? { ...all, filter } : all)),
  },
  'scim-sort-ignored': { reads: left('sortBy', 'sortOrder') },
  'scim-empty-list-without-resources': {
    answers: ({ json }) => (json.totalResults === 0 ? { ...json, Resources: undefined } : json),
  },
  'scim-takes-over': {
    answers({ ctx, json, memory, path }) {
      const { userName } = isValues(ctx.request.body) ? ctx.request.body : {};
      if (!isCreation({ ctx, path }) || !isText(userName)) return json;
      const key = `${userName.toLowerCase()} `;
      const first = [...memory].find((each) => each.startsWith(key))?.slice(key.length);
      if (isText(json.id)) memory.add(key + (first ?? json.id));
      if (first === undefined) return json;
      ctx.status = 201;
      return { ...json, id: first, userName };
    },
  },
  'scim-count-ignored': { reads: left('count') },
  'scim-pages-begin-one-too-late': {
    reads: query((all) => ({ ...all, ...(all.startIndex && { startIndex: String(Number(all.startIndex) + 1) }) })),
  },
  'scim-attributes-ignored': { reads: left('attributes', 'excludedAttributes') },
  'scim-search-finds-everybody': {
    reads({ path, body }) {
      if (path.endsWith('/.search')) delete body.filter;
    },
  },
  'scim-members-by-name': {
    answers: each((resource) =>
      Array.isArray(resource.members)
        ? { ...resource, members: (resource.members as Values[]).map(({ display }) => ({ value: display })) }
        : resource,
    ),
  },
  'scim-pages-begin-anew': {
    answers({ ctx, json, memory }) {
      if (!Array.isArray(json.Resources)) return json;
      const beginning = `${ctx.path} ${String(ctx.query.filter)} `;
      if (json.Resources.length > 0 && json.startIndex === 1) memory.add(beginning + JSON.stringify(json.Resources));
      const first = [...memory].find((each) => each.startsWith(beginning));
      return json.Resources.length > 0 || json.totalResults === 0 || first === undefined
        ? json
        : { ...json, Resources: JSON.parse(first.slice(beginning.length)) as Values[] };
    },
  },
  'scim-values-not-searched': {
    reads: query((all) =>
      /^(emails|members)(\.value)? /.test(all.filter ?? '') ? { ...all, filter: 'userName eq "nobody"' } : all,
    ),
  },
  'scim-urns-unknown': {
    reads(asked) {
      query(({ filter, attributes, ...all }) => ({
        ...all,
        ...(filter && { filter: filter.startsWith('urn:') ? 'userName eq "nobody"' : filter }),
        ...(attributes && { attributes: attributes.startsWith('urn:') ? 'id' : attributes }),
      }))?.(asked);
      without((operation) => pathOf(operation).startsWith(userType.schema.id))?.(asked);
    },
  },

  // Tokens, description and versions
  'scim-silent-401': { answers: ({ ctx, json }) => (ctx.remove('www-authenticate'), json) },
  'scim-half-a-configuration': {
    answers: ({ json, path }) => (path === '/ServiceProviderConfig' ? { ...json, etag: undefined } : json),
  },
  'scim-schemas-without-attributes': {
    answers: ({ json, path }) =>
      path === '/Schemas'
        ? { ...json, Resources: (json.Resources as Values[]).map((schema) => ({ ...schema, attributes: undefined })) }
        : json,
  },
  'scim-resource-types-without-schema': {
    answers: ({ json, path }) =>
      path === '/ResourceTypes'
        ? { ...json, Resources: (json.Resources as Values[]).map((type) => ({ ...type, schema: undefined })) }
        : json,
  },
  'scim-nothing-is-empty': {
    answers: status(
      ({ ctx, path }) => ctx.status === 404 && !/^\/(Users|Groups)/.test(path),
      200,
      () => ({}),
    ),
  },
  'scim-description-takes-anything': {
    answers: status(
      ({ ctx }) => ctx.status === 405,
      200,
      () => ({}),
    ),
  },
  'scim-promises-tags': {
    answers: ({ ctx, json, path }) => {
      ctx.remove('etag');
      return path === '/ServiceProviderConfig'
        ? json
        : (meta((values) => ({ ...values, version: undefined }))?.({ ctx, json, path, memory: new Set() }) ?? json);
    },
  },
  'scim-if-match-ignored': {
    reads({ ctx }) {
      delete ctx.headers['if-match'];
    },
  },
};

/** Reads calls of SCIM as a product with these defects does. Behind the reading of bodies. */
export function mistakenReading(service: Service): Middleware {
  const active = activeOf(service, 'reads');
  return async (ctx, next) => {
    if (active.length > 0 && isScim(ctx.path)) {
      const asked = askedIn(ctx, service);
      try {
        for (const { reads, memory } of active) reads?.({ ...asked, memory });
      } catch (error) {
        if (!(error instanceof ScimError)) throw error;
        return sendError(ctx as RouterContext, error);
      }
    }
    await next();
  };
}

function askedIn(ctx: Context, service: Service): Omit<Asked, 'memory'> {
  const path = ctx.path.slice(PREFIX.length);
  const body = isValues(ctx.request.body) ? ctx.request.body : {};
  const store = path.startsWith('/Groups') ? service.scim.groups : service.scim.users;
  const id = /^\/(?:Users|Groups)\/([^/]+)$/.exec(path)?.[1];
  const resource = id === undefined ? null : store.get(MAIN_TEAM, decodeURIComponent(id));
  const operations = Array.isArray(body.Operations) ? (body.Operations as unknown[]).filter(isValues) : [];
  return { ctx, service, path, body, operations, store, resource };
}

/** Answers calls of SCIM as a product with these defects does. In front of everything that answers. */
export function mistakenAnswers(service: Service): Middleware {
  const active = activeOf(service, 'answers');
  return async (ctx, next) => {
    const asked = ctx.path;
    await next();
    if (!isScim(asked)) return;
    for (const { answers, memory } of active) {
      if (typeof ctx.body !== 'string') return;
      const json = JSON.parse(ctx.body) as Values;
      const changed = answers?.({ ctx, path: asked.slice(PREFIX.length), memory, json });
      if (changed === undefined) continue;
      ctx.body = JSON.stringify(changed);
    }
  };
}

const memories = new WeakMap<Service, Map<DefectId, Set<string>>>();

function activeOf(service: Service, when: keyof Mistake): (Mistake & { memory: Set<string> })[] {
  const all = memories.get(service) ?? new Map<DefectId, Set<string>>();
  memories.set(service, all);
  return [...service.defects].flatMap((id) => {
    const mistake = mistakes[id];
    if (!mistake?.[when]) return [];
    const memory = all.get(id) ?? new Set<string>();
    all.set(id, memory);
    return [{ ...mistake, memory }];
  });
}
