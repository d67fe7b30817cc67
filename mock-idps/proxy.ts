import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { bound } from './server/bound.ts';
import { isImpersonated } from './located.ts';

export interface Proxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  close(): Promise<void>;
}

const SAYS = 'This proxy of jitmus leads to the mock identity providers alone.';

/**
 * A proxy that leads CONNECT requests for the vendors' hosts, at port 443, and for the mocks' own origin to the mocks, and refuses
 * everything else: nothing that goes through it leaves the machine. The mocks show their own certificate, for these names.
 *
 * @throws IdpError `IDPS_PORT_IN_USE`, `IDPS_OPTION_INVALID`
 */
export async function openProxy(
  mocks: { host: string; port: number },
  origin: string,
  listening = { host: '127.0.0.1', port: 0 },
): Promise<Proxy> {
  const { hostname, port } = new URL(origin);
  const own = `${hostname}:${port || '443'}`;
  const open = new Set<Socket>();
  const kept = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' }).end(SAYS);
  });
  server.on('connection', kept);
  server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [, host = ''] = /^([^:]+):443$/.exec(url.toLowerCase()) ?? [];
    if (url.toLowerCase() !== own && !isImpersonated(host)) {
      const headers = `content-type: text/plain\r\ncontent-length: ${SAYS.length}\r\nconnection: close`;
      return void socket.end(`HTTP/1.1 403 Forbidden\r\n${headers}\r\n\r\n${SAYS}`);
    }
    const onward = kept(connect(mocks.port, mocks.host));
    onward.on('error', () => socket.destroy());
    onward.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    socket.once('close', () => onward.destroy());
  });
  await bound(server, listening);
  return {
    url: `http://${listening.host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
