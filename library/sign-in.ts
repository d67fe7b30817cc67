import type { AuthorizationAnswered, Delivery, Emitted, IdpEvent, Person, Refused } from '../mock-idps/index.ts';
import type { Browser as Driven } from '../harness/drivers/driver.ts';
import { JitmusError } from '../harness/errors.ts';
import { shownBrowser, type Browser, type Visit } from './browser.ts';
import { checkGiven } from './given.ts';

/** One trip of the response to the application. */
export interface DeliveredResponse {
  /** The browser that brought it: the person's own, a copy of it from before the first trip, or somebody else's. */
  readonly browser: Browser;
  readonly visit: Visit;
  /** The trip that the vendor would have made. */
  readonly genuine: boolean;
}

/** A sign-in that has been tried. Whether the application let anybody in is to be asked of the application, in the browser. */
export interface SignIn {
  readonly person: Person;
  /** Whom a fault claims to be; null where none does. */
  readonly victim: Person | null;
  readonly browser: Browser;
  /** Where the browser came to rest. */
  readonly visit: Visit;
  /** Every trip, the person's own first. Replays and messages in somebody else's browser have several. */
  readonly deliveries: readonly DeliveredResponse[];
  /** What arrived at the IdP and left it, until the browser came to rest. */
  readonly events: readonly IdpEvent[];
  /** The identity provider's own refusal (not assigned, unknown application …); null where it let the person in. */
  readonly refused: Refused | null;
  /** Names the sign-in, for faults that use one again. */
  readonly key: string;
}

/** What a sign-in over plain HTTP takes. */
export interface SignInRun {
  beginUrl: string;
  /** Where a browser without a ticket asks to sign in. */
  startUrl: string;
  /** Ids of the faults that the application is to be given. */
  faults: readonly string[];
  browser: Driven;
  open: (name: string) => Promise<Driven>;
  /** What happened at the IdP in this sign-in until now. */
  events: readonly IdpEvent[];
  restart: (() => Promise<void>) | undefined;
}

/** Signs in, and makes every further trip of the response. */
export async function signInOverHttp(run: SignInRun): Promise<Pick<SignIn, 'visit' | 'deliveries'>> {
  let before: Driven | undefined;
  const beforeDelivery = async () => {
    if (run.faults.length > 0) before ??= await run.browser.fork('before');
  };
  const visit = await run.browser.visit(run.beginUrl, { beforeDelivery });
  if (visit.outcome === 'not-allowed')
    throw new JitmusError('HOST_NOT_ALLOWED', visit.text, { hint: 'If you mean it: startIdps({ allowHosts: […] }).' });
  const deliveries: DeliveredResponse[] = [];
  const trips = tripsIn(run.events);
  if (trips.length === 0 || trips.some(({ url }) => url === null))
    deliveries.push({ browser: shownBrowser(run.browser), visit, genuine: trips[0]?.genuine ?? true });
  for (const trip of trips) {
    if (trip.url === null) continue;
    if (trip.after === 'restart') await restarted(run);
    const browser = trip.browser === 'same' ? (before ?? run.browser) : await run.open('other');
    // Without a ticket it ends at the IdP's sign-in page, with a request under way.
    if (trip.asksFirst) await browser.visit(run.startUrl);
    deliveries.push({ browser: shownBrowser(browser), visit: await browser.visit(trip.url), genuine: trip.genuine });
  }
  checkGiven(run.faults, run.events, visit);
  return { visit, deliveries };
}

/** Trips of the response; of none where the IdP answered nothing. */
export const tripsIn = (events: readonly IdpEvent[]): readonly Delivery[] =>
  events.filter(isAnswer).flatMap(({ deliveries }) => deliveries);

const isAnswer = (event: IdpEvent): event is Emitted | AuthorizationAnswered =>
  event.kind === 'emitted' || event.kind === 'authorization-response';

async function restarted({ restart }: SignInRun): Promise<void> {
  if (!restart)
    throw new JitmusError('RESTART_MISSING', 'This fault strikes after the application was restarted.', {
      hint: 'Say how: signIn({ restart: async () => … }).',
    });
  await restart();
}
