import { useMemo } from 'preact/hooks';
import { counted } from '../../headline.ts';
import { CHECK_STATES, coverageOf } from '../model/coverage.ts';
import type { Checker, CheckRow } from '../model/coverage.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Query, QueryKey } from '../model/route.ts';
import { Choice, Toggles } from '../parts/choices.tsx';
import { Beginning } from '../parts/long-text.tsx';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { navigate } from '../parts/navigation.ts';
import { thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { Pages, pageOf } from './pages.tsx';
import { SearchField } from './search-field.tsx';

/** Which check of the catalogue is made by what in this run, which is not, and why. */
export function Coverage({ model, query }: { model: Model; query: Query }) {
  const all = useMemo(() => coverageOf(model), [model]);
  const beside = all.filter((row) => isFound(row, query));
  const found = beside.filter(({ state }) => !query.state || query.state.split(',').includes(state));
  const { from, to, page, pages } = pageOf(query, found.length);
  const go = (key: QueryKey) => (value: string) => {
    const { page: _, ...rest } = query;
    navigate({ view: 'coverage', query: { ...rest, [key]: value } }, key === 'q' ? 'replace' : 'push');
  };
  const catalogues = [...new Set(all.map(({ check }) => check.catalogue))].map((name) => [name, name] as const);
  return (
    <>
      <h1>Coverage</h1>
      <p class="lead">
        What the tools of this field and the specifications check, line by line, and what became of each line in this
        run.
      </p>
      <form class="filters" role="search" aria-label="Checks" onSubmit={(event) => event.preventDefault()}>
        <SearchField value={query.q ?? ''} onType={go('q')} />
        <Toggles name="State" chosen={query.state} all={CHECK_STATES.map(({ id }) => id)} onPick={go('state')}>
          {(id) => (
            <>
              {CHECK_STATES.find((state) => state.id === id)?.title}{' '}
              <span class="count">{thousands(beside.filter(({ state }) => state === id).length)}</span>
            </>
          )}
        </Toggles>
        <Choice name="Catalogue" value={query.area ?? ''} values={catalogues} onPick={go('area')} />
      </form>
      <div class="list-head">
        <p role="status">
          {found.length === all.length
            ? counted(all.length, 'check')
            : `${thousands(found.length)} of ${counted(all.length, 'check')}`}
        </p>
      </div>
      {found.length === 0 ? (
        <p class="empty">
          {all.length === 0 ? 'This report has no catalogue of checks.' : 'No check has all of this.'}
        </p>
      ) : (
        <Table rows={found.slice(from, to)} />
      )}
      <Pages view="coverage" query={query} page={page} pages={pages} />
    </>
  );
}

function isFound({ check, by, because }: CheckRow, { q = '', area }: Query): boolean {
  if (area && check.catalogue !== area) return false;
  const text = [check.id, check.check, ...check.from, ...by.map(({ name }) => name), because].join('\n').toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Table({ rows }: { rows: readonly CheckRow[] }) {
  return (
    <table class="cases coverage">
      <caption class="visually-hidden">Checks, and what makes them</caption>
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">In this run</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.check.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { check, state, by, because } }: { row: CheckRow }) {
  return (
    <tr>
      <td class="coverage-check">
        <span class="case-id">
          {check.id} <span class="level">{check.level}</span>
        </span>
        <Shown text={check.check} />
        <span class="source">
          <Shown text={check.from.join('; ')} />
        </span>
      </td>
      <td>
        {CHECK_STATES.find(({ id }) => id === state)?.title}
        {because !== null && (
          <span class="telling">
            <Beginning text={because} />
          </span>
        )}
      </td>
      <td>
        <ul class="checkers">
          {by.map((one) => (
            <li>
              <CheckerName checker={one} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function CheckerName({ checker: { name, mark, query } }: { checker: Checker }) {
  if (mark === null) return <Shown text={name} />;
  return (
    <a href={formatRoute({ view: 'cases', query })}>
      <MarkIcon mark={mark} label={MARK_WORDS[mark]} /> <Shown text={name} />
    </a>
  );
}
