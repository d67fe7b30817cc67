import { counted, headline, whatIsMissing } from '../../headline.ts';
import type { Outcome } from '../../outcome.ts';
import type { Mark, Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { MarkIcon } from '../parts/mark.tsx';
import { Shown } from '../parts/shown.tsx';

const MARKS: Record<0 | 1 | 2, Mark> = { 0: 'pass', 1: 'fail', 2: 'error' };

/** The verdict of the run, and what decided it. */
export function Hero({ model }: { model: Model }) {
  const { head } = model;
  const { word, says } = headline(head);
  const mark = MARKS[head.run.exitCode];
  return (
    <section class={`hero hero-${mark}`} aria-labelledby="verdict">
      <MarkIcon mark={mark} />
      <div>
        <h1 id="verdict">{word}</h1>
        <p class="hero-says">
          <Shown text={says} />
        </p>
        <Gates model={model} />
      </div>
      {head.errors.length > 0 && <RunErrors model={model} />}
    </section>
  );
}

function Gates({ model }: { model: Model }) {
  const counts = outcomeCounts(model);
  const gating = counts.gates ?? 0;
  const missing = whatIsMissing(model.head);
  return (
    <ul class="hero-facts">
      <li>Exit code {model.head.run.exitCode}</li>
      {missing !== null && <li class="hero-incomplete">{missing.replace(/\.$/, '')}</li>}
      <li>
        {gating > 0 ? (
          <a href={formatRoute({ view: 'cases', query: { effect: 'gates' } })}>
            {counted(gating, 'verdict')} {gating === 1 ? 'gates' : 'gate'} the run
          </a>
        ) : (
          'No verdict gates the run'
        )}
      </li>
      <Others count={counts.warning} effect="warning" says={counted(counts.warning ?? 0, 'warning')} />
      <Others count={counts.waived} effect="waived" says={`${counts.waived} waived`} />
      {model.head.run.strict && <li>Strict: SHOULD gates too</li>}
    </ul>
  );
}

function Others({ count = 0, effect, says }: { count: number | undefined; effect: Outcome; says: string }) {
  if (count === 0) return null;
  return (
    <li>
      <a href={formatRoute({ view: 'cases', query: { effect } })}>{says}</a>
    </li>
  );
}

function outcomeCounts(model: Model): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { facts } of model.rows)
    for (const verdict of facts.verdicts) {
      if (model.mocks.has(verdict.rule)) continue;
      const outcome = model.outcomeOf(verdict);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
  return counts;
}

function RunErrors({ model }: { model: Model }) {
  return (
    <div class="run-errors">
      <h2>Errors of the run</h2>
      <ul>
        {model.head.errors.map(({ code, message, at }) => (
          <li>
            <code>
              <Shown text={code} />
            </code>{' '}
            <Shown text={message} />
            {at !== undefined && (
              <span class="muted">
                {' '}
                at <Shown text={at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
