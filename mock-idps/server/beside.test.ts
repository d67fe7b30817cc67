import { afterEach, expect, it, vi } from 'vitest';
import type { OpenDesk } from './beside.ts';
import { startIdps, type Idps } from '../idps.ts';

let idps: Idps;
afterEach(() => idps.close());

it.each(['/_jitmus/', '/_jitmus', '/_jitmus/?a', '/_jitmus/api', '/_jitmus/api/v1/apps', '/_jitmus/console/page.js'])(
  'hands %s over',
  async (path) => {
    const open = vi.fn<OpenDesk>(async () => (_, response) => void response.end('desk'));
    idps = await startIdps({ desk: open });
    expect(open).not.toHaveBeenCalled();
    expect(await (await fetch(idps.origin + path)).text()).toBe('desk');
    await fetch(idps.origin + path);
    expect(open).toHaveBeenCalledTimes(1);
  },
);

it.each(['/', '/_jitmus/begin/nothing', '/_jitmus/apis', '/saml2'])('keeps %s', async (path) => {
  idps = await startIdps({ desk: async () => (_, response) => void response.end('desk') });
  expect(await (await fetch(idps.origin + path)).text()).not.toBe('desk');
});

it('says why it cannot open, and tries again', async () => {
  const open = vi.fn<OpenDesk>(() => Promise.reject(new Error('no room')));
  idps = await startIdps({ desk: open });
  const answer = await fetch(`${idps.origin}/_jitmus/`);
  expect([answer.status, await answer.text()]).toEqual([500, 'The desk cannot open: no room']);
  await fetch(`${idps.origin}/_jitmus/`);
  expect(open).toHaveBeenCalledTimes(2);
});
