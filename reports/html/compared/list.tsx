import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../compare.ts';
import { counted } from '../../headline.ts';
import { IDPS, IDP_NAMES } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Query, QueryKey } from '../model/route.ts';
import { Choice, Toggles } from '../parts/choices.tsx';
import { Beginning } from '../parts/long-text.tsx';
import { navigate } from '../parts/navigation.ts';
import { thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { Pages, pageOf } from '../views/pages.tsx';
import { SearchField } from '../views/search-field.tsx';
import { CellMark } from './cell.tsx';
import { Heads } from './heads.tsx';
import { countKinds, kindsOf, selectRows } from './selection.ts';
import type { ComparedRow } from './selection.ts';

interface ListProps {
  comparison: Comparison;
  rows: readonly ComparedRow[];
  query: Query;
}

/** Cases × targets, or cases before and after. */
export function ComparedList({ comparison, rows, query }: ListProps) {
  const found = useMemo(() => selectRows(comparison, rows, query), [comparison, rows, JSON.stringify(query)]);
  const { from, to, page, pages } = pageOf(query, found.length);
  return (
    <>
      <h1>{comparison.of === 'runs' ? <Changed comparison={comparison} /> : 'Side by side'}</h1>
      <Heads comparison={comparison} />
      <ComparedFilters comparison={comparison} rows={rows} query={query} />
      <div class="list-head">
        <p role="status">
          {found.length === rows.length
            ? counted(rows.length, 'case')
            : `${thousands(found.length)} of ${counted(rows.length, 'case')}`}
        </p>
      </div>
      {found.length === 0 ? (
        <p class="empty">
          {Object.keys(query).length === 0 ? 'Nothing changed.' : 'No case has all of this.'}{' '}
          <a
            href={formatRoute({
              view: 'overview',
              query: {
                change: kindsOf(comparison)
                  .map(({ id }) => id)
                  .join(','),
              },
            })}
          >
            See all cases
          </a>
        </p>
      ) : (
        <Table comparison={comparison} rows={found.slice(from, to)} query={query} />
      )}
      <Pages view="overview" query={query} page={page} pages={pages} />
    </>
  );
}

/** Verdicts, as the command counts them. */
function Changed({ comparison: { cases } }: { comparison: Comparison }) {
  const count = (kind: string) =>
    cases.reduce((sum, { verdicts }) => sum + verdicts.filter(({ change }) => change === kind).length, 0);
  return (
    <>{`${thousands(count('new'))} new, ${thousands(count('fixed'))} fixed, ${thousands(count('still'))} still`}</>
  );
}

function ComparedFilters({ comparison, rows, query }: ListProps) {
  const go = (key: QueryKey) => (value: string) => {
    const { page: _, ...rest } = query;
    navigate({ view: 'overview', query: { ...rest, [key]: value } }, key === 'q' ? 'replace' : 'push');
  };
  const counts = countKinds(rows, query);
  const kinds = kindsOf(comparison);
  const present = (valueOf: (row: ComparedRow) => string) =>
    [...new Set(rows.map(valueOf))].map((value) => [value, value] as const);
  return (
    <form class="filters" role="search" aria-label="Cases" onSubmit={(event) => event.preventDefault()}>
      <SearchField value={query.q ?? ''} onType={go('q')} />
      <Toggles
        name="What became of it"
        chosen={query.change}
        all={kinds.map(({ id }) => id).filter((id) => counts.has(id) || query.change?.split(',').includes(id))}
        onPick={go('change')}
      >
        {(id) => (
          <>
            {kinds.find((kind) => kind.id === id)?.title} <span class="count">{thousands(counts.get(id) ?? 0)}</span>
          </>
        )}
      </Toggles>
      <Toggles
        name="IdP"
        chosen={query.idp}
        all={IDPS.filter((idp) => rows.some(({ facts }) => facts.idp === idp))}
        onPick={go('idp')}
      >
        {(idp) => IDP_NAMES[idp]}
      </Toggles>
      <div class="filter-row">
        <Choice name="Area" value={query.area ?? ''} values={present(({ facts }) => facts.area)} onPick={go('area')} />
        <Choice
          name="Protocol"
          value={query.protocol ?? ''}
          values={present(({ facts }) => facts.protocol)}
          onPick={go('protocol')}
        />
      </div>
    </form>
  );
}

function Table({ comparison, rows, query }: ListProps) {
  const { targets, of } = comparison;
  const kinds = kindsOf(comparison);
  return (
    <div class="matrix-frame">
      <table class="matrix compared">
        <caption class="visually-hidden">Cases, and the worst that was found in each</caption>
        <thead>
          <tr>
            <th scope="col">Case</th>
            {targets.map((name) => (
              <th scope="col" class="compared-name">
                <Shown text={name} />
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map(({ id, title }) => {
          const ofKind = rows.filter(({ kind }) => kind === id);
          return (
            ofKind.length > 0 && (
              <tbody key={id}>
                <tr class="compared-kind">
                  <th scope="rowgroup" colSpan={targets.length + 1}>
                    {title}
                  </th>
                </tr>
                {ofKind.map((row) => (
                  <Row key={row.facts.id} row={row} runs={of === 'runs'} query={query} />
                ))}
              </tbody>
            )
          );
        })}
      </table>
    </div>
  );
}

function Row({ row: { facts, kind }, runs, query }: { row: ComparedRow; runs: boolean; query: Query }) {
  const told = runs ? facts.verdicts.find(({ change }) => change === kind) : undefined;
  const [before, after] = told?.cells ?? [];
  return (
    <tr>
      <th scope="row" class="matrix-rule">
        <a href={formatRoute({ view: 'case', id: facts.id, query })}>
          <Shown text={facts.title} />
        </a>
        <span class="case-id">
          <Shown text={facts.id} />
        </span>
        {told && (
          <span class="telling">
            <Beginning text={(after ?? before)?.because ?? ''} />
          </span>
        )}
      </th>
      {facts.cells.map((cell) => (
        <td class="matrix-cell">
          <CellMark cell={cell} />
        </td>
      ))}
    </tr>
  );
}
