import { FILTER_KEYS, select } from '../model/query.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { clearedQuery } from './filters.tsx';

/** Says why a list is empty and what would fill it. */
export function EmptyState({ model, query, view }: { model: Model; query: Query; view: 'matrix' | 'cases' }) {
  if (model.rows.length === 0)
    return (
      <p class="empty">
        No case ran, so nothing is known about the target. “jitmus plan” prints what would run and why cases are left
        out.
      </p>
    );
  const used = FILTER_KEYS.filter((key) => query[key]);
  const helpful = used
    .map((key) => ({ key, without: { ...query, [key]: '' } }))
    .map(({ key, without }) => ({ key, without, count: select(model, without).length }))
    .filter(({ count }) => count > 0);
  return (
    <div class="empty">
      <p>No case has all of this.</p>
      <ul>
        {used.length > 1 &&
          helpful.map(({ key, without, count }) => (
            <li>
              <a href={formatRoute({ view, query: without })}>Drop “{key === 'q' ? 'words' : key}”</a> to see {count}
            </li>
          ))}
        <li>
          <a href={formatRoute({ view, query: clearedQuery(query) })}>Clear all filters</a> to see {model.rows.length}
        </li>
      </ul>
    </div>
  );
}
