import { useMemo } from 'preact/hooks';
import { IDPS, IDP_NAMES, STATUSES } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { FILTER_KEYS, countBy } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query, QueryKey } from '../model/route.ts';
import { Choice, Toggles } from '../parts/choices.tsx';
import type { Values } from '../parts/choices.tsx';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { navigate } from '../parts/navigation.ts';
import { Shown } from '../parts/shown.tsx';
import { SearchField } from './search-field.tsx';

interface FilterProps {
  model: Model;
  query: Query;
  view: 'matrix' | 'cases';
}

/** Everything that narrows a list. The state is the address, so a filtered view can be sent to somebody. */
export function Filters({ model, query, view }: FilterProps) {
  const choices = useMemo(() => choicesOf(model), [model]);
  return (
    <form class="filters" role="search" aria-label="Cases" onSubmit={(event) => event.preventDefault()}>
      <SearchField value={query.q ?? ''} onType={(text) => go(view, query, 'q', text)} />
      <Statuses model={model} query={query} view={view} />
      <Idps model={model} query={query} view={view} />
      <div class="filter-row">
        {choices.map(({ key, name, values }) => (
          <Choice
            name={name}
            value={query[key] ?? ''}
            values={values}
            onPick={(value) => go(view, query, key, value)}
          />
        ))}
        <Rule model={model} query={query} view={view} />
        <Fixed query={query} view={view} />
      </div>
    </form>
  );
}

function go(view: 'matrix' | 'cases', { page: _, ...query }: Query, key: QueryKey, value: string): void {
  navigate({ view, query: { ...query, [key]: value } }, key === 'q' ? 'replace' : 'push');
}

function Statuses({ model, query, view }: FilterProps) {
  const counts = countBy(model, query, 'status', ({ verdicts }) => verdicts.map(({ status }) => status));
  return (
    <Toggles name="Status" chosen={query.status} all={STATUSES} onPick={(value) => go(view, query, 'status', value)}>
      {(status) => (
        <>
          <MarkIcon mark={status} />
          {MARK_WORDS[status]} <span class="count">{counts.get(status) ?? 0}</span>
        </>
      )}
    </Toggles>
  );
}

function Idps({ model, query, view }: FilterProps) {
  const counts = countBy(model, query, 'idp', ({ row }) => [row.facts.idp]);
  const present = IDPS.filter((idp) => model.rows.some(({ facts }) => facts.idp === idp));
  return (
    <Toggles name="IdP" chosen={query.idp} all={present} onPick={(value) => go(view, query, 'idp', value)}>
      {(idp) => (
        <>
          {IDP_NAMES[idp]} <span class="count">{counts.get(idp) ?? 0}</span>
        </>
      )}
    </Toggles>
  );
}

function choicesOf(model: Model): { key: QueryKey; name: string; values: Values }[] {
  const present = (valuesOf: (row: Model['rows'][number]) => (string | null)[]): Values =>
    [...new Set(model.rows.flatMap(valuesOf))].filter((value) => value !== null).map((value) => [value, value]);
  return [
    { key: 'area', name: 'Area', values: present(({ facts }) => [facts.area]) },
    { key: 'protocol', name: 'Protocol', values: present(({ facts }) => [facts.protocol]) },
    { key: 'level', name: 'Level', values: present(({ facts }) => facts.verdicts.map(({ level }) => level)) },
    { key: 'grade', name: 'Grade', values: present(({ facts }) => facts.verdicts.map(({ grade }) => grade)) },
    {
      key: 'effect',
      name: 'Effect',
      values: [
        ['gates', 'gates the run'],
        ['warning', 'warning'],
        ['waived', 'waived'],
      ],
    },
  ];
}

function Rule({ model, query, view }: FilterProps) {
  const values = model.head.rules.map((rule) => [rule.id, rule.id] as const);
  return (
    <Choice name="Rule" value={query.rule ?? ''} values={values} onPick={(value) => go(view, query, 'rule', value)} />
  );
}

/** Filters that a link set and no control shows, each with a way to drop it. */
function Fixed({ query, view }: Omit<FilterProps, 'model'>) {
  const fixed = (['scenario', 'reason'] as const).filter((key) => query[key]);
  const any = FILTER_KEYS.some((key) => query[key]);
  if (!any) return null;
  return (
    <>
      {fixed.map((key) => (
        <button type="button" class="fixed" onClick={() => go(view, query, key, '')}>
          {key === 'reason' ? 'Because' : 'Scenario'}: <Shown text={query[key] ?? ''} />
          <span aria-hidden="true"> ✕</span>
          <span class="visually-hidden">, drop this filter</span>
        </button>
      ))}
      <a class="clear" href={formatRoute({ view, query: clearedQuery(query) })}>
        Clear filters
      </a>
    </>
  );
}

/** Without filters; the order stays. */
export function clearedQuery({ group, sort }: Query): Query {
  return { ...(group ? { group } : {}), ...(sort ? { sort } : {}) };
}
