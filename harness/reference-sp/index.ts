/** The only door of the embedded service provider. */
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { ReferenceSpOptions } from './options.ts';
import { createService } from './service.ts';
import { StartError } from './start-error.ts';

export { defects } from './defects.ts';
export type { ReferenceSpOptions } from './options.ts';
export { StartError, type StartErrorCode } from './start-error.ts';

export interface ReferenceSp {
  /** Origin of its addresses. */
  readonly url: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Starts the service provider of the product rules: sound, but for the defects that are asked for.
 * @throws StartError
 */
export async function startReferenceSp(options: ReferenceSpOptions): Promise<ReferenceSp> {
  const { tls } = options;
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }) : createServer();
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  try {
    const url = publicUrlOf(options, port);
    const service = createService(options, url);
    const handle = createApp(service, options.onError ?? (() => undefined)).callback();
    server.on('request', (request, response) => void handle(request, response));
    return {
      url,
      async close() {
        await stop(server);
        service.close();
      },
    };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

function publicUrlOf({ publicUrl, tokens, tls }: ReferenceSpOptions, port: number): string {
  if (!tokens.owner || !tokens.validation || tokens.owner === tokens.validation) {
    throw new StartError('SP_OPTION_INVALID', 'The tokens of owner and validation team must be two different texts.');
  }
  const url = publicUrl ?? `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || new URL(url).pathname !== '/') {
    throw new StartError('SP_OPTION_INVALID', `publicUrl "${url}" must be an origin like https://sp.example.`);
  }
  return new URL(url).origin;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const says = taken ? 'Something listens there already; name another port, or 0 for any.' : cause.message;
      reject(
        new StartError(taken ? 'SP_PORT_IN_USE' : 'SP_CANNOT_LISTEN', `Cannot listen on ${host}:${port}. ${says}`, {
          cause,
        }),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
