import type { AppSettings, FaultUse, Person, SigningShape } from '../mock-idps/index.ts';
import { BrowserSignIn } from './browser-sign-in.ts';
import type { LaterEvents } from './later-events.ts';
import type { Browser, BrowserOptions } from './drivers/driver.ts';
import { Recording, type LogWriter } from './log-writer.ts';
import { CannotPrepare, type Method } from './methods.ts';
import type { SignInFacts } from './observation.ts';
import { readBack } from './read-back.ts';
import { turnstilesFor } from './turnstile.ts';
import type { World } from './world.ts';

/** One sign-in, with everything decided. */
export interface SignInPlan {
  /** Names it: with seed and nonce it fixes every id of its messages. */
  key: string;
  attempt: number;
  name: string;
  person: Person;
  /** Address that the application is told of the person; null where there is none. */
  address: string | null;
  /** Addresses that the person had earlier in the case. */
  earlierAddresses: readonly string[];
  method: Method;
  through: SignInFacts['through'];
  changed: readonly string[];
  faults: readonly FaultUse[];
  victim: { name: string; person: Person } | null;
  otherMethod: Method | null;
  /** Key of the sign-in before in the case. */
  earlier: string | null;
  shape: SigningShape | null;
  settings: AppSettings;
  /** Milliseconds since the person signed in at the IdP. */
  signedInAgo: number;
  /** Names of the browsers that do it at the same moment; one as a rule. */
  browsers: readonly string[];
  /** Name for the browser that deliveries elsewhere use. */
  otherBrowser: string;
  accountDisabled: boolean;
  /** The owner made an account for the person before. */
  accountMade: boolean;
  /** Goes on listening to the IdP when the browsers are done. */
  later: LaterEvents | null;
  /** Takes the browser over, with what it holds, for what comes later in the case. */
  keep?: (kept: KeptBrowser) => void;
}

/** A browser in which somebody signed in. */
export interface KeptBrowser {
  readonly browser: Browser;
  readonly attempt: number;
  /** Name of the person. */
  readonly person: string;
  /** From now on its exchanges are told there. */
  listen: (listener: BrowserOptions['onExchange']) => void;
}

/** Signs in as planned and writes down everything that was seen. Throws CannotPrepare. */
export async function signIn(world: World, log: LogWriter, plan: SignInPlan): Promise<void> {
  const start = startUrl(plan);
  log.add({ kind: 'signin.started', from: 'harness', says: sentence(plan), data: startedFacts(world, plan) });
  await readBack(world, log, plan, 'before');
  const turnstiles = plan.browsers.length > 1 ? turnstilesFor(plan.browsers.length) : null;
  const browsers = plan.browsers.map((name) => ({ name, recording: new Recording(log) }));
  await Promise.all(
    browsers.map(({ name, recording }) => new BrowserSignIn(world, recording, plan, name, turnstiles).run(start)),
  );
  for (const { recording } of browsers) recording.flush();
  await readBack(world, log, plan, 'after');
}

function startUrl({ through, method }: SignInPlan): string {
  if (through === 'idp') return method.app.startUrl;
  const url = through === 'jit-url' ? method.jitLoginUrl : method.loginUrl;
  if (url) return url;
  throw new CannotPrepare(
    through === 'jit-url'
      ? 'The application showed no JIT login URL (ssoMethods.create.jitLoginUrl).'
      : 'The application showed no ordinary login (ssoMethods.create.loginUrl).',
  );
}

function sentence({ name, through, method, otherMethod, faults, browsers, changed }: SignInPlan): string {
  const way = { 'jit-url': 'the JIT login URL', login: 'the ordinary login', idp: 'an IdP-initiated start' }[through];
  const many = browsers.length > 1 ? `, in ${browsers.length} browsers at the same moment` : '';
  const news = changed.length ? `, with a changed ${changed.join(', ')}` : '';
  const fault = faults.length ? `, with the fault ${faults.map(({ id }) => id).join(', ')}` : '';
  return `${name === 'person' ? 'The person' : name} signs in through ${way} of ${method === otherMethod ? 'another' : 'a'} ${method.state} method${many}${news}${fault}.`;
}

function startedFacts(world: World, plan: SignInPlan): SignInFacts {
  const { person, method, victim, signedInAgo } = plan;
  return {
    attempt: plan.attempt,
    person: plan.name,
    email: plan.address,
    through: plan.through,
    method: { state: method.state, jit: method.jit, domains: method.domains },
    assigned: person.assigned,
    accountDisabled: plan.accountDisabled,
    accountMade: plan.accountMade,
    changed: plan.changed,
    ...(signedInAgo ? { signedInAgo } : {}),
    groupClaim: plan.settings.groups?.send === 'security',
    faults: plan.faults.map((use) => faultFacts(world, use)),
    victim: victim && { name: victim.name, email: victim.person.email, groups: groupsOfVictim(victim.person, person) },
    browsers: plan.browsers,
  };
}

/** What is known of a fault beforehand. */
export function faultFacts(
  { faults }: Pick<World, 'faults'>,
  { id, options }: FaultUse,
): SignInFacts['faults'][number] {
  const fault = faults.get(id);
  return {
    id,
    expect: fault?.expect ?? 'refuse',
    harm: fault?.harm ?? 'check',
    grade: fault?.grade ?? 'check-missing',
    ...(options && { options }),
  };
}

function groupsOfVictim(victim: Person, signer: Person): string[] {
  const own = new Set(namesOfGroups(signer));
  return namesOfGroups(victim).filter((name) => !own.has(name));
}

const namesOfGroups = ({ groups }: Person) => groups.flatMap(({ id, name }) => [id, name]);
