import {
  expect,
  test as base,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { setTimeout } from 'node:timers/promises';
import type { IdpEvent, Person, Vendor } from '../mock-idps/index.ts';
import { JitmusError } from '../harness/errors.ts';
import { UnderTest, type StartApplication } from './application-under-test.ts';
import type { Idp, SignInOptions } from './idp.ts';
import type { PreparedSignIn } from './prepared-sign-in.ts';
import { tripsIn } from './sign-in.ts';
import { startIdps, type MockIdps, type StartOptions } from './start-idps.ts';

export { expect };

/** Who signed in, and what the IdP sent. Whether the application let them in is to be asked of the page. */
export interface PageSignIn {
  readonly person: Person;
  /** Whom a fault claims to be; null where none does. */
  readonly victim: Person | null;
  readonly events: readonly IdpEvent[];
  /** `refusal`: the page shows why the identity provider lets nobody in. */
  readonly answered: 'response' | 'refusal';
  /** Names the sign-in, for faults that use one again. */
  readonly key: string;
}

/** What a test is given. */
export interface JitmusFixtures {
  /**
   * Signs somebody in to your application, in the test's page or another, and comes back when the page is at the application.
   * Throws where the application is never given the faults, and for those that take trips of their own (replays, somebody
   * else's browser): these are made by `Idp.signIn`.
   */
  signIn: (options: Omit<SignInOptions, 'restart'> & { from: Vendor; page?: Page }) => Promise<PageSignIn>;
}

/** What the tests of a worker share. */
export interface JitmusWorkerFixtures {
  idps: MockIdps;
  /** The registration of your application at that vendor. */
  idp: (vendor: Vendor) => Promise<Idp>;
}

/** Playwright's `test` with what jitmus adds. */
export type JitmusTest = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & JitmusFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & JitmusWorkerFixtures
>;

/**
 * Playwright's `test` with mock IdPs, for your application: `application` starts it, or says where it runs. Each worker has IdPs
 * and applications of its own; both are started when first used, and ended with the worker.
 */
export function testFor(application: StartApplication, options: StartOptions = {}): JitmusTest {
  return base.extend<JitmusFixtures, JitmusWorkerFixtures & { underTest: UnderTest }>({
    idps: [
      // Playwright reads the names of fixtures out of the first parameter.
      async ({}, use) => {
        const idps = await startIdps(options);
        await use(idps);
        await idps.close();
      },
      { scope: 'worker' },
    ],
    underTest: [
      async ({ idps }, use) => {
        const underTest = new UnderTest(idps, application);
        await use(underTest);
        await underTest.close();
      },
      { scope: 'worker' },
    ],
    idp: [async ({ underTest }, use) => use((vendor) => underTest.at(vendor)), { scope: 'worker' }],
    signIn: async ({ page: own, idps, underTest }, use) =>
      use(async ({ from, page = own, ...signIn }) => {
        const prepared = (await underTest.at(from)).prepare(signIn);
        return signInWith(page, prepared, idps.owns);
      }),
  });
}

/** Milliseconds within which the identity provider has to be asked. */
const ASKED_MS = 15_000;

async function signInWith(page: Page, prepared: PreparedSignIn, isIdp: (url: string) => boolean): Promise<PageSignIn> {
  const done = new AbortController();
  const late = setTimeout(ASKED_MS, 'late' as const, { signal: done.signal });
  const brought = page.waitForRequest((request) => request.isNavigationRequest() && brings(prepared, request.url()), {
    timeout: 0,
  });
  for (const promise of [late, brought]) promise.catch(() => undefined);
  try {
    await page.goto(prepared.url, { waitUntil: 'commit' });
    const answered = await Promise.race([prepared.answered, late]);
    if (answered === 'late')
      throw new JitmusError('IDP_NOT_ASKED', `The application did not ask the identity provider in ${ASKED_MS} ms.`, {
        at: page.url(),
        hint: 'Does a sign-in begin at its loginUrl?',
      });
    if (answered === 'response' && firstTrip(prepared)?.url === null) {
      if ((await Promise.race([brought, late])) === 'late')
        throw new JitmusError('RESPONSE_NOT_BROUGHT', `The page did not bring the response in ${ASKED_MS} ms.`, {
          at: page.url(),
        });
      await page.waitForURL((url) => !isIdp(url.href));
    }
    await prepared.check({ url: page.url() });
    const { person, victim, events, key } = prepared;
    return { person, victim, events, answered, key };
  } finally {
    done.abort();
  }
}

const firstTrip = ({ events }: PreparedSignIn) => tripsIn(events)[0];

function brings(prepared: PreparedSignIn, url: string): boolean {
  const trip = firstTrip(prepared);
  return trip !== undefined && placeOf(trip.to) === placeOf(url);
}

/** An address without its parameters. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
