import type {
  Directory,
  Group,
  Outcome,
  PersonAttributes,
  Person,
  Provisioning as Engine,
} from '../mock-idps/index.ts';
import type { Act, ActInput, ScimOutcome } from './api/api.gen.ts';
import { DeskError } from './desk-error.ts';
import type { People } from './people.ts';
import type { Connection, Team } from './provisioning.ts';

/** What came of an act. */
type Done = Pick<Act, 'says' | 'ok' | 'outcome' | 'cycle' | 'failure' | 'imported'>;

interface Around {
  readonly people: People;
  readonly directory: Directory;
}

type PersonAct = Extract<
  ActInput['act'],
  'assign' | 'change' | 'unassign' | 'deactivate' | 'reactivate' | 'delete' | 'password'
>;
type GroupAct = Extract<
  ActInput['act'],
  'push-group' | 'rename-group' | 'add-members' | 'remove-members' | 'push-now' | 'delete-group'
>;

const onPerson: Readonly<
  Record<PersonAct, (engine: Engine, person: Person, to: PersonAttributes) => Promise<Outcome>>
> = {
  assign: (engine, person, to) => engine.assign(person, to),
  change: (engine, person, to) => engine.change(person, to),
  unassign: (engine, person) => engine.unassign(person),
  deactivate: (engine, person) => engine.deactivate(person),
  reactivate: (engine, person) => engine.reactivate(person),
  delete: (engine, person) => engine.delete(person),
  password: (engine, person) => engine.changePassword(person),
};

const onGroup: Readonly<
  Record<GroupAct, (engine: Engine, group: Group, members: readonly Person[]) => Promise<Outcome>>
> = {
  'push-group': (engine, group, members) => engine.pushGroup(group, members),
  'rename-group': (engine, group) => engine.renameGroup(group),
  'add-members': (engine, group, members) => engine.addMembers(group, members),
  'remove-members': (engine, group, members) => engine.removeMembers(group, members),
  'push-now': (engine, group) => engine.pushNow(group),
  'delete-group': (engine, group) => engine.deleteGroup(group),
};

/** Does at the identity provider what an administrator does. @throws DeskError, IdpError `SCIM_OPTION_INVALID` */
export async function actOn(connection: Connection, input: ActInput, around: Around): Promise<Done> {
  const { engine } = connection;
  const { act } = input;
  switch (act) {
    case 'test': {
      const test = await engine.testConnection();
      return test.ok
        ? { ok: true, says: 'The connection works.', failure: null }
        : { ok: false, says: test.because.says, failure: { ...test.because } };
    }
    case 'cycle': {
      const { kind, ran, outcomes, quarantine, disabled, pending } = await engine.runCycle();
      const failed = outcomes.filter(({ outcome }) => outcome.kind === 'failed').length;
      return {
        ok: ran && failed === 0 && quarantine === null,
        says: ran
          ? `The ${kind} cycle dealt with ${outcomes.length}, of which ${failed} failed; ${pending} are still owed${quarantine ? ', and the job is in quarantine' : ''}.`
          : `The cycle did not run: the job is ${disabled ? 'disabled' : 'in quarantine'}.`,
        cycle: {
          ...{ kind, ran, disabled, pending, quarantined: quarantine !== null },
          outcomes: outcomes.map((one) => ({ ...one, outcome: shownOutcome(one.outcome) })),
        },
      };
    }
    case 'restart':
      await engine.restart({ links: input.links ?? false });
      return { ok: true, says: 'The next cycle is the first again.' };
    case 'import': {
      const { users, total, failure } = await engine.importUsers();
      return {
        ok: failure === null,
        says: failure?.says ?? `${users.length} users were read${total === null ? '' : ` of ${total}`}.`,
        failure: failure && { ...failure },
        imported: users.map((user) => ({ ...user })),
      };
    }
    case 'on-demand': {
      const members = people(input.members, around);
      const what = input.group === undefined ? person(connection, input, around) : known(connection, input).group;
      return told(await engine.provisionOnDemand(what, members));
    }
    case 'assign':
    case 'change':
    case 'unassign':
    case 'deactivate':
    case 'reactivate':
    case 'delete':
    case 'password':
      return told(await onPerson[act](engine, person(connection, input, around), attributes(input, around)));
    case 'push-group':
    case 'rename-group':
    case 'add-members':
    case 'remove-members':
    case 'push-now':
    case 'delete-group': {
      const team = act === 'push-group' ? pushed(connection, input, around) : known(connection, input);
      const { members = [], named } = input;
      if (named !== undefined) team.group = { ...team.group, name: named };
      if (act === 'push-group') team.members.clear();
      const changed = people(members, around);
      for (const id of members) if (act === 'remove-members') team.members.delete(id);
      for (const id of members) if (act === 'push-group' || act === 'add-members') team.members.add(id);
      return told(await onGroup[act](engine, team.group, changed));
    }
  }
}

function person({ people: seen, engine }: Connection, { act, person: id }: ActInput, { people }: Around): Person {
  if (id === undefined)
    throw new DeskError('PERSON_MISSING', `The act "${act}" is about a person. Name one.`, {
      status: 422,
      at: '/person',
    });
  const somebody = people.get(id, '/person');
  if (somebody.vendor !== engine.vendor)
    throw new DeskError('PERSON_ELSEWHERE', `"${id}" is no person of ${engine.vendor}.`, {
      status: 422,
      at: '/person',
    });
  seen.add(id);
  return people.person(somebody);
}

const people = (ids: readonly string[] = [], { people }: Around): Person[] =>
  ids.map((id, index) => people.person(people.get(id, `/members/${index}`)));

function attributes({ attributes: given = {} }: ActInput, { people }: Around): PersonAttributes {
  const { manager, ...fields } = given;
  if (manager === undefined) return fields;
  return { ...fields, manager: manager === null ? null : people.person(people.get(manager, '/attributes/manager')) };
}

function pushed(
  { id, teams, registered: { app } }: Connection,
  { group: called, named }: ActInput,
  { directory }: Around,
): Team {
  if (called === undefined) throw groupMissing('push-group');
  const group = directory.group(app.vendor, app.tenant, `${id} ${called}`, named ?? called);
  const team = teams.get(called) ?? { called, group, members: new Set() };
  teams.set(called, team);
  return team;
}

function known({ teams }: Connection, { act, group: called }: ActInput): Team {
  if (called === undefined) throw groupMissing(act);
  const team = teams.get(called);
  if (team) return team;
  throw new DeskError('GROUP_UNKNOWN', `No group "${called}" was pushed here.`, {
    status: 422,
    at: '/group',
    hint: 'Push it first: { "act": "push-group" }.',
    suggestions: [...teams.keys()].slice(0, 5),
  });
}

const groupMissing = (act: string) =>
  new DeskError('GROUP_MISSING', `The act "${act}" is about a group. Name one.`, { status: 422, at: '/group' });

const told = (outcome: Outcome): Done => ({
  ok: outcome.kind !== 'failed',
  says: saying(outcome),
  outcome: shownOutcome(outcome),
});

const shownOutcome = (outcome: Outcome): ScimOutcome =>
  outcome.kind === 'failed' ? { ...outcome, because: { ...outcome.because } } : { ...outcome };

const SKIPPED = {
  'nothing-to-change': 'The application has what the directory has.',
  'out-of-scope': 'Nothing was sent: not assigned, or no longer managed.',
  'never-created': 'Nothing was sent: disabled in the directory, and never provisioned.',
  'already-gone': 'Nothing was sent: nobody is there any more.',
  'not-done-by-vendor': 'Nothing was sent: the vendor does not do this.',
  'switched-off': 'Nothing was sent: the administrator switched this off.',
} as const;

const WAITING = {
  'next-cycle': 'It waits for the next cycle.',
  quarantine: 'It waits: the job is in quarantine.',
  reference: 'It waits for somebody whom it refers to.',
} as const;

function saying(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'skipped':
      return SKIPPED[outcome.because];
    case 'waiting':
      return WAITING[outcome.because];
    case 'failed':
      return `${outcome.because.says} ${outcome.because.mend}`;
    case 'created':
    case 'updated':
    case 'linked':
    case 'deactivated':
    case 'reactivated':
    case 'deleted':
      return `${outcome.kind[0]?.toUpperCase()}${outcome.kind.slice(1)} in the application: ${outcome.id}.`;
  }
}
