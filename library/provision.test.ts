import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startIdps, type Exchange } from './index.ts';

it('provisions the application over SCIM as the vendor does', async () => {
  const made: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/scim+json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== 'Bearer secret') return answer(401, {});
    if (request.method !== 'POST')
      return answer(200, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: 0,
        Resources: [],
      });
    void text(request).then((body) => {
      made.push(JSON.parse(body) as Record<string, unknown>);
      answer(201, { ...made.at(-1), id: `user-${made.length}` });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;

  await using idps = await startIdps();
  const entra = await idps.register('entra');
  const exchanges: Exchange[] = [];
  const provisioning = await entra.provision({ baseUrl, token: 'secret', onExchange: (one) => exchanges.push(one) });
  const person = entra.person();
  expect(await provisioning.testConnection()).toEqual({ ok: true });
  expect(await provisioning.assign(person)).toEqual({ kind: 'created', id: 'user-1' });
  expect(made).toMatchObject([{ userName: person.upn, active: true }]);
  expect(exchanges.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);

  const other = await idps.register('other');
  await expect(other.provision({ baseUrl, token: 'secret' })).rejects.toMatchObject({ code: 'VENDOR_WITHOUT_SCIM' });
  server.closeAllConnections();
  server.close();
});
