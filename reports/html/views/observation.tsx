import { useEffect, useRef } from 'preact/hooks';
import type { Observation } from '../../report.ts';
import { laneIndex } from '../model/lanes.ts';
import type { Lane } from '../model/lanes.ts';
import { Beginning } from '../parts/long-text.tsx';
import { duration } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { ArtefactView } from './artefact.tsx';
import { DataTable } from './data-table.tsx';

interface ObservationProps {
  observation: Observation;
  lanes: Lane[];
  newStep: boolean;
  /** Rules whose verdict rests on it. */
  rules: string[];
  open: boolean;
  /** The address names it. */
  asked: boolean;
  onToggle: () => void;
}

export function ObservationRow(props: ObservationProps) {
  const { observation, lanes, newStep, rules, open, asked, onToggle } = props;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!asked) return;
    if (!open) onToggle();
    row.current?.querySelector('button')?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'center' });
  }, [asked]);
  const panel = `evidence-of-${observation.id}`;
  return (
    <li ref={row} class={asked ? 'observation observation-asked' : 'observation'}>
      {newStep && observation.step !== undefined && <p class="step">Step {observation.step}</p>}
      <button type="button" class="observation-head" aria-expanded={open} aria-controls={panel} onClick={onToggle}>
        <span class="observation-when">
          <span class="observation-id">
            <Shown text={observation.id} />
          </span>
          <span class="muted">+{duration(observation.atMs)}</span>
        </span>
        <Arrow observation={observation} lanes={lanes} />
      </button>
      <div id={panel} class="panel" hidden={!open}>
        {open && <Panel observation={observation} rules={rules} />}
      </div>
    </li>
  );
}

/** An arrow over the lanes, or a note on one of them; the same in words for those who do not see it. */
function Arrow({ observation, lanes }: { observation: Observation; lanes: Lane[] }) {
  const { from, to, browser, says } = observation;
  const start = laneIndex(lanes, from, browser);
  const end = to === undefined ? start : laneIndex(lanes, to, browser);
  const name = (i: number) => lanes[i]?.name ?? '';
  const toSelf = start === end;
  const words = toSelf ? name(start) : `${name(start)} to ${name(end)}`;
  return (
    <span class="track">
      <span class="life-lines" aria-hidden="true">
        {lanes.map(() => (
          <span class="life-line" />
        ))}
      </span>
      <span class={`says ${toSelf ? 'says-note' : ''}`} style={place(start, end, lanes.length)}>
        <span class="says-way">{words}:</span> <Shown text={says} />
        <Gist observation={observation} />
      </span>
      {!toSelf && (
        <span
          class={`arrow arrow-from-${from} ${end > start ? 'arrow-right' : 'arrow-left'}`}
          style={place(start, end, lanes.length)}
          aria-hidden="true"
        />
      )}
    </span>
  );
}

/** From the middle of one lane to the middle of another; a note is one lane wide, or a little more. */
function place(start: number, end: number, lanes: number): { marginLeft: string; width: string } {
  const lane = 100 / lanes;
  if (start === end) {
    const width = Math.min(100, lane * 1.5);
    const left = Math.min(100 - width, Math.max(0, (start + 0.5) * lane - width / 2));
    return { marginLeft: `${left}%`, width: `${width}%` };
  }
  return { marginLeft: `${(Math.min(start, end) + 0.5) * lane}%`, width: `${Math.abs(end - start) * lane}%` };
}

/** Method, path and status where the fact has them, since everybody looks for those; and which browser was between. */
function Gist({ observation: { data, from, to, browser } }: { observation: Observation }) {
  const { method, url, status } = data;
  const request = typeof method === 'string' && typeof url === 'string' ? `${method} ${pathOf(url)}` : '';
  const answer = typeof status === 'number' ? `→ ${status}` : '';
  const via = browser !== undefined && from !== 'browser' && to !== 'browser' ? `browser ${browser}` : '';
  const gist = [request, answer, via].filter(Boolean).join(' ');
  if (gist === '') return null;
  return (
    <span class="gist">
      <Beginning text={gist} />
    </span>
  );
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/]*(\/[^?#]*)/.exec(url)?.[1] ?? url;
}

function Panel({ observation, rules }: { observation: Observation; rules: string[] }) {
  return (
    <>
      <p class="panel-head">
        <code>
          <Shown text={observation.kind} />
        </code>
        {rules.length > 0 && (
          <span class="muted">
            evidence of{' '}
            {rules.map((rule) => (
              <code class="fault">
                <Shown text={rule} />
              </code>
            ))}
          </span>
        )}
      </p>
      <DataTable data={observation.data} />
      {observation.artefacts?.map((artefact) => (
        <ArtefactView artefact={artefact} />
      ))}
    </>
  );
}
