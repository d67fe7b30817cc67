import { namesOfGroups } from '../mock-idps/index.ts';
import { sameAddress } from './attempt.ts';
import { beginningOf } from './beginning.ts';
import type { Browser } from './drivers/driver.ts';
import type { LogWriter, Recorder } from './log-writer.ts';
import { isRandom } from './random-value.ts';
import type { SignInPlan } from './sign-in.ts';
import type { World } from './world.ts';

/** Accounts of everybody concerned, and groups that carry a name of theirs. */
export async function readBack(
  world: World,
  log: LogWriter,
  plan: SignInPlan,
  when: 'before' | 'after',
): Promise<void> {
  const { attempt, person, victim } = plan;
  for (const { who, address, spellings = [], ids } of [...addressesOf(plan), ...(victim ? [victimOf(victim)] : [])])
    await readAccounts(world, log, { attempt, when, who, address, spellings, ids });
  const sought = namesOfGroups(plan.method.app.tenant, [...person.groups, ...(victim?.person.groups ?? [])]);
  if (!world.running.observe.groups || sought.length === 0) return;
  const found = await world.running.observe.groups(sought);
  if ('problem' in found) return unreadable(log, attempt, 'groups', found.problem);
  log.add({
    kind: 'target.groups',
    from: 'target',
    to: 'harness',
    says: `${when === 'before' ? 'Before' : 'After'} the sign-in the application holds ${found.value.length} of the person's groups${victim ? " and the victim's" : ''}.`,
    data: { attempt, when, sought, found: found.value },
  });
}

type Address = Pick<Sought, 'who' | 'address' | 'ids'> & Partial<Pick<Sought, 'spellings'>>;

const victimOf = ({ name, person }: NonNullable<SignInPlan['victim']>): Address => ({
  who: name,
  address: person.email ?? person.upn,
  ids: [person.id],
});

/** Every address under which an application may keep an account of the person. */
function addressesOf(plan: SignInPlan): Address[] {
  const { name, person, earlierAddresses } = plan;
  const address = plan.address ?? person.email ?? person.upn;
  const spellings = earlierAddresses.filter((earlier) => sameAddress(earlier, address));
  const others: [who: string, address: string | null][] = [
    // A product that takes whatever stands in the NameID makes an account of that, one that prefers attributes of the mail.
    [`${name} by NameID`, nameIdOf(plan)],
    [`${name} by mail`, person.email],
    ...[...earlierAddresses].reverse().map((earlier): [string, string] => [`${name} before the change`, earlier]),
  ];
  const list: Address[] = [{ who: name, address, spellings, ids: [person.id] }];
  for (const [who, other] of others) {
    if (other === null || list.some((known) => sameAddress(known.address, other) || known.who === who)) continue;
    list.push({ who, address: other, ids: [other, person.id] });
  }
  return list;
}

interface Sought {
  attempt: number;
  when: 'before' | 'after';
  who: string;
  address: string;
  spellings: readonly string[];
  /** Ids that the IdP gave, which are evidence where they are stored. */
  ids: readonly string[];
}

async function readAccounts(world: World, log: LogWriter, sought: Sought): Promise<void> {
  const { attempt, when, who, address, spellings, ids } = sought;
  const reading = await world.running.observe.accounts(address, spellings);
  if ('problem' in reading) return unreadable(log, attempt, `account of ${who}`, reading.problem);
  const { accounts, complete } = reading.value;
  accounts.forEach((account, index) =>
    nameOwnValues(log, account.fields, ids, index === 0 ? who : `${who}, ${index + 1}`),
  );
  log.add({
    kind: 'target.account',
    from: 'target',
    to: 'harness',
    says: `${when === 'before' ? 'Before' : 'After'} the sign-in there ${accounts.length === 1 ? 'is 1 account' : `are ${accounts.length} accounts`} of ${address}.`,
    data: { attempt, when, person: who, email: address, accounts, complete },
  });
}

/** What the NameID will hold, where that can be known beforehand. */
function nameIdOf({ method, settings, person }: SignInPlan): string | null {
  if (method.protocol === 'oidc') return person.email;
  const source = settings.nameId?.source ?? 'email';
  return source === 'upn' || source === 'username' || source === 'id' ? person[source] : person.email;
}

/** Asks the application who is signed in, in the person's own browser. */
export async function whoIsSignedIn(world: World, log: Recorder, attempt: number, browser: Browser): Promise<void> {
  const asked = await askWho(world, log, attempt, browser);
  if (!asked) return;
  const { status, email, ...rest } = asked;
  log.add({ ...rest, kind: 'target.session', data: { attempt, status, email, browser: browser.name } });
}

/** Who is signed in, as an observation that only wants a kind; null where it could not be asked, which is written down. */
export async function askWho(world: World, log: Recorder, attempt: number, browser: Browser) {
  const { whoAmI } = world.running.observe;
  const answer = whoAmI ? await browser.read(whoAmI.url) : { problem: 'the target file has no observe.whoAmI.' };
  if ('problem' in answer) {
    log.add({
      kind: 'target.unreadable',
      from: 'harness',
      to: 'target',
      browser: browser.name,
      says: `Who is signed in could not be asked: ${answer.problem}`,
      data: { attempt, what: 'session', because: answer.problem },
    });
    return null;
  }
  const email = whoAmI?.email(answer.status, answer.body) ?? null;
  return {
    from: 'target',
    to: 'harness',
    browser: browser.name,
    says:
      email === null
        ? `Nobody is signed in in browser ${browser.name}.`
        : `${email} is signed in in browser ${browser.name}.`,
    status: answer.status,
    email,
    artefacts: [
      { label: `whoAmI (${answer.status})`, mediaType: 'application/json', text: beginningOf(answer.body, 10_000) },
    ],
  } as const;
}

function unreadable(log: LogWriter, attempt: number, what: string, because: string): void {
  log.add({
    kind: 'target.unreadable',
    from: 'harness',
    to: 'target',
    says: `The ${what} could not be read: ${because}`,
    data: { attempt, what, because },
  });
}

/**
 * What the application made up gets a name, the same in every run: its id, and keys of its own. What the IdP gave, and whatever
 * the log tells of already, stays as it is, so that it can be seen to be stored.
 */
function nameOwnValues(log: LogWriter, fields: unknown, given: readonly string[], who: string): void {
  for (const [key, value] of Object.entries((fields ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'string' || given.includes(value)) continue;
    if (key === 'id') {
      if (value.length >= 8 && !value.includes('@')) log.alias(value, `{account of ${who}}`);
    } else if (isRandom(value) && !log.tells(value)) log.alias(value, `{${key} of ${who}}`);
  }
}
