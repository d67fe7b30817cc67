import Router, { type RouterMiddleware } from '@koa/router';
import type { Context } from '../cookies.ts';
import { MAIN_TEAM } from '../schema.ts';
import type { Service } from '../service.ts';
import type { ResourceType, Values } from './attribute.ts';
import { resourceTypesAt, schemasAt, serviceProviderConfig } from './discovery.ts';
import { patch } from './patch.ts';
import { project, readWanted } from './projection.ts';
import { find, type Page } from './query.ts';
import { readResource } from './read-resource.ts';
import type { Resource, Store } from './resource.ts';
import { groupType, userType } from './schemas.ts';
import { badRequest, errorBody, ScimError } from './scim-error.ts';
import { etagOf, show, type Showing } from './show.ts';

/** Path of SCIM. */
export const PREFIX = '/scim/v2';
const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** SCIM 2.0 (RFC 7643, RFC 7644) for the team whose token comes with the request. */
export function scimRoutes(service: Service): Router {
  const router = new Router({ prefix: PREFIX });
  const base = `${service.publicUrl}${PREFIX}`;
  router.use(answerInScim);
  discovery(router, service, base);
  resources(router, service, userType, service.scim.users, base);
  resources(router, service, groupType, service.scim.groups, base);
  // Without a team nobody is told what there is.
  router.all('/{*rest}', (ctx) => {
    teamOf(ctx, service);
    throw new ScimError(404, 'There is nothing at this address.');
  });
  return router;
}

type Handler = (ctx: Context, team: string) => void;

interface Methods {
  get?: Handler;
  post?: Handler;
  put?: Handler;
  patch?: Handler;
  delete?: Handler;
}

/** Methods that are not named are answered with 405. */
function at(router: Router, service: Service, path: string, methods: Methods): void {
  const handlers = Object.entries(methods) as [Lowercase<string>, Handler][];
  const allowed = handlers.map(([method]) => method.toUpperCase()).join(', ');
  router.all(path, ((ctx: Context) => {
    const team = teamOf(ctx, service);
    const handler = methods[ctx.method.toLowerCase() as keyof Methods];
    if (!handler) {
      ctx.set('allow', allowed);
      throw new ScimError(405, `This address takes ${allowed} alone.`);
    }
    handler(ctx, team);
  }) as unknown as RouterMiddleware);
}

function discovery(router: Router, service: Service, base: string): void {
  at(router, service, '/ServiceProviderConfig', { get: (ctx) => send(ctx, 200, serviceProviderConfig(base)) });
  for (const [path, entries, key] of [
    ['/ResourceTypes', resourceTypesAt(base), 'name'],
    ['/Schemas', schemasAt(base), 'id'],
  ] as const) {
    at(router, service, path, {
      get: (ctx) => {
        // RFC 7644 §4: a filter here would promise more than there is.
        if (ctx.query.filter !== undefined) throw new ScimError(403, 'There is no filtering here.');
        send(ctx, 200, listOf({ total: entries.length, startIndex: 1, resources: entries as Values[] }));
      },
    });
    at(router, service, `${path}/:id`, {
      get: (ctx) => {
        const found = (entries as Values[]).find((entry) => entry[key] === ctx.params.id);
        if (!found) throw new ScimError(404, `There is no "${ctx.params.id}".`);
        send(ctx, 200, found);
      },
    });
  }
}

function resources(router: Router, service: Service, type: ResourceType, store: Store, base: string): void {
  const showing: Showing = { base, groups: service.scim.groups };
  const search = (ctx: Context, team: string, parameters: Values) => {
    const page = find(type, store, team, parameters, showing);
    const wanted = readWanted(parameters);
    send(ctx, 200, listOf({ ...page, resources: page.resources.map((each) => project(type, each, wanted)) }));
  };
  const sendOne = (ctx: Context, status: number, resource: Resource) => {
    const whole = show(type, resource, showing);
    ctx.set('etag', etagOf(resource));
    if (status === 201) ctx.set('location', `${base}${type.endpoint}/${resource.id}`);
    send(ctx, status, project(type, whole, readWanted(ctx.query)));
  };
  const known = (ctx: Context, team: string): Resource => {
    const resource = store.get(team, ctx.params.id ?? '');
    if (!resource) throw new ScimError(404, `There is no ${type.name.toLowerCase()} "${ctx.params.id}".`);
    return resource;
  };
  at(router, service, type.endpoint, {
    get: (ctx, team) => search(ctx, team, ctx.query),
    post: (ctx, team) => {
      const values = { ...(type === userType && { active: true }), ...readResource(type, bodyOf(ctx)) };
      sendOne(ctx, 201, store.create(team, withoutPassword(values), service.now()));
    },
  });
  at(router, service, `${type.endpoint}/.search`, {
    post: (ctx, team) => search(ctx, team, readSearch(bodyOf(ctx))),
  });
  at(router, service, `${type.endpoint}/:id`, {
    get: (ctx, team) => {
      const resource = known(ctx, team);
      if (isAmong(ctx.get('if-none-match'), resource)) {
        ctx.set('etag', etagOf(resource));
        ctx.status = 304;
        return;
      }
      sendOne(ctx, 200, resource);
    },
    put: (ctx, team) => {
      const resource = unchanged(ctx, known(ctx, team));
      const values = readResource(type, bodyOf(ctx));
      // Left out is no wish: a person who was deactivated stays so.
      const active = type === userType && values.active === undefined ? { active: resource.values.active } : {};
      sendOne(ctx, 200, store.replace(team, resource, withoutPassword({ ...values, ...active }), service.now()));
    },
    patch: (ctx, team) => {
      const resource = unchanged(ctx, known(ctx, team));
      const values = patch(type, resource.values, bodyOf(ctx));
      sendOne(ctx, 200, store.replace(team, resource, withoutPassword(values), service.now()));
    },
    delete: (ctx, team) => {
      store.delete(team, unchanged(ctx, known(ctx, team)).id);
      ctx.status = 204;
    },
  });
}

/** People sign in at their identity provider: a password is taken, as clients send one, and kept nowhere. */
function withoutPassword({ password: _, ...values }: Values): Values {
  return values;
}

function readSearch(body: unknown): Values {
  const { schemas } = (body ?? {}) as Values;
  if (Array.isArray(schemas) && schemas.includes(SEARCH_REQUEST)) return body as Values;
  throw badRequest('invalidSyntax', `"schemas" must hold ${SEARCH_REQUEST}.`);
}

/** The request was made for this version (RFC 7644 §3.14). */
function unchanged(ctx: Context, resource: Resource): Resource {
  const wanted = ctx.get('if-match');
  if (wanted !== '' && !isAmong(wanted, resource))
    throw new ScimError(412, `The resource has changed: it is ${etagOf(resource)} now.`);
  return resource;
}

/** Entity tags are compared weakly: ours all are weak. */
const isAmong = (header: string, resource: Resource): boolean =>
  header.split(',').some((tag) => {
    const name = tag.trim();
    return name === '*' || name.replace(/^W\//, '') === `"${resource.version}"`;
  });

const bodyOf = (ctx: Context): unknown => ctx.request.body;

/** @throws ScimError 401, 429 */
function teamOf(ctx: Context, service: Service): string {
  const { scim } = service;
  const now = service.now();
  const [, token] = /^Bearer +(\S+) *$/i.exec(ctx.get('authorization')) ?? [];
  const team =
    mistakenTeam(ctx, service) ?? (token === undefined ? null : scim.tokens.teamOf(token, now, service.defects));
  if (team === null) {
    ctx.set('www-authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    throw new ScimError(401, 'Send a bearer token of your team that is neither revoked nor expired.');
  }
  const seconds = scim.rateLimit?.wait(team, now) ?? 0;
  if (seconds > 0) {
    ctx.set('retry-after', String(seconds));
    throw new ScimError(429, `Too many requests. Try again in ${seconds} s.`);
  }
  return team;
}

/** The team that a product with a defect takes a client for; null where it looks at the token. */
function mistakenTeam(ctx: Context, { defects }: Service): string | null {
  const authorization = ctx.get('authorization');
  const isTaken =
    (defects.has('scim-anonymous-reading') && authorization === '' && ctx.method === 'GET') ||
    (defects.has('scim-any-token') && /^Bearer \S/.test(authorization)) ||
    (defects.has('scim-empty-token') && authorization.trim() === 'Bearer') ||
    (defects.has('scim-teams-mixed') && authorization !== '');
  return isTaken ? MAIN_TEAM : null;
}

function listOf({ total, startIndex, resources: list }: Page): object {
  return {
    schemas: [LIST_RESPONSE],
    totalResults: total,
    startIndex,
    itemsPerPage: list.length,
    Resources: list,
  };
}

function send(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  ctx.body = JSON.stringify(body);
  ctx.set('content-type', 'application/scim+json; charset=utf-8');
}

/** The answer of a request that came to nothing. */
export const sendError = (ctx: Context, error: ScimError): void => send(ctx, error.status, errorBody(error));

const answerInScim: RouterMiddleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    send(ctx, error.status, errorBody(error));
  }
};

/** Whether an address is of SCIM, whose errors have a form of their own. */
export const isScim = (path: string): boolean => path === PREFIX || path.startsWith(`${PREFIX}/`);
