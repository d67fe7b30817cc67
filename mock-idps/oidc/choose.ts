import { Choices } from '../choices.ts';
import type { Person } from '../directory/person.ts';
import type { Context } from 'koa';
import { readBody } from '../server/body.ts';
import { noticePage } from '../server/pages/error.ts';
import { PAGE_SIZE, personaOf, signInPage } from '../server/pages/sign-in.ts';
import { pathParameters, show } from '../server/show.ts';
import { cookieOf } from '../server/tickets.ts';
import { formParameters } from '../server/visit.ts';
import type { OidcVisit, World } from './world.ts';

const MAX_PERSON = 999_999_999;

/** Who may sign in: a page of people. */
export function people({ runtime, visits }: World, ctx: Context): void {
  const visit = visits.get(pathParameters(ctx).visit ?? '');
  const app = visit?.passage.app;
  if (!visit || !app) return over(ctx);
  const from = Math.trunc(Number(new URLSearchParams(ctx.querystring).get('from') ?? 0));
  const shown = from >= 0 && from <= MAX_PERSON ? from : 0;
  const { vendor, tenant, name } = app;
  const hints = hintsIn(visit);
  const says = `Nobody is signed in to ${vendor}: the sign-in page is shown.`;
  runtime.emit({ kind: 'happened', vendor, ticket: null, at: runtime.clock(), what: 'sign-in-page', says });
  show(
    ctx,
    vendor,
    signInPage({
      action: `/_jitmus/openid/${visit.id}`,
      appName: name,
      serviceProvider: visit.passage.settings.relyingParty?.redirectUri ?? '',
      people: runtime.directory.people(vendor, tenant, { from: shown, count: PAGE_SIZE }),
      from: shown,
      suggested: hints.map(({ name: parameter, value }) => `${parameter}=${value}`),
      isSuggested: (person) => hints.length > 0 && hints.every((hint) => isMeant(person, hint)),
    }),
  );
}

interface Hint {
  readonly name: string;
  readonly means: 'person' | 'domain';
  readonly value: string;
}

/** What the request says of who may be meant, as far as the vendor listens. */
const hintsIn = ({ passage: { profile, parameters } }: OidcVisit): Hint[] =>
  Object.entries(profile.hints).flatMap(([name, means]) => {
    const value = parameters[name];
    return value ? [{ name, means, value }] : [];
  });

function isMeant({ email, upn, username }: Person, { means, value }: Hint): boolean {
  const names = [email, upn, username].flatMap((name) => name?.toLowerCase() ?? []);
  const wanted = value.toLowerCase();
  return names.some((name) => (means === 'person' ? name === wanted : name.endsWith(`@${wanted}`)));
}

/** A person chosen: the request goes on with a ticket for that person. */
export async function chosen(world: World, ctx: Context): Promise<void> {
  const { runtime, visits } = world;
  const visit = visits.get(pathParameters(ctx).visit ?? '');
  const app = visit?.passage.app;
  if (!visit || !app) return over(ctx);
  const body = await readBody(ctx);
  const person = personOf(world, visit, 'fields' in body ? body.fields : null);
  if (!person) return show(ctx, app.vendor, noticePage(400, 'Nobody was chosen', 'Go back and choose a person.'));
  const key = `page ${new Choices('page', visit.id, world.count()).text('abcdefghijklmnopqrstuvwxyz', 10)}`;
  ctx.cookies.set(cookieOf(app.vendor), runtime.tickets.issue({ key, app, person }), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
  });
  ctx.status = 303;
  ctx.redirect(visit.goesOn);
}

function personOf(
  { runtime: { directory } }: World,
  { passage: { app } }: OidcVisit,
  fields: unknown,
): Person | undefined {
  if (!app) return undefined;
  const form = formParameters(fields);
  const number = form.get('person') ?? '';
  if (number === 'made') {
    const persona = personaOf(form);
    const name = form.get('key');
    return persona && name ? directory.person(app.vendor, persona, name.slice(0, 80), app.tenant) : undefined;
  }
  if (!/^\d{1,9}$/.test(number)) return undefined;
  return directory.people(app.vendor, app.tenant, { from: Number(number), count: 1 })[0];
}

const over = (ctx: Context) =>
  show(ctx, null, noticePage(410, 'This sign-in is over', 'Start again at the application.'));
