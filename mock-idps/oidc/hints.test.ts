import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser, started, type Started } from '../server/browser.fixture.ts';
import { ask, oidcApp, relyingParty, signInWith } from './relying-party.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started({ clock: Date.now });
});
afterAll(() => run.idps.close());

type Vendor = 'entra' | 'google' | 'okta' | 'other';

/** The sign-in page that a request leads to. */
async function page(vendor: Vendor, parameters: Record<string, string>): Promise<string> {
  const app = await oidcApp(run.idps, vendor);
  const { url } = await ask(await relyingParty(app), parameters);
  const browser = new Browser();
  const { headers } = await browser.get(url.href);
  expect(headers.get('location')).toContain('/_jitmus/openid/');
  return (await browser.get(headers.get('location')!)).text;
}

const addresses = (text: string) => [...text.matchAll(/<small\s*>(suggested · )?(\S+) · groups/g)];

it.each([
  ['entra', 'login_hint'],
  ['other', 'login_hint'],
] as const)('%s puts the person of %s first, and nobody away', async (vendor, name) => {
  const plain = addresses(await page(vendor, {})).map(([, , address]) => address!);
  const text = await page(vendor, { [name]: plain[3]!.toUpperCase() });
  expect(text).toContain(`${name}=${plain[3]!.toUpperCase()}`);
  const [first, ...others] = addresses(text);
  expect([first?.[1], first?.[2]]).toEqual(['suggested · ', plain[3]]);
  expect(others.map(([, , address]) => address)).toEqual(plain.filter((address) => address !== plain[3]));
});

it.each([
  ['entra', 'domain_hint'],
  ['google', 'hd'],
] as const)('%s puts the people of %s first, and nobody away', async (vendor, name) => {
  const plain = addresses(await page(vendor, {})).map(([, , address]) => address);
  const text = await page(vendor, { [name]: 'nobody.test' });
  expect(text).toContain(`${name}=nobody.test`);
  expect(addresses(text).map(([, suggested, address]) => [suggested, address])).toEqual(
    plain.map((address) => [undefined, address]),
  );
});

it.each([
  ['okta', 'login_hint'],
  ['google', 'domain_hint'],
  ['entra', 'hd'],
] as const)('%s knows no %s', async (vendor, name) => {
  expect(await page(vendor, { [name]: 'anybody' })).not.toContain('suggests');
});

it('a hint does not sign anybody else out, and hides nobody who is signed in (O082)', async () => {
  const app = await oidcApp(run.idps, 'google');
  const configuration = await relyingParty(app);
  const browser = new Browser();
  const person = run.idps.person('google', {}, 'ann');
  await signInWith(run.idps, app, person, (await ask(configuration)).url, {}, browser);
  const { headers } = await browser.get((await ask(configuration, { hd: 'elsewhere.test' })).url.href);
  expect(headers.get('location')).toContain('code=');
});
