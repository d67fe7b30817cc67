import type { Comparison } from '../../compare.ts';
import { headline, whatIsMissing } from '../../headline.ts';
import { STATUSES } from '../model/model.ts';
import type { Mark } from '../model/model.ts';
import { MARK_WORDS, MarkIcon, MarkTag } from '../parts/mark.tsx';
import { duration, thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';

const MARKS: Record<0 | 1 | 2, Mark> = { 0: 'pass', 1: 'fail', 2: 'error' };

/** How each run ended, and what it was. */
export function Heads({ comparison: { targets, heads } }: { comparison: Comparison }) {
  return (
    <div class="heads">
      {heads.map((head, n) => {
        const { word, says } = headline(head);
        const missing = whatIsMissing(head);
        const { run, target, totals } = head;
        return (
          <section class="head" aria-labelledby={`head-${n}`}>
            <h2 id={`head-${n}`}>
              <Shown text={targets[n] ?? ''} />
            </h2>
            <p>
              <MarkTag mark={MARKS[run.exitCode]} word={word} /> <Shown text={says} />
            </p>
            {missing !== null && <p class="hero-incomplete">{missing}</p>}
            <ul class="counts">
              {STATUSES.map((status) => (
                <li class={`counts-${status}`}>
                  <MarkIcon mark={status} />
                  {thousands(totals[status])}
                  <span class="visually-hidden"> {MARK_WORDS[status].toLowerCase()}</span>
                </li>
              ))}
            </ul>
            <p class="muted">
              <Shown text={target.name} />
              {target.defect !== undefined && (
                <>
                  {' '}
                  with <Shown text={target.defect} />
                </>
              )}
              {' · '}
              {run.startedAt.slice(0, 16).replace('T', ' ')} UTC, {duration(run.durationMs)}, {run.driver}
            </p>
          </section>
        );
      })}
    </div>
  );
}
