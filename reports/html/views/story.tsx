import { useState } from 'preact/hooks';
import type { Actor, Observation, Verdict } from '../../report.ts';
import { lanesOf } from '../model/lanes.ts';
import { ObservationRow } from './observation.tsx';

interface StoryProps {
  observations: Observation[];
  verdicts: Verdict[];
  /** Id of the observation that the address names. */
  asked: string | undefined;
}

/** The case as a sequence diagram that is also a list: each step opens to what was sent. */
export function Story({ observations, verdicts, asked }: StoryProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lanes = lanesOf(observations);
  if (observations.length === 0) return <p class="empty">Nothing was observed.</p>;
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const all = observations.every(({ id }) => open.has(id));
  return (
    <div class="story" style={{ '--lanes': lanes.length }}>
      <div class="story-tools">
        <button
          type="button"
          class="button"
          onClick={() => setOpen(new Set(all ? [] : observations.map(({ id }) => id)))}
        >
          {all ? 'Close all' : 'Open all'}
        </button>
      </div>
      <div class="lane-names" aria-hidden="true">
        <span />
        <div class="lane-name-row">
          {lanes.map(({ name, actor }) => (
            <span class={`lane-name lane-${actor satisfies Actor}`}>{name}</span>
          ))}
        </div>
      </div>
      <ol class="observations">
        {observations.map((observation, i) => (
          <ObservationRow
            key={observation.id}
            observation={observation}
            all={observations}
            lanes={lanes}
            newStep={observation.step !== observations[i - 1]?.step}
            rules={verdicts.filter(({ evidence }) => evidence.includes(observation.id)).map(({ rule }) => rule)}
            open={open.has(observation.id)}
            asked={observation.id === asked}
            onToggle={() => toggle(observation.id)}
          />
        ))}
      </ol>
    </div>
  );
}
