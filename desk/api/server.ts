import type { RequestListener } from 'node:http';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { consoleFile } from '../console/serve.ts';
import { DeskError } from '../desk-error.ts';
import type { Desk } from '../desk.ts';
import { BASE } from './base.ts';
import { streamEvents } from './event-stream.ts';
import { checkSite, checkToken, type Door } from './guards.ts';
import { openApi } from './openapi.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { problemOf } from './problem.ts';
import { openChecks, type Checks } from './schema.ts';

const MOST_BODY = '2mb';

/** Answers at `/_jitmus/` and below. */
export async function serveDesk(desk: Desk, door: Door): Promise<RequestListener> {
  const checks = await openChecks();
  const koa = new Koa();
  koa.use(async (ctx, next) => {
    ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
    try {
      checkSite(ctx.req, door);
      if (ctx.path.startsWith(BASE)) checkToken(ctx.req, door);
      await next();
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false) throw nothingHere(ctx);
    } catch (error) {
      tell(ctx, error, desk);
    }
  });
  koa.use(
    bodyParser({
      enableTypes: ['json'],
      jsonLimit: MOST_BODY,
      jsonStrict: true,
      onError(error: Error & { status?: number }) {
        throw unreadable(error.status === 413);
      },
    }),
  );
  koa.use(routes(desk, checks).routes());
  koa.use(showConsole);
  const listener = koa.callback();
  return (request, response) => void listener(request, response);
}

function routes(desk: Desk, checks: Checks): Router {
  const router = new Router({ prefix: BASE });
  router.get('/openapi.json', (ctx) => {
    ctx.body = openApi(operations, desk.world.idps.origin);
  });
  router.get('/apps/:id/metadata', (ctx) => {
    const { app } = desk.apps.get(ctx.params.id ?? '');
    ctx.attachment(`${app.vendor}-metadata.xml`);
    ctx.type = 'application/samlmetadata+xml; charset=utf-8';
    ctx.body = app.metadata();
  });
  router.get('/events', async (ctx, next) => {
    if (ctx.accepts('application/json', 'text/event-stream') !== 'text/event-stream') {
      await next();
      return;
    }
    const query = { ...ctx.query };
    checks.query('EventQuery', query);
    const last = Number(ctx.get('last-event-id') || Number.NaN);
    const since = typeof query.since === 'number' ? query.since : 0;
    ctx.respond = false;
    streamEvents(ctx.res, desk.world.feed, Number.isSafeInteger(last) && last >= 0 ? last : since);
  });
  for (const one of operations)
    router.register(one.path.replace(/\{(\w+)\}/g, ':$1'), [one.method], (ctx: Context) =>
      perform(one, desk, checks, ctx),
    );
  return router;
}

async function showConsole(ctx: Context, next: () => Promise<void>): Promise<void> {
  if (ctx.path === '/_jitmus') return ctx.redirect('/_jitmus/');
  const file = ctx.path.startsWith('/_jitmus/') ? await consoleFile(ctx.path.slice('/_jitmus/'.length)) : null;
  if (!file) return next();
  ctx.set({ 'Content-Security-Policy': file.policy, 'Cross-Origin-Opener-Policy': 'same-origin' });
  ctx.type = file.type;
  ctx.body = file.body;
}

async function perform(one: Operation, desk: Desk, checks: Checks, ctx: Context): Promise<void> {
  const { query: queryName, body: bodyName, answer, status = 200 } = one;
  const query: Record<string, unknown> = { ...ctx.query };
  if (queryName) checks.query(queryName, query);
  const body = bodyName ? bodyOf(ctx) : undefined;
  if (bodyName) checks.body(bodyName, body);
  const id = (ctx as Context & { params: { id?: string } }).params.id ?? '';
  const answered = await one.run({ desk, id, query: query as never, body: body as never });
  ctx.status = answer === null ? 204 : status;
  if (answer !== null) ctx.body = answered;
}

/** Without a body it is an empty one, so that what is missing is named. @throws DeskError `NOT_JSON` */
function bodyOf(ctx: Context): unknown {
  const { body } = ctx.request as { body?: unknown };
  if (ctx.is('application/json')) return body ?? {};
  if (!ctx.req.headers['content-type'] && !(Number(ctx.req.headers['content-length'] ?? 0) > 0)) return {};
  throw new DeskError('NOT_JSON', 'The body has to be JSON, and to say so.', {
    status: 415,
    hint: 'Send it with "Content-Type: application/json".',
  });
}

const unreadable = (isTooLarge: boolean) =>
  isTooLarge
    ? new DeskError('BODY_TOO_LARGE', `A body has at most ${MOST_BODY}.`, { status: 413 })
    : new DeskError('JSON_INVALID', 'The body is no JSON object.', { status: 400 });

function nothingHere(ctx: Context): DeskError {
  return new DeskError('NOT_FOUND', `There is nothing at ${ctx.path}.`, {
    status: 404,
    hint: `What there is, ${BASE}/openapi.json tells.`,
  });
}

/** A mistake of ours goes into the feed, where whoever reports it finds it. */
function tell(ctx: Context, error: unknown, desk: Desk): void {
  const problem = problemOf(error);
  if (problem.code === 'INTERNAL') {
    const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
    desk.tell(`A mistake of jitmus: ${says}`, 'other');
  }
  ctx.status = problem.status;
  if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.body = JSON.stringify(problem);
  ctx.type = 'application/problem+json';
}
