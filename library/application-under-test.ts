import type { Vendor } from '../mock-idps/index.ts';
import type { Idp } from './idp.ts';
import type { Application } from './registration.ts';
import type { MockIdps } from './start-idps.ts';

/** Your application while it runs, as it is entered at an identity provider. */
export interface ApplicationUnderTest extends Application {
  /** Ends it. */
  close?(): Promise<void> | void;
}

/** Starts your application so that it trusts this IdP; or says where it runs already. Called once for each vendor. */
export type StartApplication = (idp: Idp) => Promise<ApplicationUnderTest> | ApplicationUnderTest;

/** Your application at each vendor, started when first asked for. */
export class UnderTest {
  readonly #idps: MockIdps;
  readonly #start: StartApplication;
  readonly #started = new Map<Vendor, Promise<{ idp: Idp; application: ApplicationUnderTest }>>();

  constructor(idps: MockIdps, start: StartApplication) {
    this.#idps = idps;
    this.#start = start;
  }

  /** The registration of the application at that vendor. */
  async at(vendor: Vendor): Promise<Idp> {
    const started = this.#started.get(vendor) ?? this.#begin(vendor);
    this.#started.set(vendor, started);
    return (await started).idp;
  }

  /** Ends every application that was started. */
  async close(): Promise<void> {
    const started = await Promise.allSettled(this.#started.values());
    for (const one of started) if (one.status === 'fulfilled') await one.value.application.close?.();
  }

  async #begin(vendor: Vendor) {
    const idp = await this.#idps.register(vendor, { named: 'application under test' });
    const application = await this.#start(idp);
    await idp.configure(application);
    return { idp, application };
  }
}
