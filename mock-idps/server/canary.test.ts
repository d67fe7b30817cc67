import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appOf, authnRequest, Browser, redirectUrl, started, type Started } from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

/** Signs somebody in with a message that names an address, and answers the address and the ticket. */
async function signIn(key: string, fault = 'saml/external-entity') {
  const app = await appOf(run.idps, 'okta');
  const browser = new Browser();
  const ticket = run.idps.arm({ key, app, person: run.idps.person('okta', {}, key), faults: [{ id: fault }] });
  await browser.get(ticket.armUrl);
  await browser.get(redirectUrl(app.ssoUrl, authnRequest()));
  const [address = ''] = /http:[^"']*\/_jitmus\/canary\/[^"']*/.exec(run.seen('emitted').at(-1)!.xml) ?? [];
  return { address, ticket: ticket.id };
}

const fetches = () => run.seen('happened').filter(({ what }) => what === 'canary');

describe('the canary', () => {
  it('tells of a fetch, with the ticket of the sign-in whose message named it', async () => {
    const one = await signIn('one');
    const other = await signIn('other');
    expect(fetches()).toEqual([]);
    const answer = await fetch(other.address);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(fetches()).toMatchObject([{ kind: 'happened', vendor: 'okta', ticket: other.ticket, what: 'canary' }]);
    await fetch(one.address, { method: 'HEAD' });
    expect(fetches().map(({ ticket }) => ticket)).toEqual([other.ticket, one.ticket]);
  });

  it('answers a stylesheet with a document', async () => {
    const { address } = await signIn('stylesheet', 'saml/stylesheet-transform');
    expect(await (await fetch(address)).text()).toBe('<canary/>');
  });

  it('says nothing of an address that no message named', async () => {
    const before = fetches().length;
    expect((await fetch(`${run.idps.origin}/_jitmus/canary/nobody/nothing`)).status).toBe(200);
    expect(fetches()).toHaveLength(before);
  });

  it('ends in the nonce of the run, so that reports can print it without', async () => {
    const { address } = await signIn('nonce');
    expect(address).toMatch(/\/canary\/[a-z]{8}[0-9a-f]{12}\/nothing$/);
  });
});
