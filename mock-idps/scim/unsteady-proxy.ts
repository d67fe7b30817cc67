import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve } from './test-connection.ts';

/** What goes wrong with one call. `arrives`: the application did what it was asked for all the same. */
export type Trouble =
  | { kind: 'status'; status: number; retryAfter?: string; arrives: boolean }
  | { kind: 'reset'; arrives: boolean }
  | { kind: 'html'; arrives: boolean }
  | { kind: 'truncated' }
  /** A list begins with whoever comes first, whatever was asked. */
  | { kind: 'other-page' };

export interface UnsteadyProxy {
  readonly origin: string;
  /** One for each of the next calls that read, and of those that write; null: nothing goes wrong with it. */
  readonly reads: (Trouble | null)[];
  readonly writes: (Trouble | null)[];
  close: () => Promise<void>;
}

interface Call {
  method: string;
  url: string;
  body: string;
  authorization: string;
}

/** For tests: stands before an application and makes calls go wrong. */
export async function unsteadyProxy(target: string): Promise<UnsteadyProxy> {
  const reads: (Trouble | null)[] = [];
  const writes: (Trouble | null)[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request);
    const trouble = meant((call.method === 'GET' ? reads : writes).shift() ?? null, call);
    const arrives = trouble === null || !('arrives' in trouble) || trouble.arrives;
    const answer = arrives ? await forward(target, trouble?.kind === 'other-page' ? firstOf(call) : call) : null;
    const text = answer?.text ?? '';
    const type = { 'content-type': 'application/scim+json' };
    if (trouble === null || trouble.kind === 'other-page') response.writeHead(answer?.status ?? 500, type).end(text);
    else if (trouble.kind === 'reset') request.socket.destroy();
    else if (trouble.kind === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
    else if (trouble.kind === 'truncated') response.writeHead(answer?.status ?? 500, type).end(text.slice(0, -3));
    else {
      const after = trouble.retryAfter === undefined ? {} : { 'retry-after': trouble.retryAfter };
      response.writeHead(trouble.status, { ...type, ...after }).end('{"detail":"trouble"}');
    }
  };
  const { port, close } = await serve(createServer(), (request, response) => void handle(request, response));
  return { origin: `http://127.0.0.1:${port}`, reads, writes, close };
}

/** Whoever comes first, whatever was asked. */
const firstOf = (call: Call): Call => ({ ...call, url: `${call.url.replace(/\?.*/, '')}?count=1` });

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  return { method, url, body: Buffer.concat(chunks).toString(), authorization: headers.authorization ?? '' };
}

async function forward(target: string, { method, url, body, authorization }: Call) {
  const headers = { authorization, 'content-type': 'application/scim+json' };
  const answer = await fetch(`${target}${url}`, { method, headers, body: body === '' ? null : body });
  return { status: answer.status, text: await answer.text() };
}

/**
 * 404 to a look-up and to DELETE are answers that say something: nobody is there. An application that says so of somebody who is
 * there cannot be told from one that is right. Only a list has pages.
 */
function meant(trouble: Trouble | null, { method, url }: Call): Trouble | null {
  const isList = method === 'GET' && /\/(Users|Groups)(\?|$)/.test(url);
  if (trouble?.kind === 'status' && trouble.status === 404 && (isList || method === 'DELETE')) return null;
  return trouble?.kind === 'other-page' && !isList ? null : trouble;
}
