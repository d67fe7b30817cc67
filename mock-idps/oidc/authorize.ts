import type { Context } from 'koa';
import type { Registration } from '../registration.ts';
import type { Refusal } from '../saml/request-profile.ts';
import { errorPage } from '../server/pages/error.ts';
import { foreign, worthless } from '../server/sign-in.ts';
import { show } from '../server/show.ts';
import { orStanding, unfitOrder } from '../server/standing.ts';
import { cookieOf, type Presented } from '../server/tickets.ts';
import { Choices } from '../choices.ts';
import { IdpError } from '../idp-error.ts';
import type { ResponsePlan } from './delivery.ts';
import { formOf, queryOf } from './parameters.ts';
import { responsePipeline, type PlannedResponse } from './pipeline.ts';
import { resolveOidcFault } from '../fault-list.ts';
import { withDigest } from './provider.ts';
import { runProvider } from './run-provider.ts';
import { send } from './send.ts';
import type { Servers } from './servers.ts';
import type { Passage } from './sign-in.ts';
import { responseContext } from './tools.ts';
import type { Call, Outcome, World } from './world.ts';

/** The authorization endpoint, from the request's arrival to the response or the page that answers it. */
export async function authorize(call: Call, servers: Servers): Promise<void> {
  const { ctx, server, profile, world } = call;
  const { runtime } = world;
  if (ctx.method === 'POST') return byGet(ctx);

  const parameters = queryOf(ctx);
  const app = servers.appsOf(server).find(({ clientId }) => clientId === parameters.client_id) ?? null;
  const presented = runtime.tickets.look(ctx.cookies.get(cookieOf(server.vendor)));
  let ticket: Presented;
  try {
    ticket = orStanding(runtime, app, presented);
  } catch (error) {
    return refuse(call, null, parameters, unfitOrder(error));
  }
  const id = ticket.state === 'none' ? null : ticket.id;
  // Before anything is waited for, or two requests at once would both use it.
  if (ticket.state === 'good') runtime.tickets.use(ticket.id);
  if (id !== null) ctx.cookies.set(cookieOf(server.vendor), null, { httpOnly: true, sameSite: 'lax', path: '/' });
  const ordered = ticket.state === 'good' ? ticket.order : null;
  const reported = ordered?.key.startsWith('page ') ? null : id;
  const now = runtime.clock();
  runtime.emit({
    kind: 'authorization-request',
    vendor: server.vendor,
    ticket: reported,
    at: now,
    issuer: server.issuer,
    parameters,
    repeated: repeatedIn(call, parameters, ordered?.earlier),
  });

  const refusal = refusalOf(call, ticket, app);
  if (refusal) return refuse(call, reported, parameters, refusal);

  const passage: Passage = {
    server,
    profile,
    order: ordered,
    ticket: reported,
    app,
    settings: app && ordered?.app === app ? { ...app.settings, ...ordered.settings } : (app?.settings ?? {}),
    parameters,
    now,
  };
  world.passages.set(ctx, passage);
  const asked = withDigest(parameters);
  if (asked !== parameters) ctx.querystring = new URLSearchParams(asked).toString();
  await runProvider(await servers.provider(server, profile), ctx, server.paths.authorization);

  const outcome = world.outcomes.get(ctx);
  if (outcome) finish(call, passage, outcome);
}

/** A request by form comes from another site, so without ticket and session: a redirect to ourselves fetches those. */
async function byGet(ctx: Context): Promise<void> {
  const form = await formOf(ctx);
  const all = new URLSearchParams(form?.fields ?? {});
  for (const [name, value] of new URLSearchParams(ctx.querystring)) if (!all.has(name)) all.set(name, value);
  ctx.status = 303;
  ctx.redirect(`${ctx.path}?${all}`);
}

function repeatedIn({ world }: Call, parameters: Readonly<Record<string, string>>, earlier: string | undefined) {
  const before = earlier === undefined ? undefined : world.earlier.get(earlier);
  return (['state', 'nonce', 'code_challenge'] as const).filter(
    (name) => parameters[name] && parameters[name] === before?.[name],
  );
}

function refusalOf({ server, profile }: Call, ticket: Presented, app: Registration | null): Refusal | null {
  if (ticket.state === 'used' || ticket.state === 'unknown') return worthless(ticket.state);
  if (ticket.state === 'good' && app && ticket.order.app !== app) return foreign(ticket.order, { app });
  return app ? profile.serves(app, app.settings, server) : null;
}

/** Tells observers, and shows the vendor's page. */
export function refuse(
  { ctx, server, world }: Call,
  ticket: string | null,
  parameters: Readonly<Record<string, string>>,
  refusal: Refusal,
): void {
  const { status, code, says, mend } = refusal;
  world.runtime.emit({
    kind: 'refused',
    vendor: server.vendor,
    ticket,
    at: world.runtime.clock(),
    status,
    code,
    says: `${says} ${mend}`,
  });
  show(
    ctx,
    server.vendor,
    errorPage(refusal, {
      'Client ID': parameters.client_id ?? null,
      'Redirect URI': parameters.redirect_uri ?? null,
      'Response type': parameters.response_type ?? null,
      Scope: parameters.scope ?? null,
    }),
  );
}

function finish(call: Call, passage: Passage, outcome: Outcome): void {
  const { profile, parameters, ticket, now } = passage;
  if (outcome.kind === 'error') {
    const { error, description } = outcome;
    return refuse(call, ticket, parameters, passage.refusal ?? profile.page({ error, description, parameters, now }));
  }
  const {
    mode,
    to,
    parameters: { error, error_description: description, ...rest },
  } = outcome;
  if (error === undefined)
    return respond(call, passage, { browser: 'same', mode, to, parameters: Object.entries(rest) });

  const told = profile.errorParameters({ error, description: description ?? error, parameters, now });
  const sent = { ...told, ...(rest.state !== undefined && { state: rest.state }) };
  const { runtime } = call.world;
  const says = `${told.error_description ?? error} The browser goes back to the application with it.`;
  runtime.emit({
    kind: 'refused',
    vendor: passage.server.vendor,
    ticket,
    at: now,
    status: 302,
    code: told.error ?? error,
    says,
    sentBack: { to, parameters: sent },
  });
  send(call.ctx, passage.server.vendor, { browser: 'same', mode, to, parameters: Object.entries(sent) });
}

function respond(call: Call, passage: Passage, genuine: ResponsePlan): void {
  const { world, ctx } = call;
  const { runtime } = world;
  const { server, ticket, now, order, parameters } = passage;
  const faults = (order?.faults ?? []).map(resolveOidcFault);
  const plans = planned(call, passage, genuine);
  if (plans === null) return;

  const waits = plans.some(({ browser }, index) => index > 0 || browser !== 'same');
  const id = waits ? responseId(world, order?.key ?? '', ticket) : '';
  const deliveries = plans.map(({ browser, asksFirst, after, mode, to, genuine: own }, index) => ({
    n: index + 1,
    browser,
    ...(asksFirst && { asksFirst }),
    ...(after && { after }),
    genuine: own,
    method: mode === 'form_post' ? ('POST' as const) : ('GET' as const),
    to,
    url: index === 0 && browser === 'same' ? null : `${runtime.origin}/_jitmus/respond/${id}/${index + 1}`,
  }));
  if (waits) world.responses.put(id, plans);
  const [first] = plans;
  runtime.emit({
    kind: 'authorization-response',
    vendor: server.vendor,
    ticket,
    at: now,
    faults: faults.map(({ fault }) => fault.id),
    mode: first?.mode ?? genuine.mode,
    parameters: Object.fromEntries(first?.parameters ?? []),
    deliveries,
  });
  if (order)
    world.earlier.put(order.key, {
      state: parameters.state ?? '',
      code: codeOf(genuine),
      nonce: parameters.nonce ?? '',
      code_challenge: parameters.code_challenge ?? '',
    });
  send(ctx, server.vendor, deliveries[0]?.url === null ? (first ?? null) : null, deliveries[0]?.url ?? null);
}

const responseId = ({ runtime: { seed, nonce }, count }: World, key: string, ticket: string | null) =>
  new Choices('response', seed, nonce, key, ticket ?? count()).text('abcdefghijklmnopqrstuvwxyz0123456789', 20);

const codeOf = ({ parameters }: ResponsePlan) => parameters.find(([name]) => name === 'code')?.[1] ?? '';

function planned(call: Call, passage: Passage, genuine: ResponsePlan): readonly PlannedResponse[] | null {
  try {
    const faults = (passage.order?.faults ?? []).map(resolveOidcFault);
    return responsePipeline(genuine, faults, responseContext(call.world, passage));
  } catch (error) {
    if (!(error instanceof IdpError)) throw error;
    refuse(call, passage.ticket, passage.parameters, {
      status: 500,
      code: error.code,
      says: error.message,
      mend: 'Change what was asked of the mock.',
    });
    return null;
  }
}
