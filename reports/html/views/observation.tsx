import { useEffect, useRef } from 'preact/hooks';
import type { Observation } from '../../report.ts';
import { curlOf } from '../model/curl.ts';
import { laneIndex } from '../model/lanes.ts';
import type { Lane } from '../model/lanes.ts';
import { Copy } from '../parts/copy.tsx';
import { Beginning } from '../parts/long-text.tsx';
import { duration } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { ArtefactView } from './artefact.tsx';
import { DataTable } from './data-table.tsx';

interface ObservationProps {
  observation: Observation;
  /** Those of the whole case. */
  all: readonly Observation[];
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
  const { observation, all, lanes, newStep, rules, open, asked, onToggle } = props;
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
        {open && <Panel observation={observation} all={all} rules={rules} />}
      </div>
    </li>
  );
}

/** An arrow between two lanes, or a mark on one of them, beside what it says; the same in words for those who do not see it. */
function Arrow({ observation, lanes }: { observation: Observation; lanes: Lane[] }) {
  const { from, to, browser, says } = observation;
  const start = laneIndex(lanes, from, browser);
  const end = to === undefined ? start : laneIndex(lanes, to, browser);
  const name = (i: number) => lanes[i]?.name ?? '';
  const toSelf = start === end;
  const words = toSelf ? name(start) : `${name(start)} to ${name(end)}`;
  return (
    <>
      <span class="track" aria-hidden="true">
        {lanes.map(() => (
          <span class="life-line" />
        ))}
        <span
          class={toSelf ? 'note' : `arrow arrow-from-${from} ${end > start ? 'arrow-right' : 'arrow-left'}`}
          style={place(start, end, lanes.length)}
        />
      </span>
      <span class="says">
        <span class="says-way">{words}:</span> <Shown text={says} />
        <Gist observation={observation} />
      </span>
    </>
  );
}

/** From the middle of one lane to the middle of another. */
function place(start: number, end: number, lanes: number): { left: string; width?: string } {
  const middle = (lane: number) => `${((lane + 0.5) * 100) / lanes}%`;
  if (start === end) return { left: middle(start) };
  return { left: middle(Math.min(start, end)), width: `${(Math.abs(end - start) * 100) / lanes}%` };
}

/** Method, path and status of a request, since everybody looks for those; and which browser was between. */
function Gist({ observation: { data, from, to, browser } }: { observation: Observation }) {
  const { method, url, status } = data;
  const request = typeof method === 'string' && typeof url === 'string' ? `${method} ${pathOf(url)}` : '';
  const answer = request !== '' && typeof status === 'number' ? `→ ${status}` : '';
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

function Panel({ observation, all, rules }: Pick<ObservationProps, 'observation' | 'all' | 'rules'>) {
  const curl = curlOf(observation, all);
  return (
    <>
      <p class="panel-head">
        <code>
          <Shown text={observation.kind} />
        </code>
        {curl !== null && <Copy text={curl} what="this request as curl" shown="Copy as curl" />}
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
