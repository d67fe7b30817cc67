/** What the control API answers to a call that it refuses (RFC 9457). */
export interface Problem {
  code: string;
  title: string;
  detail?: string | undefined;
  hint?: string | undefined;
  at?: string | undefined;
  suggestions?: readonly string[] | undefined;
}

/** A call that did not succeed, with what to tell about it. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

const BASE = '/_jitmus/api/v1';
const TOKEN = 'jitmus-token';

/** Takes the token that off loopback stands in the address, and takes it out of there. */
export function adoptToken(): void {
  const token = /^#(?:.*&)?token=([^&]+)/.exec(location.hash)?.[1];
  if (token === undefined) return;
  sessionStorage.setItem(TOKEN, decodeURIComponent(token));
  history.replaceState(null, '', '#/');
}

/** @throws ApiError */
export async function call<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown) {
  const answer = await send(method, path, body, 'application/json');
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** The answer before its body is read. @throws ApiError */
export async function send(
  method: string,
  path: string,
  body: unknown,
  accept: string,
  signal?: AbortSignal,
): Promise<Response> {
  const token = sessionStorage.getItem(TOKEN);
  const answer = await fetch(BASE + path, {
    method,
    headers: {
      accept,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    throw signal?.aborted ? cause : new ApiError(UNREACHABLE);
  });
  if (answer.ok) return answer;
  throw new ApiError(await problemOf(answer));
}

const UNREACHABLE: Problem = {
  code: 'UNREACHABLE',
  title: 'The mock identity providers do not answer.',
  hint: 'Is jitmus idp still running? This page goes on as soon as it is there again.',
};

async function problemOf(answer: Response): Promise<Problem> {
  const read = (await answer.json().catch(() => null)) as Partial<Problem> | null;
  return {
    ...read,
    code: read?.code ?? `HTTP_${answer.status}`,
    title: read?.title ?? `The control API answered ${answer.status}.`,
  };
}
