import type { Server } from 'node:net';
import { IdpError } from '../idp-error.ts';

/** Resolves when the server listens. @throws IdpError `IDPS_PORT_IN_USE`, `IDPS_OPTION_INVALID` */
export function bound(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE';
      const text = inUse
        ? `Port ${port} of ${host} is in use. Stop what listens there, or name another port (0 takes a free one).`
        : `The mock IdPs cannot listen on ${host} port ${port}: ${cause.message}.`;
      reject(new IdpError(inUse ? 'IDPS_PORT_IN_USE' : 'IDPS_OPTION_INVALID', text, { cause }));
    });
    server.listen(port, host, () => resolve());
  });
}
