import { useMemo } from 'preact/hooks';
import { counted } from '../../headline.ts';
import { grouped } from '../model/grouping.ts';
import type { Model } from '../model/model.ts';
import type { Match } from '../model/query.ts';
import type { Query } from '../model/route.ts';
import { navigate } from '../parts/navigation.ts';
import { CaseList } from './case-list.tsx';
import { EmptyState } from './empty-state.tsx';
import { Filters } from './filters.tsx';
import { Pages, pageOf } from './pages.tsx';

/** The list of cases, a page at a time. */
export function Cases({ model, query, matches }: { model: Model; query: Query; matches: Match[] }) {
  const groups = useMemo(() => grouped(model, query, matches), [model, query.group, matches]);
  const rows = groups.reduce((sum, group) => sum + group.matches.length, 0);
  const { page, pages, from, to } = pageOf(query, rows);
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
        <CaseList model={model} query={query} groups={groups} from={from} to={to} />
      )}
      <Pages view="cases" query={query} page={page} pages={pages} />
    </>
  );
}

const GROUPS = [
  ['', 'nothing'],
  ['rule', 'rule'],
  ['area', 'area'],
  ['scenario', 'scenario'],
  ['idp', 'IdP'],
  ['protocol', 'protocol'],
  ['fault', 'fault'],
  ['grade', 'grade'],
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
