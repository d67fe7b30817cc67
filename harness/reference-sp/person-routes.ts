import Router from '@koa/router';
import { bodyOf } from './body.ts';
import { isFormToken, renewSession, sessionOf, type Context } from './cookies.ts';
import { consumeLogout, startLogout } from './logout-routes.ts';
import { showPage } from './page.ts';
import { homePage, loginPage } from './person-pages.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { consumeAssertion, finishSignIn, showMetadata, startSignIn } from './sso-routes.ts';
import type { Protocol } from './sso-method.ts';

/** What people and their browsers visit. */
export function personRoutes(service: Service): Router {
  const router = new Router();
  const personIn = (ctx: Context) => service.sessions.find(sessionOf(ctx), service.now());
  const methodIn = (ctx: Context) => service.methods.require(ctx.params.id ?? '');
  const methodOver = (protocol: Protocol, ctx: Context) => service.methods.requireOver(protocol, ctx.params.id ?? '');
  const samlMethodIn = (ctx: Context) => methodOver('saml', ctx);

  router.get('/', (ctx) => showPage(ctx, service, homePage(ctx, service, personIn(ctx))));
  router.get('/login', (ctx) => {
    const { email } = ctx.query;
    showPage(ctx, service, loginPage(service, typeof email === 'string' ? email : ''));
  });
  // Loaded when it is first needed, and its library with it.
  const openId = () => import('./openid-routes.ts');
  const start: Record<Protocol, typeof startSignIn> = {
    saml: startSignIn,
    oidc: async (...request) => (await openId()).startOpenIdSignIn(...request),
  };
  router.get('/jit/:slug', (ctx) => {
    const method = service.methods.requireBySlug(ctx.params.slug ?? '');
    return start[method.protocol](ctx, service, method, 'jit');
  });
  router.get('/sso/:id/login', (ctx) => {
    const method = methodIn(ctx);
    return start[method.protocol](ctx, service, method, 'login');
  });
  router.get('/sso/:id/callback', async (ctx) => {
    const method = methodOver('oidc', ctx);
    return (await openId()).finishOpenIdSignIn(ctx, service, method);
  });
  router.post('/sso/:id/callback', async (ctx) => {
    const method = methodOver('oidc', ctx);
    (await openId()).keepOpenIdAnswer(ctx, service, method);
  });
  router.post('/sso/:id/acs', (ctx) => consumeAssertion(ctx, service, samlMethodIn(ctx)));
  if (service.defects.has('takes-any-delivery')) {
    router.get('/sso/:id/acs', (ctx) => consumeAssertion(ctx, service, samlMethodIn(ctx)));
  }
  router.get('/sso/:id/continue', (ctx) => finishSignIn(ctx, service, samlMethodIn(ctx)));
  const openIdLogout = () => import('./openid-logout.ts');
  router.get('/sso/:id/logout', async (ctx) => {
    const method = methodIn(ctx);
    if (method.protocol === 'saml') return startLogout(ctx, service, method);
    return (await openIdLogout()).startOpenIdLogout(ctx, service, method);
  });
  router.get('/sso/:id/signed-out', async (ctx) => {
    const method = methodOver('oidc', ctx);
    (await openIdLogout()).endOfOpenIdLogout(ctx, service, method);
  });
  router.get('/sso/:id/front-channel-logout', async (ctx) => {
    const method = methodOver('oidc', ctx);
    (await openIdLogout()).consumeFrame(ctx, service, method);
  });
  router.post('/sso/:id/back-channel-logout', async (ctx) => {
    const method = methodOver('oidc', ctx);
    return (await openIdLogout()).consumeLogoutToken(ctx, service, method);
  });
  router.get('/sso/:id/slo', (ctx) => consumeLogout(ctx, service, samlMethodIn(ctx)));
  router.post('/sso/:id/slo', (ctx) => consumeLogout(ctx, service, samlMethodIn(ctx)));
  router.get('/sso/:id/metadata', (ctx) => showMetadata(ctx, service, samlMethodIn(ctx)));

  // Beside the API, for people who guess.
  router.get('/admin', (ctx) => ctx.redirect('/manage'));
  router.get('/me', (ctx) => {
    const person = personIn(ctx);
    if (!person) throw new Refusal('unauthorized', 'Nobody is signed in.');
    ctx.body = person;
  });
  router.post('/logout', (ctx) => {
    renewSession(ctx, service, null);
    ctx.status = 204;
  });
  router.post('/sign-out', (ctx) => {
    if (!isFormToken(ctx, service, bodyOf(ctx).form)) throw new Refusal('form-expired');
    renewSession(ctx, service, null);
    ctx.status = 303;
    ctx.redirect('/');
  });
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true };
  });
  return router;
}
