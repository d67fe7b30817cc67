import { useState } from 'preact/hooks';
import { counted } from '../../../reports/headline.ts';
import { thousands } from '../../../reports/html/parts/numbers.ts';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { PersonPage, PersonSummary, Vendor } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Radios } from '../parts/fields.tsx';
import { navigate } from '../parts/navigation.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VENDORS } from '../parts/vendor.tsx';
import { PersonaPicker } from './persona-picker.tsx';

const PAGE = 20;

/** The directory of one vendor, and a way to add any kind of person to it. */
export function People({ query }: { query: Readonly<Record<string, string>> }) {
  const vendor = VENDORS.find((one) => one === query.vendor) ?? 'entra';
  const { search = '', from = '' } = query;
  const page = useLoaded(
    () => api.people({ vendor, search, from: Number(from) || 0, limit: PAGE }),
    JSON.stringify([vendor, search, from]),
  );
  const go = (change: Record<string, string>) => navigate(['people'], { ...query, from: '', ...change }, 'replace');
  return (
    <>
      <h1>People</h1>
      <p class="lead">
        All of them are made up and follow from the seed: the same seed gives the same people. Search the directory, or
        make somebody of the kind that a bug report is about.
      </p>
      <Radios<Vendor>
        legend="Whose directory?"
        options={VENDORS.map((one) => [one, VENDOR_NAMES[one]] as const)}
        value={vendor}
        onPick={(one) => go({ vendor: one })}
      />
      <MakeSomebody vendor={vendor} />
      <h2>In the directory</h2>
      <form class="filters" role="search" aria-label="People" onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label="Find people by name, address or number"
          placeholder="Find by name, address or number"
          value={search}
          onInput={(words) => go({ search: words })}
        />
      </form>
      <Pending loaded={page}>
        {(value) => (
          <PeopleTable
            page={value}
            onNext={(next) => navigate(['people'], { ...query, from: String(next) })}
            start={Number(from) || 0}
          />
        )}
      </Pending>
    </>
  );
}

function MakeSomebody({ vendor }: { vendor: Vendor }) {
  const [persona, setPersona] = useState<string | null>(null);
  const { busy, problem, run } = useAct();
  return (
    <details class="change make">
      <summary>Make somebody</summary>
      <PersonaPicker chosen={persona} onPick={setPersona} />
      <ProblemNotice problem={problem} />
      <p>
        <button
          type="button"
          class="button button-main"
          disabled={busy || persona === null}
          onClick={() =>
            run(async () => {
              const { id } = await api.makePerson({ vendor, ...(persona ? { persona } : {}) });
              navigate(['people', id]);
            })
          }
        >
          Make this person
        </button>
      </p>
    </details>
  );
}

function PeopleTable({ page, onNext, start }: { page: PersonPage; onNext: (next: number) => void; start: number }) {
  const { people, made, matches, among, next } = page;
  if (people.length + made.length === 0)
    return <p class="empty">Nobody among the first {thousands(among)} people is called that.</p>;
  return (
    <>
      <p role="status" class="muted">
        {thousands(matches)} among the first {thousands(among)} people
        {made.length > 0 && `, and ${counted(made.length, 'person')} made by hand`.replace('persons', 'people')}
      </p>
      <div class="table-frame">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Address</th>
              <th scope="col" class="number">
                Groups
              </th>
              <th scope="col">Kind</th>
              <th scope="col">
                <span class="visually-hidden">Sign in</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...made, ...people].map((person) => (
              <Row key={person.id} person={person} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="pages">
        {start > 0 && (
          <button type="button" class="button" onClick={() => history.back()}>
            Previous
          </button>
        )}
        {next !== null && (
          <button type="button" class="button" onClick={() => onNext(next)}>
            Next
          </button>
        )}
      </p>
    </>
  );
}

function Row({
  person: { id, vendor, displayName, email, upn, groupCount, persona, assigned },
}: {
  person: PersonSummary;
}) {
  return (
    <tr>
      <td>
        <a href={formatRoute(['people', id])}>
          <Shown text={displayName} />
        </a>
      </td>
      <td class="mono">
        {email === null ? <span class="muted">none; signs in as {upn}</span> : <Shown text={email} />}
      </td>
      <td class="number">{thousands(groupCount)}</td>
      <td>
        {persona ?? <span class="muted">as usual</span>}
        {!assigned && <span class="chip">not assigned</span>}
      </td>
      <td>
        <a href={formatRoute(['sign-in'], { vendor, person: id })}>
          Sign in<span class="visually-hidden"> as {displayName}</span>
        </a>
      </td>
    </tr>
  );
}
