import Router, { type RouterMiddleware } from '@koa/router';
import { bodyOf } from './body.ts';
import { isFormToken, renewStaffSession, type Context } from './cookies.ts';
import { html } from './html.ts';
import { readNewMethod, type Input } from './method-input.ts';
import { methodPage, methodsPage } from './method-pages.ts';
import { newMethodPage } from './new-method-page.ts';
import { alertOf, formToken, showPage, type Page } from './page.ts';
import { groupsPage, peoplePage } from './people-pages.ts';
import { Refusal } from './refusal.ts';
import { sameText } from './secrets.ts';
import type { Service } from './service.ts';
import { TRANSITIONS, type StaffRole, type Transition } from './sso-method.ts';
import { requireRole, staffOf } from './staff.ts';

/** The pages of owners and of the validation team. */
export function manageRoutes(service: Service): Router {
  const { accounts, methods } = service;
  const router = new Router({ prefix: '/manage' });
  const idIn = (ctx: Context) => ctx.params.id ?? '';

  /** A page for those who are signed in; others are asked to. */
  const page =
    (pageFor: (ctx: Context, role: StaffRole) => Page): RouterMiddleware =>
    (ctx) => {
      const role = staffOf(ctx, service);
      if (role) showPage(ctx, service, pageFor(ctx, role));
      else ctx.redirect('/manage/sign-in');
    };
  /** A form that does something and leads to a page. */
  const form =
    (
      needed: StaffRole | null,
      act: (ctx: Context, fields: Input) => Promise<string | null> | string | null,
    ): RouterMiddleware =>
    async (ctx) => {
      const { form: token, ...fields } = bodyOf(ctx);
      if (!isFormToken(ctx, service, token)) throw new Refusal('form-expired');
      if (needed) requireRole(staffOf(ctx, service), needed);
      const next = await act(ctx, fields);
      if (next === null) return;
      ctx.status = 303;
      ctx.redirect(next);
    };

  router.get('/sign-in', (ctx) => showPage(ctx, service, signInPage(ctx, service, null)));
  router.post(
    '/sign-in',
    form(null, (ctx, fields) => signIn(ctx, service, fields)),
  );
  router.post(
    '/sign-out',
    form(null, (ctx) => {
      renewStaffSession(ctx, service, null);
      return '/';
    }),
  );

  router.get(
    '/',
    page((_, role) => methodsPage(service, role)),
  );
  router.get(
    '/new',
    page((ctx, role) => {
      requireRole(role, 'owner');
      return newMethodPage(ctx, service, {}, null);
    }),
  );
  router.post(
    '/new',
    form('owner', (ctx, fields) => createMethod(ctx, service, fields)),
  );
  router.get(
    '/methods/:id',
    page((ctx, role) => methodPage(ctx, service, methods.look(methods.require(idIn(ctx))), role, null)),
  );
  for (const transition of Object.keys(TRANSITIONS) as Transition[]) {
    router.post(
      `/methods/:id/${transition}`,
      form(
        TRANSITIONS[transition].by,
        (ctx) => `/manage/methods/${methods.move(methods.require(idIn(ctx)), transition).id}`,
      ),
    );
  }
  router.post(
    '/methods/:id/jit-off',
    form('owner', (ctx) => `/manage/methods/${methods.change(methods.require(idIn(ctx)), { jit: false }).id}`),
  );

  router.get(
    '/people',
    page((ctx, role) => peoplePage(ctx, service, role)),
  );
  for (const [action, status] of [
    ['disable', 'disabled'],
    ['enable', 'active'],
  ] as const) {
    router.post(
      `/people/:id/${action}`,
      form('owner', (ctx) => {
        accounts.update(idIn(ctx), { status });
        return '/manage/people';
      }),
    );
  }
  router.get(
    '/groups',
    page(() => groupsPage(service)),
  );
  return router;
}

function signIn(ctx: Context, service: Service, { role, passPhrase }: Input): string | null {
  const known = role === 'owner' || role === 'validation' ? role : null;
  if (known && typeof passPhrase === 'string' && sameText(passPhrase, service.tokens[known])) {
    renewStaffSession(ctx, service, service.sessions.startStaff(known, service.now()));
    return '/manage';
  }
  const problem = new Refusal('pass-phrase');
  showPage(ctx, service, signInPage(ctx, service, problem), problem.status);
  return null;
}

function signInPage(ctx: Context, service: Service, problem: Refusal | null): Page {
  const content = html`<h1>Manage sign-in methods</h1>
    ${alertOf(problem)}
    <form class="card" method="post" action="/manage/sign-in">
      ${formToken(ctx, service)}
      <fieldset>
        <legend>Who are you?</legend>
        <div class="choice">
          <input type="radio" id="owner" name="role" value="owner" checked />
          <label for="owner">An owner of the team</label>
        </div>
        <div class="choice">
          <input type="radio" id="validation" name="role" value="validation" />
          <label for="validation">The validation team</label>
        </div>
      </fieldset>
      <div class="field">
        <label for="passPhrase">Pass phrase</label>
        <input id="passPhrase" name="passPhrase" type="password" autocomplete="current-password" required />
      </div>
      <button>Sign in</button>
    </form>`;
  return { title: 'Manage sign-in methods', content, narrow: true };
}

async function createMethod(ctx: Context, service: Service, fields: Input): Promise<string | null> {
  try {
    const domains =
      typeof fields.domains === 'string' ? fields.domains.split(/[\s,]+/).filter(Boolean) : fields.domains;
    const input = { ...fields, protocol: 'saml', jit: fields.jit === 'on', domains };
    const method = service.methods.create(await readNewMethod(input, service), service.now());
    return `/manage/methods/${method.id}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    showPage(ctx, service, newMethodPage(ctx, service, fields, error), error.status);
    return null;
  }
}
