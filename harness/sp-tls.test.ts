import { once } from 'node:events';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { ownTlsIdentity } from '../mock-idps/index.ts';
import { startReferenceSp } from './reference-sp/index.ts';

test('answers over https, by the authority of the mock IdPs, and says so in its addresses', async () => {
  const { key, certificate, ca } = await ownTlsIdentity();
  const sp = await startReferenceSp({ tls: { key, certificate }, tokens: { owner: 'o', validation: 'v' } });
  try {
    expect(sp.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const asked = request(`${sp.url}/`, { ca, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const untrusting = request(`${sp.url}/`, { agent: false }).end();
    await expect(once(untrusting, 'response')).rejects.toThrow(/certificate|self.signed/);
  } finally {
    await sp.close();
  }
});
