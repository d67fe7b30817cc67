import { describe, expect, it } from 'vitest';
import type { IdpEvent } from '../mock-idps/index.ts';
import { BrowserSignIn } from './browser-sign-in.ts';
import type { Browser, BrowserOptions } from './drivers/driver.ts';
import type { Recorder } from './log-writer.ts';
import type { SignInEnd } from './observation.ts';
import type { SignInPlan } from './sign-in.ts';
import type { World } from './world.ts';

const CALLBACK = 'http://app.test/callback';
const answered = {
  kind: 'authorization-response',
  mode: 'query',
  faults: ['oidc/code-missing'],
  parameters: {},
  deliveries: [{ n: 1, browser: 'same', genuine: false, url: null, to: CALLBACK }],
} as unknown as IdpEvent;

/** What a sign-in says that the browser brought, where it carries nothing by which a response is known. */
async function broughtBy(
  visited: readonly string[],
  answer: IdpEvent = answered,
): Promise<SignInEnd['delivered'] | undefined> {
  let ended: SignInEnd | undefined;
  let tell: (event: IdpEvent) => void = () => undefined;
  const log = {
    add: ({ kind, data }: { kind: string; data: unknown }) => {
      if (kind === 'signin.ended') ended = data as SignInEnd;
    },
  } as unknown as Recorder;
  const open = (name: string, { onExchange }: BrowserOptions): Browser => {
    const exchange = (url: string) =>
      onExchange({ facts: { browser: name, method: 'GET', url, status: 200 }, request: {}, response: {} } as never);
    const visit = (url: string) => {
      if (url === 'http://idp.test/arm') return Promise.resolve({});
      tell(answer);
      exchange('http://idp.test/authorize');
      for (const address of visited) exchange(address);
      return Promise.resolve({
        outcome: 'page',
        delivered: 0,
        url: visited.at(-1) ?? '',
        status: 200,
        title: '',
        text: '',
      });
    };
    const read = () => Promise.resolve({ status: 200, body: '' });
    return { name, visit, read, close: () => Promise.resolve() } as unknown as Browser;
  };
  const world = {
    idps: {
      origin: 'http://idp.test',
      owns: (url: string) => url.startsWith('http://idp.test/'),
      arm: () => ({ id: 't', armUrl: 'http://idp.test/arm' }),
    },
    events: { listen: (_: string, listener: typeof tell) => (tell = listener), forget: () => undefined },
    driver: { open: (name: string, options: BrowserOptions) => Promise.resolve(open(name, options)) },
    running: { allows: () => true, hosts: [], observe: { whoAmI: { url: 'http://app.test/me', email: () => null } } },
    faults: new Map(),
  } as unknown as World;
  const plan = { attempt: 1, key: 'k', browsers: ['a'], faults: [], settings: {}, method: { app: {} }, earlier: null };
  await new BrowserSignIn(world, log, plan as unknown as SignInPlan, 'a', null).run('http://app.test/login');
  return ended?.delivered;
}

describe('a response without parameters', () => {
  it('is brought where the browser came to the redirect URI', async () => {
    expect(await broughtBy([CALLBACK])).toBe('faulted');
    expect(await broughtBy([`${CALLBACK}?error=none`, 'http://app.test/'])).toBe('faulted');
  });

  it('is not brought where the browser came anywhere else', async () => {
    expect(await broughtBy(['http://app.test/', `${CALLBACK}s`])).toBe('none');
    expect(await broughtBy([])).toBe('none');
  });
});
