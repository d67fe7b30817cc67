import { counted } from '../../headline.ts';
import type { Verdict } from '../../report.ts';
import { worstMark } from '../model/matrix.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Mark, Model } from '../model/model.ts';
import { groupOf } from '../model/query.ts';
import type { Match } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { navigate } from '../parts/navigation.ts';
import { duration } from '../parts/numbers.ts';
import { Beginning } from '../parts/long-text.tsx';
import { Shown } from '../parts/shown.tsx';
import { EmptyState } from './empty-state.tsx';
import { Filters } from './filters.tsx';

/** Rows of one page: so many that few readers turn it, so few that any browser is quick. */
const PAGE_SIZE = 100;

/** The list of cases, a page at a time. */
export function Cases({ model, query, matches }: { model: Model; query: Query; matches: Match[] }) {
  const pages = Math.max(1, Math.ceil(matches.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1));
  const shown = matches.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <>
      <h1>Cases</h1>
      <Filters model={model} query={query} view="cases" />
      <div class="list-head">
        <p role="status">
          {matches.length === model.rows.length
            ? counted(matches.length, 'case')
            : `${matches.length.toLocaleString('en')} of ${counted(model.rows.length, 'case')}`}
        </p>
        <Ordering query={query} />
      </div>
      {matches.length === 0 ? (
        <EmptyState model={model} query={query} view="cases" />
      ) : (
        <List model={model} query={query} shown={shown} matches={matches} />
      )}
      {pages > 1 && <Pages query={query} page={page} pages={pages} />}
    </>
  );
}

const GROUPS = [
  ['', 'nothing'],
  ['area', 'area'],
  ['scenario', 'scenario'],
  ['idp', 'IdP'],
  ['fault', 'fault'],
] as const;

const SORTS = [
  ['', 'worst first'],
  ['name', 'name'],
  ['slowest', 'slowest first'],
] as const;

function Ordering({ query }: { query: Query }) {
  const pick = (key: 'group' | 'sort') => (event: { currentTarget: HTMLSelectElement }) => {
    const { page: _, ...rest } = query;
    navigate({ view: 'cases', query: { ...rest, [key]: event.currentTarget.value } });
  };
  const options = (values: typeof GROUPS | typeof SORTS) =>
    values.map(([value, name]) => <option value={value}>{name}</option>);
  return (
    <div class="ordering">
      <label class="choice">
        <span>Group by</span>
        <select value={query.group ?? ''} onChange={pick('group')}>
          {options(GROUPS)}
        </select>
      </label>
      <label class="choice">
        <span>Order</span>
        <select value={query.sort ?? ''} onChange={pick('sort')}>
          {options(SORTS)}
        </select>
      </label>
    </div>
  );
}

interface ListProps {
  model: Model;
  query: Query;
  shown: Match[];
  matches: Match[];
}

function List({ model, query, shown, matches }: ListProps) {
  const { group } = query;
  const groups = new Map<string, Match[]>();
  for (const match of shown) {
    const name = group ? groupOf(match.row, group) : '';
    groups.set(name, [...(groups.get(name) ?? []), match]);
  }
  return (
    <table class="cases">
      <caption class="visually-hidden">Cases</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Status</span>
          </th>
          <th scope="col">Case</th>
          <th scope="col">Verdicts</th>
          <th scope="col">IdP</th>
          <th scope="col" class="number">
            Time
          </th>
        </tr>
      </thead>
      {[...groups].map(([name, rows]) => (
        <tbody>
          {group && (
            <tr class="cases-group">
              <th scope="rowgroup" colSpan={5}>
                <Shown text={name} />{' '}
                <span class="count">{matches.filter(({ row }) => groupOf(row, group) === name).length}</span>
              </th>
            </tr>
          )}
          {rows.map((match) => (
            <Row key={match.row.index} model={model} query={query} match={match} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ model, query, match: { row, verdicts } }: { model: Model; query: Query; match: Match }) {
  const { facts } = row;
  const marks = verdicts.map((verdict) => model.markOf(verdict));
  const mark = verdicts.length === facts.verdicts.length ? row.mark : worstMark(marks);
  const telling = verdicts[marks.indexOf(mark)];
  return (
    <tr>
      <td class="cases-mark">
        <MarkIcon mark={mark} label={MARK_WORDS[mark]} />
      </td>
      <td class="cases-case">
        <a href={formatRoute({ view: 'case', id: facts.id, query })}>
          <Shown text={facts.title} />
        </a>
        <span class="case-id">
          <Shown text={facts.id} />
        </span>
        {telling && mark !== 'pass' && <Telling verdict={telling} />}
      </td>
      <td class="cases-verdicts">
        <Counts marks={marks} />
      </td>
      <td class="cases-idp">
        {IDP_NAMES[facts.idp]} <span class="muted">{facts.protocol.toUpperCase()}</span>
      </td>
      <td class="number muted">{duration(facts.durationMs)}</td>
    </tr>
  );
}

function Telling({ verdict }: { verdict: Verdict }) {
  return (
    <span class="telling">
      <Beginning text={verdict.because} />
    </span>
  );
}

/** How often each mark occurs. */
function Counts({ marks }: { marks: Mark[] }) {
  const counts = new Map<Mark, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return (
    <ul class="counts">
      {[...counts].map(([mark, count]) => (
        <li class={`counts-${mark}`}>
          <MarkIcon mark={mark} />
          {count}
          <span class="visually-hidden"> {MARK_WORDS[mark].toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}

function Pages({ query, page, pages }: { query: Query; page: number; pages: number }) {
  const to = (n: number) => formatRoute({ view: 'cases', query: { ...query, page: n > 1 ? String(n) : '' } });
  return (
    <nav class="pages" aria-label="Pages">
      {page > 1 ? (
        <a class="button" rel="prev" href={to(page - 1)}>
          Previous
        </a>
      ) : (
        <span class="button button-off">Previous</span>
      )}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <a class="button" rel="next" href={to(page + 1)}>
          Next
        </a>
      ) : (
        <span class="button button-off">Next</span>
      )}
    </nav>
  );
}
