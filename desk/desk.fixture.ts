import { startIdps, type Idps, type Vendor } from '../mock-idps/index.ts';
import { BASE } from './api/base.ts';
import type { Door } from './api/guards.ts';
import { operations } from './api/operations.ts';
import { openChecks } from './api/schema.ts';
import { DeskClock } from './clock.ts';
import { Feed } from './feed.ts';
import { Network } from './network.ts';
import { openDesk } from './open-desk.ts';

/** What the API answered. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Mocks with a desk, as `jitmus idp` has them, called over HTTP. */
export interface OpenedDesk {
  readonly idps: Idps;
  readonly feed: Feed;
  readonly api: string;
  readonly host: string;
  /** Any call, with the answer as it comes. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** A call whose answer has to be what the schema says. */
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  close(): Promise<void>;
}

/** `vendors`: registered from the start under the name "own". */
export async function openedDesk({
  vendors = [],
  door = {},
}: { vendors?: readonly Vendor[]; door?: Partial<Door> } = {}): Promise<OpenedDesk> {
  const [clock, network, feed] = [new DeskClock(), new Network(), new Feed()];
  const checks = await openChecks();
  const idps: Idps = await startIdps({
    nonce: '0'.repeat(12),
    clock: clock.now,
    hinders: network.hinders,
    onEvent: (event) => void feed.add(event),
    desk: () =>
      openDesk(
        {
          ...{ idps, clock, network, feed, seed: 1, allowHosts: [] },
          registered: () =>
            Promise.all(vendors.map(async (vendor) => ({ app: await idps.app(vendor, 'own'), loginUrl: null }))),
        },
        { token: null, hosts: new Set([new URL(idps.origin).host]), ...door },
      ),
  });
  const api = idps.origin + BASE;
  const raw = (path: string, init: RequestInit = {}) =>
    fetch(path.startsWith('/_jitmus') ? idps.origin + path : api + path, init);
  return {
    idps,
    feed,
    api,
    host: new URL(idps.origin).host,
    raw,
    async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
      const headers = { ...(body !== undefined && { 'content-type': 'application/json' }) };
      const answer = await raw(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
      const text = await answer.text();
      const parsed = text === '' ? null : (JSON.parse(text) as T);
      const definition = answer.ok ? definitionOf(method, path) : 'Problem';
      if (definition === null ? parsed !== null : checks.answer(definition, parsed) !== null)
        throw new Error(
          `${method} ${path} answered what its schema does not say: ${checks.answer(definition ?? '', parsed)}\n${text.slice(0, 300)}`,
        );
      return { status: answer.status, headers: answer.headers, body: parsed as T };
    },
    close: () => idps.close(),
  };
}

function definitionOf(method: string, path: string): string | null {
  const [plain = ''] = path.split('?');
  const found = operations.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  if (!found) throw new Error(`${method} ${path} is no operation.`);
  return found.answer;
}
