import type { SigningShape, Vendor } from '../mock-idps/index.ts';
import { sameAddress } from './attempt.ts';
import { Cast } from './cast.ts';
import type { ControlResult } from './controls.ts';
import { makeExistingUser } from './existing-user.ts';
import { couldNotSay, endWords } from './judge.ts';
import { LogWriter } from './log-writer.ts';
import { CannotPrepare, type MethodSpec } from './methods.ts';
import type { Case } from './plan.ts';
import { readMetadataOf } from './read-metadata.ts';
import type { CaseLog } from './observation.ts';
import { methodSpec, settingsFor, signedInAgo, withCertificates } from './run-case.ts';
import type { Given, PersonaEntry } from './scenario.ts';
import { toldAddress } from './told-address.ts';
import { signIn, type KeptBrowser } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import type { World } from './world.ts';

/** Everything that makes one genuine sign-in comparable with a faulted one. */
export interface ControlSpec {
  vendor: Vendor;
  /** Null: as the application is set up. */
  shape: SigningShape | null;
  /** Kind of person, and those whom its address leans on. */
  people: ReadonlyMap<string, PersonaEntry>;
  as: string;
  through: 'jit-url' | 'login' | 'idp';
  method: MethodSpec;
  given: Given;
  /** The session has to end too: where the person signs out. Null: the sign-in is all. */
  signOut: 'application' | 'idp' | null;
}

/** Somebody new, without groups. */
export const plain: PersonaEntry = { name: 'loner', says: '', spec: { groups: 0 }, lookalikeOf: null };

/** The sign-in that must be accepted beside a case: the same without the fault; beside a plain refusal, anybody new. */
export function controlSpec(world: Pick<World, 'target'>, planned: Case, shape: SigningShape | null): ControlSpec {
  const own = methodSpec(world, planned);
  const faulted = planned.form.steps.find(({ signIn: step }) => step?.faults)?.signIn;
  const signsOut = planned.form.steps.findLast(({ signOut: step }) => step)?.signOut ?? null;
  const jit = planned.idp !== 'other' && !world.target.lacks.has('jit');
  if (signsOut) {
    return {
      vendor: planned.idp,
      shape: null,
      people: new Map([['person', plain]]),
      as: 'person',
      // The one login address of a fixed method stands for the JIT login URL, whatever the IdP.
      through: own.jit || world.target.fixedMethod ? 'jit-url' : 'login',
      method: { ...own, exclusive: null },
      given: planned.form.given,
      signOut: signsOut.at,
    };
  }
  if (!faulted) {
    const ways = planned.form.steps.flatMap(({ signIn: step }) => (step ? [step.through] : []));
    const ordinary = ways.every((way) => way === 'login') && !world.target.lacks.has('existing-users');
    const method = {
      ...own,
      state: 'verified' as const,
      jit,
      keys: 'own' as const,
      other: false,
      exclusive: null,
      domains: [world.target.domain],
    };
    return {
      vendor: planned.idp,
      shape: null,
      people: new Map([['person', plain]]),
      as: 'person',
      through: jit && !ordinary ? 'jit-url' : 'login',
      method,
      given: {},
      signOut: null,
    };
  }
  return {
    vendor: planned.idp,
    shape,
    people: planned.form.people,
    as: faulted.as ?? 'person',
    through: faulted.through ?? (own.jit || world.target.fixedMethod ? 'jit-url' : 'login'),
    method: { ...own, exclusive: null },
    given: planned.form.given,
    signOut: null,
  };
}

/** Same key, same control. */
export function controlKey({ vendor, shape, people, as, through, method, given, signOut }: ControlSpec): string {
  const kind = people.get(as);
  return JSON.stringify([
    vendor,
    shape,
    kind?.name,
    kind?.lookalikeOf,
    through,
    method,
    given.groupClaim,
    given.groupValues,
    given.nameId,
    given.attributes,
    given.switches,
    given.groupFilter,
    given.signedInDaysAgo,
    signOut,
  ]);
}

/** Signs a new person in, without any fault. `n` keeps people apart; `log`: where what is seen is written down. */
export async function performControl(
  world: World,
  spec: ControlSpec,
  n: number,
  log = new LogWriter(world.redactor.child(), world.clock, () => ''),
): Promise<ControlResult> {
  const { vendor, shape, people, as, through, given } = spec;
  const key = `control/${controlKey(spec)}/${n}`;
  const cast = new Cast(world.idps, vendor, key, people, world.target.domain);
  const person = cast.get(as);
  let kept: KeptBrowser | null = null;
  try {
    const method = await world.methods.get(spec.method);
    const accountMade = !method.jit || through !== 'jit-url' || world.target.lacks.has('jit');
    const settings = settingsFor(world, given);
    const address = toldAddress(method.protocol, person, settings, world.target.idpApp);
    if (accountMade) {
      const email = address ?? person.upn;
      await makeExistingUser(world, { email, name: 'An existing user', role: 'member', groups: [], disabled: false });
    }
    await signIn(world, log, {
      key,
      attempt: 1,
      name: as,
      person,
      address,
      earlierAddresses: [],
      method,
      through,
      changed: [],
      faults: [],
      victim: null,
      otherMethod: null,
      earlier: null,
      shape,
      settings,
      signedInAgo: signedInAgo(given),
      browsers: ['a'],
      otherBrowser: 'b',
      accountDisabled: false,
      accountMade,
      later: null,
      ...(spec.signOut && { keep: (browser) => (kept = browser) }),
    });
    const signedIn = controlResult(log.log);
    if (!kept || spec.signOut === null || signedIn.status !== 'accepted') return signedIn;
    const { metadataUrl } = method;
    const certificates = metadataUrl === null ? [] : await readMetadataOf(world, log, method, metadataUrl);
    const common = { key: `${key}/out`, signOut: 1, others: [], faults: [], victim: null, earlier: null };
    await signOut(world, log, {
      ...common,
      at: spec.signOut,
      own: kept,
      person,
      method,
      settings: { ...settings, ...withCertificates(method, certificates) },
    });
    return signOutResult(log.log);
  } catch (error) {
    if (error instanceof CannotPrepare) return { status: 'unclear', because: error.message };
    throw error;
  } finally {
    await (kept as KeptBrowser | null)?.browser.close();
  }
}

/** Whether a genuine sign-out ended the session, by what was seen of it. */
export function signOutResult(log: CaseLog): ControlResult {
  const sessions = log.all('signout.session').filter(({ data }) => data.whose === 'own');
  const [before, after] = (['before', 'after'] as const).map((when) => sessions.find(({ data }) => data.when === when));
  if (before?.data.email && after && after.data.email === null && !couldNotSay(after))
    return { status: 'accepted', because: 'A genuine sign-out ended the session.' };
  const refused = log.last('idp.refused');
  const idp = refused ? ` The IdP refused: ${refused.data.code}. ${refused.data.says}` : '';
  if (before?.data.email && after?.data.email)
    return { status: 'refused', because: `A genuine sign-out left ${after.data.email} signed in.${idp}` };
  return { status: 'unclear', because: `Whether a genuine sign-out ended the session could not be asked.${idp}` };
}

/** Whether the application took a genuine sign-in, by what was seen of it. */
export function controlResult(log: CaseLog): ControlResult {
  const email = log.last('signin.started')?.data.email ?? null;
  const session = log.last('target.session');
  if (session && sameAddress(session.data.email, email)) return accepted(log);
  const refused = log.last('idp.refused');
  if (refused)
    return {
      status: 'unclear',
      because: `The IdP refused the genuine sign-in: ${refused.data.code}. ${refused.data.says}`,
    };
  if (session?.data.email) return { status: 'unclear', because: `The genuine sign-in ended as ${session.data.email}.` };
  const unreadable = log.last('target.unreadable');
  const end = log.last('signin.ended');
  const page = log.last('page');
  const rest = page
    ? ` The browser rests at ${page.data.url} (${page.data.status}): ${page.data.text.slice(0, 160)}`
    : '';
  if (end && end.data.outcome !== 'page')
    return {
      status: 'unclear',
      because: `The genuine sign-in met a ${endWords[end.data.outcome]}.${rest}`,
      crashed: end.data.outcome === 'server-error',
    };
  if (!session) return { status: 'unclear', because: unreadable?.says ?? 'Who is signed in could not be asked.' };
  if (!end) return { status: 'unclear', because: 'How the genuine sign-in ended was not seen.' };
  if (couldNotSay(session))
    return {
      status: 'unclear',
      because: `Who is signed in could not be asked: whoAmI answered ${session.data.status}.`,
    };
  return { status: 'refused', because: `The genuine sign-in was not accepted either.${rest}` };
}

/** Whoever is let in has an account. Where none is read back, one that a forgery made would not be either. */
function accepted(log: CaseLog): ControlResult {
  const reading = log.all('target.account').find(({ data }) => data.when === 'after');
  if (reading?.data.accounts.length !== 0)
    return { status: 'accepted', because: 'The same kind of sign-in without the fault was accepted.' };
  const because = `The genuine sign-in was accepted, and no account of ${reading.data.email} is read back after it.`;
  return { status: 'unclear', because };
}
