import Koa, { type Context as KoaContext, type Middleware } from 'koa';
import { adminApi } from './admin-api.ts';
import { parseBody } from './body.ts';
import type { Context } from './cookies.ts';
import { manageRoutes } from './manage-routes.ts';
import { ASSETS, showRefusal } from './page.ts';
import { personRoutes } from './person-routes.ts';
import { Refusal } from './refusal.ts';
import { isScim, mistakenAnswers, mistakenReading, ScimError, scimRoutes, sendError } from './scim/index.ts';
import type { Service } from './service.ts';

/** The whole application. `onError` is told of what nobody expected. */
export function createApp(service: Service, onError: (error: unknown) => void): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(protectPages);
  app.use(mistakenAnswers(service));
  app.use(answerRefusals(service, onError));
  app.use(serveAssets);
  app.use(parseBody);
  app.use(mistakenReading(service));
  for (const router of [personRoutes(service), manageRoutes(service), adminApi(service), scimRoutes(service)]) {
    app.use(router.routes() as unknown as Middleware);
  }
  app.use(() => {
    throw new Refusal('not-found');
  });
  return app;
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const protectPages: Middleware = async (ctx, next) => {
  ctx.set({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    // "no-referrer" would take the origin from our own forms.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  await next();
};

const serveAssets: Middleware = async (ctx, next) => {
  const asset = ASSETS[ctx.path];
  if (!asset) {
    await next();
    return;
  }
  ctx.type = asset.type;
  ctx.set('cache-control', 'public, max-age=31536000, immutable');
  ctx.body = asset.body;
};

/** Every refusal becomes an answer with its code; whatever else is thrown is our own mistake, and tells nothing. */
function answerRefusals(service: Service, onError: (error: unknown) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const isCaught = error instanceof Refusal && !isForgotten(error, ctx.path, service);
      if (isCaught) return answer(ctx, service, error, error.status);
      onError(error);
      answer(ctx, service, { code: 'internal', message: 'Something went wrong here. Try again.' }, 500);
    }
  };
}

/** Whether a product with a defect has no answer for this refusal. */
const isForgotten = ({ code }: Refusal, path: string, { defects }: Service): boolean =>
  (defects.has('refuses-with-500') && isSignIn(path)) ||
  (defects.has('crashes-on-unknown-algorithm') && code === 'signature-algorithm') ||
  (defects.has('oidc-crashes-on-odd-answers') && (code === 'id-token' || code === 'code-refused'));

const isSignIn = (path: string): boolean => /^\/(sso|jit)\//.test(path);

/** JSON for programs, a page for people. */
function answer(
  ctx: KoaContext,
  service: Service,
  { code, message }: { code: string; message: string },
  status: number,
): void {
  if (isScim(ctx.path))
    return sendError(ctx as Context, new ScimError(status, message, status === 400 ? 'invalidSyntax' : null));
  if (ctx.path.startsWith('/admin/') || ctx.path === '/me') {
    ctx.status = status;
    ctx.body = { error: { code, message } };
    return;
  }
  showRefusal(ctx as Context, service, { code, message }, status);
}
