import { ask, server } from './ask-server.ts';
import { REDIRECT_URI, VERIFIER, type ContenderName, type Flow, type FlowAnswer } from './code-flow-servers.ts';
import { fire, type LoadResult, type Task } from './load.ts';
import { medianRounds } from './rounds.ts';

export interface FlowResult extends LoadResult {
  /** Processor time that the server takes for a flow, milliseconds: hardly disturbed by what else the machine does. */
  processorMs: number;
}

/** Whole code flows over HTTP (authorization request, code, tokens), each contender in one process: the round of median speed. */
export async function codeFlows(names: readonly ContenderName[], concurrency: number): Promise<FlowResult[]> {
  const contenders = names.map((name) => ({ name, process: server('./bench-code-flow-server.js', name) }));
  try {
    return await medianRounds(
      contenders,
      async ({ process }, count) => {
        const { flows, processorMs: before } = await ask<FlowAnswer>(process, { count });
        const port = Number(new URL(flows[0]?.tokenUrl ?? '').port);
        const result = await fire([{ port, tasks: flows.map(codeFlow) }], concurrency);
        const { processorMs: after } = await ask<FlowAnswer>(process, { count: 0 });
        return { ...result, processorMs: (after - before) / count };
      },
      { warmUp: 1_000, count: 600 },
    );
  } finally {
    for (const { process } of contenders) process.disconnect();
  }
}

const CODE = /\r\nlocation: [^\r]*[?&]code=([^&\r]+)/i;
const TOKENS = Buffer.from('"id_token":"eyJ');

/** It counts when an ID token came. */
function codeFlow({ authorizationUrl, cookie, tokenUrl, authorization }: Flow): Task {
  const { pathname, search, host } = new URL(authorizationUrl);
  const cookies = cookie ? `Cookie: ${cookie}\r\n` : '';
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${cookies}\r\n`);
  const head = `POST ${new URL(tokenUrl).pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: `;
  const form = `grant_type=authorization_code&redirect_uri=${encodeURIComponent(REDIRECT_URI)}&code_verifier=${VERIFIER}&code=`;
  return async (connection) => {
    const [, code] = CODE.exec((await connection.ask(request)).toString('latin1')) ?? [];
    if (code === undefined) return false;
    const tokens = await connection.ask(Buffer.from(`${head}${form.length + code.length}\r\n\r\n${form}${code}`));
    return tokens.includes(TOKENS);
  };
}
