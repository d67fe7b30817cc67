import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Person } from '../../mock-idps/index.ts';
import type { Cast } from '../cast.ts';
import { LogWriter } from '../log-writer.ts';
import { Redactor } from '../redactor.ts';
import type { World } from '../world.ts';
import { ScimDesk } from './desk.ts';

const NONCE = 'abcdefabcdef';
const ADA = `ada.${NONCE}@corp.test`;
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

interface Answer {
  status: number;
  body?: unknown;
  text?: string;
}

/** A server that answers as told, and what it was asked. */
async function serving(answers: (method: string, url: string, body: string, request: IncomingMessage) => Answer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      // Every desk reads it once, before its first call.
      const isConfiguration = request.url?.endsWith('/ServiceProviderConfig');
      if (!isConfiguration) asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
      const { status, body: json, text } = answers(request.method ?? '', request.url ?? '', body, request);
      response.writeHead(status, { 'content-type': 'application/scim+json', connection: 'close' });
      response.end(text ?? (json === undefined ? '' : JSON.stringify(json)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  const scim = { baseUrl, token: 'own-token', otherTeamToken: 'other-token', revokedToken: null, expiredToken: null };
  const log = new LogWriter(
    new Redactor(),
    () => 0,
    () => '',
  );
  const person = {
    email: ADA,
    upn: ADA,
    givenName: 'Ada',
    surname: 'L',
    displayName: 'Ada L',
    id: 'x',
    phone: null,
    department: null,
    jobTitle: 'Countess',
  };
  const cast = { get: () => person as unknown as Person } as unknown as Cast;
  const world = { nonce: NONCE, running: { scim } } as unknown as World;
  return { asked, log, desk: new ScimDesk(world, log, cast, 'scim/some@other.scim') };
}

const create = { method: 'POST', path: '/Users', user: 'person', keep: 'ada' } as const;

describe('what a case made', () => {
  test('is read, and gone in the end, with the token that made it', async () => {
    const tokens: string[] = [];
    const { asked, desk, log } = await serving((method, _url, body, request) => {
      if (method === 'DELETE') tokens.push(request.headers.authorization ?? '');
      if (method === 'POST') return { status: 201, body: { ...(JSON.parse(body) as object), id: 'made-by-it' } };
      return method === 'GET' ? { status: 200, body: { id: 'made-by-it', userName: ADA } } : { status: 204 };
    });
    await desk.call(create);
    await desk.call({ ...create, keep: 'again', token: 'other-team' });
    await desk.close();
    expect(asked).toEqual([
      'POST /scim/v2/Users',
      'GET /scim/v2/Users/made-by-it',
      'POST /scim/v2/Users',
      'GET /scim/v2/Users/made-by-it',
      'GET /scim/v2/Users/made-by-it',
      'DELETE /scim/v2/Users/made-by-it',
    ]);
    expect(tokens).toEqual(['Bearer other-token']);
    expect(log.log.last('scim.reading')?.data).toMatchObject({ when: 'after', name: 'again', status: 200 });
  });

  test('is looked for where the answer did not tell of it, and nobody else is touched', async () => {
    const { asked, desk } = await serving((method, url) => {
      if (method === 'POST') return { status: 500, text: 'oops' };
      if (method === 'DELETE') return { status: 204 };
      if (url.endsWith('/Users/stray')) return { status: 200, body: { id: 'stray', userName: ADA } };
      return {
        status: 200,
        body: {
          schemas: [LIST],
          totalResults: 2,
          Resources: [
            { id: 'stray', userName: ADA.toUpperCase() },
            { id: 'somebody-else', userName: 'grace@corp.test' },
          ],
        },
      };
    });
    await desk.call(create);
    await desk.call({ method: 'GET', path: '/Users/{ada}' });
    await desk.close();
    expect(asked).toEqual([
      'POST /scim/v2/Users',
      `GET /scim/v2/Users?filter=userName eq "${ADA}"`,
      'GET /scim/v2/Users/stray',
      'DELETE /scim/v2/Users/stray',
    ]);
  });

  test('is left where it is somebody else’s by now, and that is told', async () => {
    const { asked, desk, log } = await serving((method) =>
      method === 'POST'
        ? { status: 201, body: { id: 'reused', userName: ADA } }
        : { status: 200, body: { id: 'reused', userName: 'grace@corp.test', members: [ADA] } },
    );
    await desk.call(create);
    await desk.close();
    expect(asked.filter((line) => line.startsWith('DELETE'))).toEqual([]);
    expect(log.log.last('scim.left')?.data).toEqual({ path: '/Users/{id of ada}', status: 200 });
  });

  test('is not taken for ours without the mark of this run', async () => {
    const { asked, desk } = await serving((method) =>
      method === 'POST'
        ? { status: 201, body: { id: 'was-there', userName: 'grace@corp.test' } }
        : { status: 200, body: {} },
    );
    await desk.call(create);
    await desk.close();
    expect(asked.filter((line) => line.startsWith('DELETE'))).toEqual([]);
  });
});

test('people who were there before, and those of other cases, are counted and not written down', async () => {
  const { desk, log } = await serving((method) =>
    method === 'POST'
      ? { status: 201, body: { id: 'made-here', userName: ADA } }
      : {
          status: 200,
          body: {
            schemas: [LIST],
            totalResults: 4,
            Resources: [
              { id: 'stranger', userName: 'grace@corp.test', phoneNumbers: [{ value: '+15550100' }] },
              { id: 'made-here', userName: ADA },
              { id: 'of-another-case', userName: `joan.${NONCE}@corp.test` },
              { id: 'stranger', userName: 'grace@corp.test' },
            ],
          },
        },
  );
  await desk.call({ method: 'POST', path: '/Users', user: 'person' });
  await desk.call({ method: 'GET', path: '/Users' });
  const seen = log.log.last('scim.call');
  const others = ['{somebody else 1}', '{somebody else 2}'];
  expect(seen?.data.answer?.ids).toEqual([others[0], '{id from call 1}', others[1], others[0]]);
  expect(seen?.data.answer?.json).toMatchObject({ totalResults: 4, Resources: [{ userName: ADA }] });
  expect(JSON.stringify(seen)).not.toMatch(/grace|joan|15550100|stranger|of-another/);
});

test.each([
  ['a bare list', JSON.stringify([{ userName: 'grace@corp.test' }])],
  ['a page', '<p>grace@corp.test</p>'],
])('what should be a list and is %s is not written down', async (_, text) => {
  const { desk, log } = await serving(() => ({ status: 200, text }));
  await desk.call({ method: 'GET', path: '/Users' });
  expect(JSON.stringify(log.log.all('scim.call'))).not.toMatch(/grace/);
});

test('calls at the same moment are each written down, and judged by what is read after the last', async () => {
  const { desk, log } = await serving((method) =>
    method === 'POST'
      ? { status: 201, body: { id: 'made', userName: ADA } }
      : { status: 200, body: { id: 'made', title: 'b' } },
  );
  await desk.call(create);
  const operations = [{ op: 'add', path: 'title', value: 'a' }];
  await desk.call({ method: 'PATCH', path: '/Users/{ada}', operations, atOnce: [operations], then: { title: 'b' } });
  const patches = log.log.all('scim.call').filter(({ data }) => data.method === 'PATCH');
  expect(patches.map(({ data }) => [data.call, data.then])).toEqual([
    [2, { title: 'b' }],
    [3, null],
  ]);
  expect(log.log.all('scim.reading').map(({ data }) => [data.call, data.when])).toEqual([
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ]);
});

test('nobody who answers is written down as such', async () => {
  const log = new LogWriter(
    new Redactor(),
    () => 0,
    () => '',
  );
  const scim = {
    baseUrl: 'http://127.0.0.1:1/scim',
    token: 't',
    otherTeamToken: null,
    revokedToken: null,
    expiredToken: null,
  };
  const world = { nonce: NONCE, running: { scim } } as unknown as World;
  const desk = new ScimDesk(world, log, {} as Cast, 'x');
  await desk.call({ method: 'GET', path: '/Users' });
  expect(log.log.last('scim.call')?.data).toMatchObject({
    answer: null,
    failure: expect.stringMatching(/./) as string,
  });
});
