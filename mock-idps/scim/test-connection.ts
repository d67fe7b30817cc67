import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from '../directory/person.ts';
import { openProvisioning } from './engine.ts';
import type { Exchange } from './exchange.ts';
import type { Provisioning, ProvisioningOptions, ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';

/** For tests: people, and provisioning into the reference. */

let made = 0;

/** A number that nothing else has. */
export const fresh = (): number => ++made;

/** Somebody new with that given name. */
export function somebody(name: string, more: Partial<Person> = {}): Person {
  const number = fresh();
  const email = `${name}${number}@corp.test`;
  return {
    key: `${name}${number}`,
    kind: 'member',
    givenName: name,
    surname: 'Lovelace',
    displayName: `${name} Lovelace`,
    email,
    upn: email,
    username: email,
    id: `00u${number}`,
    phone: '+9991',
    department: 'R&D',
    jobTitle: 'Archivist',
    groups: [],
    assigned: true,
    ...more,
  };
}

export const newGroup = (): { id: string; name: string } => {
  const number = fresh();
  return { id: `group-${number}`, name: `Team ${number}` };
};

/** One call as tests compare it. */
export const callOf = ({ method, url, body }: Exchange): { call: string; body: unknown } => ({
  call: `${method} ${decodeURIComponent(url.replace(/^.*\/scim\/v2/, '').replaceAll('+', ' '))}`,
  body: body === null ? null : (JSON.parse(body) as unknown),
});

/** A team of its own at the reference, with a token. `owner`: token of the reference's owner. */
export async function newToken(origin: string, owner: string): Promise<string> {
  const headers = { authorization: `Bearer ${owner}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ team: `team-${fresh()}` });
  const answer = await fetch(`${origin}/admin/scim-tokens`, { method: 'POST', headers, body });
  return ((await answer.json()) as { token: string }).token;
}

export interface TestConnection {
  readonly idp: Provisioning;
  /** Every call since the last time this was asked. */
  calls: () => { call: string; body: unknown }[];
  read: <T = Record<string, unknown>>(path: string) => Promise<T>;
  write: (method: string, path: string, body?: unknown) => Promise<number>;
}

export function connectTo(
  origin: string,
  token: string,
  vendor: ProvisioningVendor,
  settings: ProvisioningSettings = {},
  options: Partial<ProvisioningOptions> = {},
): TestConnection {
  const seen: Exchange[] = [];
  const connection = { seed: 1, nonce: '0123456789ab', vendor, name: `app${fresh()}`, clock: () => 0 };
  const idp = openProvisioning(connection, {
    baseUrl: `${origin}/scim/v2`,
    token,
    settings,
    onExchange: (exchange) => void seen.push(exchange),
    ...options,
  });
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${origin}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    idp,
    calls: () => seen.splice(0).map(callOf),
    read: async <T>(path: string) => (await (await send('GET', path)).json()) as T,
    write: async (method, path, body) => (await send(method, path, body)).status,
  };
}

/** A server on a port of its own. `close` ends open connections too. */
export async function serve(
  server: Server,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ port: number; close: () => Promise<void> }> {
  server.on('request', answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
