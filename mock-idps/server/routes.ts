import Router from '@koa/router';
import type { Vendor } from '../app.ts';
import type { Context } from 'koa';
import { oidcProfiles } from '../profiles/oidc.ts';
import { endpointsOf } from '../profiles/requests.ts';
import { canary } from './canary.ts';
import { memberObjects } from './graph-routes.ts';
import { hindered } from './hinder.ts';
import { indexPage } from './pages/index.ts';
import type { Runtime } from './runtime.ts';
import { show } from './show.ts';
import { Waiting } from './waiting.ts';
import { arm, begin, deliver, metadata } from './tool-routes.ts';
import { Visitors } from './visitors.ts';

/** In the order in which addresses are matched: Entra's begin with a tenant's name, so they come last. */
const VENDORS: readonly Vendor[] = ['google', 'okta', 'other', 'entra'];

/** Every address of the mocks. */
export function routes(runtime: Runtime): Router {
  const router = rememberingMatches(new Router());
  const visitors = new Visitors(runtime);

  router.get('/', (ctx) => show(ctx, null, indexPage(VENDORS.flatMap((vendor) => runtime.registry.of(vendor)))));
  router.get('/_jitmus/arm/:ticket', (ctx) => arm(runtime, ctx));
  router.get('/_jitmus/begin/:ticket', (ctx) => begin(runtime, ctx));
  router.get('/_jitmus/continue/:visit', (ctx) => visitors.goOn(ctx));
  router.get('/_jitmus/sign-in/:visit', (ctx) => visitors.people(ctx));
  router.post('/_jitmus/sign-in/:visit', (ctx) => visitors.chosen(ctx));
  router.get('/_jitmus/sign-out/:ticket', (ctx) => visitors.signedOut(ctx));
  router.get('/_jitmus/deliver/:emission/:n', (ctx) => deliver(runtime, ctx));

  router.all('/_jitmus/canary/:canary/:answer', (ctx) => canary(runtime, ctx));

  router.post('/graph.windows.net/:tenant/users/:user/getMemberObjects', (ctx) => memberObjects(runtime, ctx));
  router.post('/graph.microsoft.com/v1.0/users/:user/getMemberObjects', (ctx) => memberObjects(runtime, ctx));

  router.get('/_jitmus/openid/:visit', async (ctx) => (await runtime.openId()).people(ctx));
  router.post('/_jitmus/openid/:visit', async (ctx) => (await runtime.openId()).chosen(ctx));
  router.get('/_jitmus/respond/:response/:n', async (ctx) => (await runtime.openId()).deliver(ctx));

  for (const vendor of VENDORS) {
    const { sso, slo, start, metadata: documents } = endpointsOf[vendor];
    for (const route of documents)
      router.get(route.path, async (ctx) => {
        if (!(await hindered(runtime, ctx, vendor, 'metadata'))) metadata(runtime, ctx, vendor, route);
      });
    for (const route of start) router.get(route.path, (ctx) => visitors.started(ctx, vendor, route));
    for (const route of slo) {
      router.get(route.path, (ctx) => visitors.loggedOut(ctx, vendor, route, 'redirect'));
      router.post(route.path, (ctx) => visitors.loggedOut(ctx, vendor, route, 'post'));
    }
    for (const route of sso) {
      router.get(route.path, (ctx) => visitors.redirected(ctx, vendor, route));
      router.post(route.path, (ctx) => visitors.posted(ctx, vendor, route));
    }
    for (const route of oidcProfiles[vendor].routes)
      router.register(route.path, ['GET', 'POST'], async (ctx: Context) =>
        (await runtime.openId()).answer(ctx, vendor, route),
      );
  }
  return router;
}

/** The router tries every pattern at every request, and most requests come to the same few addresses. */
function rememberingMatches(router: Router): Router {
  const known = new Waiting<ReturnType<Router['match']>>(1_000);
  const match = router.match.bind(router);
  router.match = (path, method) => {
    const key = `${method} ${path}`;
    const found = known.get(key) ?? match(path, method);
    known.put(key, found);
    return found;
  };
  return router;
}
