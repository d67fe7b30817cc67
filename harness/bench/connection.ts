import { connect } from 'node:net';

/** Asks one request after the other over one kept connection. Requests and answers stay bytes. */
export interface Connection {
  ask(request: Buffer): Promise<Buffer>;
  end(): void;
}

/** Opens a connection to a server on this machine. */
export function open(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answered: (answer: Buffer) => void = () => undefined;
    let failed = reject;
    let chunks: Buffer[] = [];
    let missing: number | null = null;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      missing = (missing ?? lengthOf(chunk)) - chunk.length;
      if (missing <= 0) answered(chunks.length === 1 ? chunk : Buffer.concat(chunks));
    });
    socket.once('error', (error) => failed(error));
    socket.once('close', () => failed(new Error('The server closed a connection.')));
    socket.once('connect', () =>
      resolve({
        ask: (request) =>
          new Promise((answer, fail) => {
            answered = answer;
            failed = fail;
            chunks = [];
            missing = null;
            socket.write(request);
          }),
        end: () => socket.destroy(),
      }),
    );
  });
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Bytes of the whole answer that begins with this chunk. */
function lengthOf(chunk: Buffer): number {
  const end = chunk.indexOf(HEAD_END);
  const [, body] = /\r\ncontent-length: (\d+)/i.exec(chunk.toString('latin1', 0, end)) ?? [];
  if (end < 0 || body === undefined) throw new Error('An answer says no length.');
  return end + HEAD_END.length + Number(body);
}
