import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { thousands } from '../parts/numbers.ts';

/** Rows of one page: so many that few readers turn it, so few that any browser is quick. */
const PAGE_SIZE = 100;

export interface Place {
  /** From 1. */
  page: number;
  pages: number;
  /** Places of the first row of the page, and of the one behind its last. */
  from: number;
  to: number;
}

/** The page of that many rows that the query asks for. */
export function pageOf(query: Query, rows: number): Place {
  const pages = Math.max(1, Math.ceil(rows / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1));
  return { page, pages, from: (page - 1) * PAGE_SIZE, to: page * PAGE_SIZE };
}

interface PagesProps extends Pick<Place, 'page' | 'pages'> {
  view: 'overview' | 'cases' | 'coverage';
  query: Query;
}

/** Turns pages, where there are several. */
export function Pages({ view, query, page, pages }: PagesProps) {
  if (pages === 1) return null;
  const to = (n: number) => formatRoute({ view, query: { ...query, page: n > 1 ? String(n) : '' } });
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
        Page {thousands(page)} of {thousands(pages)}
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
