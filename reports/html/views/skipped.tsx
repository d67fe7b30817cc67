import { skippedReasons } from '../model/findings.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { Beginning } from '../parts/long-text.tsx';

/** Why verdicts were skipped, by reason. */
export function Skipped({ model }: { model: Model }) {
  const reasons = skippedReasons(model);
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby="skipped">
      <h2 id="skipped">Skipped, by reason</h2>
      <ul class="reasons">
        {reasons.map(({ because, count, query }) => (
          <li>
            <a href={formatRoute({ view: 'cases', query })}>
              <span class="reason-count">{count}</span>
              <Beginning text={because} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
