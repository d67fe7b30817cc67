import { expect, test as base, type TestAPI } from 'vitest';
import type { Vendor } from '../mock-idps/index.ts';
import { UnderTest, type StartApplication } from './application-under-test.ts';
import type { Idp, SignInOptions } from './idp.ts';
import type { ScenarioResult } from './run-scenario.ts';
import type { SignIn } from './sign-in.ts';
import { startIdps, type MockIdps, type StartOptions } from './start-idps.ts';
import { explained } from './explained.ts';

/** What a test is given. */
export interface JitmusFixtures {
  /** The mock IdPs: one for each test file. */
  idps: MockIdps;
  /** The registration of your application at that vendor. */
  idp: (vendor: Vendor) => Promise<Idp>;
  /** Signs somebody in to your application over plain HTTP. Throws where the application is never given the faults. */
  signIn: (options: SignInOptions & { from: Vendor }) => Promise<SignIn>;
}

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any
  interface Matchers<T = any> {
    /** Of the result of `runScenario`: passes as `jitmus run` ends with 0, and else tells every verdict that failed. */
    toHavePassed(): void;
  }
}

expect.extend({
  toHavePassed(result: ScenarioResult) {
    return { pass: result.outcome === 'passed', message: () => explained(result) };
  },
});

/**
 * Vitest's `test` with mock IdPs, for your application: `application` starts it, or says where it runs. Each test file has IdPs
 * and applications of its own; both are started when first used, and ended behind the file's last test.
 */
export function testFor(application: StartApplication, options: StartOptions = {}): TestAPI<JitmusFixtures> {
  return base.extend<JitmusFixtures & { underTest: UnderTest }>({
    idps: [
      // Vitest reads the names of fixtures out of the first parameter.
      async ({}, use) => {
        const idps = await startIdps(options);
        await use(idps);
        await idps.close();
      },
      { scope: 'file' },
    ],
    underTest: [
      async ({ idps }, use) => {
        const underTest = new UnderTest(idps, application);
        await use(underTest);
        await underTest.close();
      },
      { scope: 'file' },
    ],
    idp: async ({ underTest }, use) => use((vendor) => underTest.at(vendor)),
    signIn: async ({ underTest }, use) => use(async ({ from, ...signIn }) => (await underTest.at(from)).signIn(signIn)),
  });
}
