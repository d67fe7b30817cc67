import { useState } from 'preact/hooks';
import { counted } from '../../../reports/headline.ts';
import { Fact } from '../../../reports/html/parts/fact.tsx';
import { MarkTag } from '../../../reports/html/parts/mark.tsx';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { Act, ActInput, PersonSummary, Provisioning } from '../api.ts';
import { actsAbout } from '../model/acts.ts';
import { formatRoute } from '../model/route.ts';
import { Select, TextField } from '../parts/fields.tsx';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { timeOfDay } from '../parts/time.ts';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VendorTag } from '../parts/vendor.tsx';
import { ExchangeView } from './exchange.tsx';
import { SaveScenario } from './save-scenario.tsx';

/** One application that a vendor keeps people in: what can be done, who is there, and what was sent and answered. */
export function ConnectionPage({ id }: { id: string }) {
  const connection = useLoaded(() => api.connection(id), id);
  return (
    <>
      <h1>Provisioning</h1>
      <Pending loaded={connection}>{(value) => <Connection connection={value} reload={connection.reload} />}</Pending>
    </>
  );
}

function Connection({ connection, reload }: { connection: Provisioning; reload: () => void }) {
  const { id, vendor, app, baseUrl, send, pending, acts } = connection;
  const { busy, problem, run } = useAct();
  const act = (input: ActInput) =>
    run(async () => {
      await api.act(id, input);
      reload();
    });
  const newest = acts.reduce<Act | null>((found, one) => (found && found.n > one.n ? found : one), null);
  return (
    <>
      <p class="lead">
        <VendorTag vendor={vendor} /> keeps people in <a href={formatRoute(['applications', app])}>the application</a>{' '}
        at{' '}
        <span class="mono">
          <Shown text={baseUrl} />
        </span>
        , {send === 'at-once' ? 'with every act at once' : 'in cycles'}.{' '}
        {pending > 0 && <strong>{counted(pending, 'change')} owed.</strong>}
      </p>
      <section class="panel-card" aria-label="Acts">
        <div class="buttons">
          {actsAbout('connection', vendor).map((one) => (
            <button key={one.act} type="button" class="button" disabled={busy} onClick={() => act({ act: one.act })}>
              {one.name}
            </button>
          ))}
        </div>
        <PersonActs connection={connection} busy={busy} act={act} />
        <GroupActs connection={connection} busy={busy} act={act} />
        <ProblemNotice problem={problem} />
        <p role="status" class="act-says">
          {busy ? 'One moment …' : newest && <Outcome act={newest} />}
        </p>
      </section>
      <div class="columns">
        <section aria-labelledby="acts">
          <h2 id="acts">What was sent and answered</h2>
          {acts.length === 0 ? (
            <p class="empty">Nothing yet. Test the connection first: it changes nothing.</p>
          ) : (
            <ol class="happenings">
              {[...acts]
                .sort((a, b) => b.n - a.n)
                .map((one) => (
                  <li key={one.n}>
                    <ActStory act={one} open={one.n === newest?.n} />
                  </li>
                ))}
            </ol>
          )}
        </section>
        <aside class="column-narrow">
          <Tasks connection={connection} />
          <Inhabitants connection={connection} />
          {acts.length > 0 && (
            <section class="panel-card" aria-labelledby="save">
              <h2 id="save">Keep it</h2>
              <SaveScenario input={{ provisioning: id }} />
            </section>
          )}
        </aside>
      </div>
    </>
  );
}

function Outcome({ act: { says, ok } }: { act: Act }) {
  return (
    <>
      <MarkTag mark={ok ? 'pass' : 'fail'} word={ok ? 'done' : 'failed'} /> <Shown text={says} />
    </>
  );
}

interface ActsProps {
  connection: Provisioning;
  busy: boolean;
  act: (input: ActInput) => void;
}

/** Those who are there, those of the directory who were made by hand, and its first few. */
function PersonActs({ connection: { vendor, people }, busy, act }: ActsProps) {
  const directory = useLoaded(() => api.people({ vendor, limit: 20 }), vendor);
  const choice: readonly PersonSummary[] = [
    ...people.map(({ person }) => person),
    ...(directory.value?.made ?? []),
    ...(directory.value?.people ?? []),
  ];
  const unique = [...new Map(choice.map((person) => [person.id, person])).values()];
  const [chosen, setChosen] = useState('');
  const person = chosen || (unique[0]?.id ?? '');
  return (
    <fieldset class="group">
      <legend>A person</legend>
      <Select
        label="Person"
        value={person}
        options={unique.map(({ id, displayName, email, upn }) => [id, `${displayName}, ${email ?? upn}`] as const)}
        hint={
          <>
            <a href={formatRoute(['people'], { vendor })}>Search the directory or make somebody</a>; who was made stands
            here. {person && <a href={formatRoute(['people', person])}>Change this person</a>}
          </>
        }
        onInput={setChosen}
      />
      <div class="buttons">
        {actsAbout('person', vendor).map((one) => (
          <button
            key={one.act}
            type="button"
            class="button"
            disabled={busy || person === ''}
            onClick={() => act({ act: one.act, person })}
          >
            {one.name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Acts that bring members along. */
const WITH_MEMBERS: ReadonlySet<ActInput['act']> = new Set(['push-group', 'add-members', 'remove-members']);

function GroupActs({ connection: { vendor, people, groups }, busy, act }: ActsProps) {
  const [group, setGroup] = useState('Engineers');
  const [named, setNamed] = useState('');
  const [member, setMember] = useState('');
  const input = (what: ActInput['act']): ActInput => ({
    act: what,
    group,
    ...(named && { named }),
    ...(member && WITH_MEMBERS.has(what) ? { members: [member] } : {}),
  });
  return (
    <fieldset class="group">
      <legend>A group</legend>
      <div class="field-row">
        <TextField
          label="Group"
          value={group}
          hint={
            groups.length > 0
              ? `There are: ${groups.map((one) => one.group).join(', ')}.`
              : 'Any name; it is made with the first act.'
          }
          onInput={setGroup}
        />
        <TextField label="Another name for it" value={named} hint="For Push and Rename." onInput={setNamed} />
        <Select
          label="Member"
          value={member}
          options={[['', 'nobody'], ...people.map(({ person }) => [person.id, person.displayName] as const)]}
          onInput={setMember}
        />
      </div>
      <div class="buttons">
        {actsAbout('group', vendor).map((one) => (
          <button
            key={one.act}
            type="button"
            class="button"
            disabled={busy || group === ''}
            onClick={() => act(input(one.act))}
          >
            {one.name}
            <span class="visually-hidden"> (group)</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function ActStory({ act, open }: { act: Act; open: boolean }) {
  const { n, at, act: what, exchanges, cycle, failure } = act;
  return (
    <details class="happening" open={open}>
      <summary>
        <span class="event">
          <time class="event-at">{timeOfDay(at)}</time>
          <strong>{what}</strong>
          <span class="event-says">
            <Shown text={act.says} />
          </span>
          <span class="count">{counted(exchanges.length, 'request')}</span>
        </span>
      </summary>
      <div class="details">
        <p class="act-says">
          <Outcome act={act} />
        </p>
        {failure && (
          <div class="notice notice-bad">
            <p>
              <strong>
                <Shown text={failure.says} />
              </strong>
            </p>
            <p>
              <Shown text={failure.mend} />
            </p>
          </div>
        )}
        {cycle && (
          <dl class="facts">
            <Fact name="Cycle">{cycle.ran ? cycle.kind : `${cycle.kind}, did not run`}</Fact>
            <Fact name="Objects">{cycle.outcomes.length}</Fact>
            <Fact name="Still owed">{cycle.pending}</Fact>
            {cycle.quarantined && <Fact name="Quarantine">The job is in quarantine.</Fact>}
            {cycle.disabled && <Fact name="Disabled">It does not run by itself any more.</Fact>}
          </dl>
        )}
        {exchanges.map((exchange) => (
          <ExchangeView key={`${n} ${exchange.n}`} exchange={exchange} />
        ))}
      </div>
    </details>
  );
}

function Tasks({ connection: { tasks, vendor } }: { connection: Provisioning }) {
  if (tasks.length === 0) return null;
  return (
    <section class="panel-card" aria-labelledby="tasks">
      <h2 id="tasks">{VENDOR_NAMES[vendor]} asks an administrator to look</h2>
      <ul class="tasks">
        {tasks.map(({ type, key, because }) => (
          <li key={`${type} ${key}`}>
            <strong>
              <Shown text={key} />
            </strong>
            <p>
              <Shown text={because.says} />
            </p>
            <p class="muted">
              <Shown text={because.mend} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Inhabitants({ connection: { people, groups } }: { connection: Provisioning }) {
  return (
    <section class="panel-card" aria-labelledby="there">
      <h2 id="there">Who is kept there</h2>
      {people.length + groups.length === 0 && <p class="muted">Nobody yet.</p>}
      <ul class="links">
        {people.map(({ person, scimId }) => (
          <li key={person.id}>
            <a href={formatRoute(['people', person.id])}>
              <Shown text={person.displayName} />
            </a>
            <span class="recent-says mono">{scimId === null ? 'not there' : <Shown text={scimId} />}</span>
          </li>
        ))}
        {groups.map(({ id, group, name, scimId, members }) => (
          <li key={id}>
            <strong>
              <Shown text={name || group} />
            </strong>
            <span class="recent-says">
              {counted(members.length, 'member')}, <span class="mono">{scimId ?? 'not there'}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
