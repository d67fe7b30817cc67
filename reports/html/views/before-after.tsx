import type { Observation } from '../../report.ts';
import { Code } from '../code/code.tsx';
import { BEFORE_AND_AFTER, Comparison } from '../code/comparison.tsx';
import { linesOf } from '../code/format.ts';
import { beforeAndAfter } from '../model/before-after.ts';
import type { BeforeAfter } from '../model/before-after.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { Shown } from '../parts/shown.tsx';

interface BeforeAfterProps {
  observations: readonly Observation[];
  route: Extract<Route, { view: 'case' }>;
}

/** What the application keeps of these people, before and after. */
export function BeforeAndAfter({ observations, route }: BeforeAfterProps) {
  const rows = beforeAndAfter(observations);
  if (rows.length === 0) return null;
  const changed = rows.filter(({ before, after }) => before !== after);
  const same = rows.filter(({ before, after }) => before === after);
  return (
    <section aria-labelledby="before-after">
      <h2 id="before-after">Before and after</h2>
      <ul class="before-after">
        {changed.map((row) => (
          <li>
            <p>
              <Name row={row} route={route} />: {wordOf(row)}
            </p>
            <Content row={row} />
          </li>
        ))}
        {same.length > 0 && (
          <li>
            <p class="muted">
              As before:{' '}
              {same.map((row, i) => (
                <>
                  {i > 0 && '; '}
                  <Name row={row} route={route} />
                  {row.after === null && ' (none)'}
                </>
              ))}
            </p>
          </li>
        )}
      </ul>
    </section>
  );
}

function Name({ row: { name, step, observation }, route }: { row: BeforeAfter; route: BeforeAfterProps['route'] }) {
  return (
    <>
      <a href={formatRoute({ ...route, observation })}>
        <Shown text={name} />
      </a>
      {step !== undefined && <span class="muted">, step {step}</span>}
    </>
  );
}

function wordOf({ before, after }: BeforeAfter): string {
  if (before === null) return 'was not there, and is now';
  return after === null ? 'was there, and is gone' : 'changed';
}

function Content({ row: { before, after } }: { row: BeforeAfter }) {
  if (before !== null && after !== null)
    return (
      <Comparison
        left={before}
        right={after}
        sides={BEFORE_AND_AFTER}
        mediaType="application/json"
        layout="formatted"
      />
    );
  return (
    <div class="code-frame" tabIndex={0} role="region" aria-label={before === null ? 'After' : 'Before'}>
      <Code lines={linesOf(before ?? after ?? '', 'application/json', 'formatted')} numbered />
    </div>
  );
}
