import { STATUSES } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { thousands } from '../parts/numbers.ts';

/** How the verdicts on the target are spread, as a bar and as numbers that lead to them. */
export function Totals({ model }: { model: Model }) {
  const { totals } = model.head;
  const all = STATUSES.reduce((sum, status) => sum + totals[status], 0);
  return (
    <section class="totals" aria-labelledby="totals">
      <h2 id="totals">
        {thousands(all)} verdicts in {thousands(model.rows.length)} cases
      </h2>
      <div class="bar" aria-hidden="true">
        {STATUSES.filter((status) => totals[status] > 0).map((status) => (
          <div class={`bar-part bar-${status}`} style={{ flexGrow: totals[status] }} />
        ))}
      </div>
      <ul class="legend">
        {STATUSES.map((status) => (
          <li>
            <a
              class={totals[status] === 0 ? 'legend-item legend-none' : 'legend-item'}
              href={formatRoute({ view: 'cases', query: { status } })}
            >
              <MarkIcon mark={status} />
              <span class="legend-count">{thousands(totals[status])}</span> {MARK_WORDS[status].toLowerCase()}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
