import { useState } from 'preact/hooks';
import { Fact } from '../../../reports/html/parts/fact.tsx';
import { LongText } from '../../../reports/html/parts/long-text.tsx';
import { thousands } from '../../../reports/html/parts/numbers.ts';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { Person, PersonChange, PersonPatch } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VendorTag } from '../parts/vendor.tsx';

export function PersonPage({ id }: { id: string }) {
  const person = useLoaded(() => api.person(id), id);
  return (
    <>
      {person.value === null && <h1>Person</h1>}
      <Pending loaded={person}>{(value) => <PersonDetails person={value} onChange={person.set} />}</Pending>
    </>
  );
}

function PersonDetails({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  const { id, vendor, displayName, persona, changes } = person;
  return (
    <>
      <div class="page-head">
        <h1>
          <Shown text={displayName} />
        </h1>
        <a class="button button-main" href={formatRoute(['sign-in'], { vendor, person: id })}>
          Sign in as this person
        </a>
      </div>
      <p class="lead">
        <VendorTag vendor={vendor} /> {person.kind === 'guest' && 'A guest. '}
        {persona !== null && `Made as ${persona}. `}
        {!person.assigned && 'Not assigned to the application. '}
        {changes.length > 0 && `Changed since: ${changes.join(', ')}.`}
      </p>
      <section class="panel-card" aria-labelledby="about">
        <h2 id="about">What the directory holds</h2>
        <dl class="facts facts-person">
          {factsOf(person).map(([name, value]) => (
            <Fact key={name} name={name}>
              {value === null ? <span class="muted">nothing</span> : <LongText text={value} />}
            </Fact>
          ))}
        </dl>
      </section>
      <section class="panel-card" aria-labelledby="change">
        <h2 id="change">Change something</h2>
        <Changes person={person} onChange={onChange} />
      </section>
      <section class="panel-card" aria-labelledby="groups">
        <h2 id="groups">{thousands(person.groupCount)} groups</h2>
        <Groups person={person} />
      </section>
    </>
  );
}

function factsOf(person: Person): [name: string, value: string | null][] {
  return [
    ['Given name', person.givenName],
    ['Surname', person.surname],
    ['Mail', person.email],
    ['UPN', person.upn],
    ['Login name', person.username],
    ['Id at the vendor', person.directoryId],
    ['Phone', person.phone],
    ['Department', person.department],
    ['Job title', person.jobTitle],
    ['Tenant', person.tenant],
    ['Id here', person.id],
  ];
}

/** What can happen to somebody between two sign-ins. */
const CHANGES: readonly (readonly [PersonChange, string])[] = [
  ['name', 'Another name'],
  ['email', 'Another address'],
  ['email-case', 'Address in other case'],
  ['phone', 'Another phone number'],
  ['department', 'Another department'],
  ['groups', 'Other groups'],
  ['no-groups', 'No groups'],
  ['subject', 'Deleted and made anew: another id'],
];

function Changes({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  const { busy, problem, run } = useAct();
  const [count, setCount] = useState('151');
  const change = (patch: PersonPatch) => run(async () => onChange(await api.changePerson(person.id, patch)));
  return (
    <>
      <div class="buttons">
        {CHANGES.map(([what, name]) => (
          <button key={what} type="button" class="button" disabled={busy} onClick={() => change({ changes: [what] })}>
            {name}
          </button>
        ))}
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => change({ spec: { assigned: !person.assigned } })}
        >
          {person.assigned ? 'Take the application away' : 'Assign the application'}
        </button>
      </div>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          change({ spec: { groups: Number(count) } });
        }}
      >
        <label>
          In so many groups{' '}
          <input
            type="number"
            min={0}
            max={2000}
            value={count}
            onInput={(event) => setCount(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={busy}>
          Set
        </button>
      </form>
      <ProblemNotice problem={problem} />
      <p class="muted">
        The vendor knows the person by the same id from then on, unless made anew. Provisioning is told on its own page.
      </p>
    </>
  );
}

const GROUPS_SHOWN = 20;

function Groups({ person: { groups } }: { person: Person }) {
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <p class="muted">None.</p>;
  const shown = all ? groups : groups.slice(0, GROUPS_SHOWN);
  return (
    <>
      <ul class="groups">
        {shown.map(({ id, name }) => (
          <li key={id}>
            <Shown text={name} /> <span class="mono muted">{id}</span>
          </li>
        ))}
      </ul>
      {groups.length > shown.length && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          Show all {thousands(groups.length)}
        </button>
      )}
    </>
  );
}
