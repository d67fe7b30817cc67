import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { isImpersonated, pathHere } from '../located.ts';
import { besideMocks, type OpenDesk } from './beside.ts';
import { bound } from './bound.ts';
import { errorPage, noticePage } from './pages/error.ts';
import { routes } from './routes.ts';
import type { Runtime } from './runtime.ts';
import { show } from './show.ts';

export interface Listening {
  readonly port: number;
  /** Starts answering; until then requests wait. */
  serve(runtime: Runtime, desk?: OpenDesk): void;
  /** Cuts every connection, idle or not. */
  close(): Promise<void>;
}

/** Room for a signed AuthnRequest with a certificate in the query. */
const MAX_HEADER_BYTES = 64 * 1024;

/** Takes the port before anything slow is loaded. `tls`: PEM. @throws IdpError `IDPS_PORT_IN_USE`, `IDPS_OPTION_INVALID` */
export async function listen(
  { host, port }: { host: string; port: number },
  tls: { key: string; certificate: string } | null = null,
): Promise<Listening> {
  const options = { maxHeaderSize: MAX_HEADER_BYTES };
  const server = tls ? createTlsServer({ ...options, key: tls.key, cert: tls.certificate }) : createServer(options);
  let serve: Listening['serve'] = () => undefined;
  const handler = new Promise<RequestListener>((resolve) => {
    serve = (runtime, desk) => {
      const mocks = application(runtime).callback();
      resolve(desk ? besideMocks((...given) => void mocks(...given), desk) : mocks);
    };
  });
  server.on('request', (request, response) => void handler.then((handle) => handle(request, response)));
  await bound(server, { host, port });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (runtime, desk) => serve(runtime, desk),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function application(runtime: Runtime): Koa {
  const app = new Koa();
  app.use(async (ctx, next) => {
    if (isImpersonated(ctx.hostname)) ctx.path = pathHere(ctx.hostname, ctx.path);
    await next();
  });
  const router = routes(runtime);
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const says = error instanceof Error ? error.message : 'unknown';
      runtime.emit({ kind: 'happened', vendor: 'other', ticket: null, at: runtime.clock(), what: 'error', says });
      show(
        ctx,
        null,
        errorPage({ status: 500, code: 'mock:error', says, mend: 'This is a mistake of the mock: please report it.' }),
      );
    }
  });
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.use((ctx) =>
    show(
      ctx,
      null,
      noticePage(404, 'There is nothing here', 'None of the mock identity providers answers at this address.'),
    ),
  );
  return app;
}
