import { useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { Clock, Desk, State } from '../api.ts';
import { live } from '../live.ts';
import { Confirm } from '../parts/confirm.tsx';
import { downloaded } from '../parts/download.ts';
import { Check } from '../parts/fields.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { dayAndTime, shift } from '../parts/time.ts';
import { useAct } from '../parts/use-act.ts';
import type { Loaded } from '../parts/use-loaded.ts';
import { NetworkFaults } from './network-faults.tsx';

/** What all of the mocks share: their clock, their network, and what they remember. */
export function Settings({ desk }: { desk: Loaded<Desk> }) {
  const { value } = desk;
  return (
    <>
      <h1>Clock and state</h1>
      <section class="panel-card" aria-labelledby="clock">
        <h2 id="clock">The clock of the mocks</h2>
        {value && <ClockPanel clock={value.clock} onChange={(clock) => desk.set({ ...value, clock })} />}
      </section>
      <section class="panel-card" aria-labelledby="network">
        <h2 id="network">Their network</h2>
        <NetworkFaults />
      </section>
      <section class="panel-card" aria-labelledby="state">
        <h2 id="state">What they remember</h2>
        <StatePanel reload={desk.reload} />
      </section>
    </>
  );
}

const STEPS = [
  [-86_400_000, 'A day back'],
  [-3_600_000, 'An hour back'],
  [-300_000, '5 min back'],
  [300_000, '5 min on'],
  [3_600_000, 'An hour on'],
  [86_400_000, 'A day on'],
] as const;

function ClockPanel({ clock, onChange }: { clock: Clock; onChange: (clock: Clock) => void }) {
  const { busy, problem, run } = useAct();
  const [at, setAt] = useState('');
  const set = (change: () => Promise<Clock>) => run(async () => onChange(await change()));
  return (
    <>
      <p role="status">
        <strong class="mono">{dayAndTime(clock.now)}</strong>{' '}
        {clock.frozen
          ? 'It stands still.'
          : Math.abs(clock.offsetMs) > 1000
            ? `It is ${shift(clock.offsetMs)} from yours.`
            : 'It is yours.'}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="button"
          aria-pressed={clock.frozen}
          disabled={busy}
          onClick={() => set(() => api.setClock({ frozen: !clock.frozen }))}
        >
          {clock.frozen ? 'Let it run' : 'Freeze it'}
        </button>
        {STEPS.map(([ms, name]) => (
          <button key={ms} type="button" class="button" disabled={busy} onClick={() => set(() => moved(clock, ms))}>
            {name}
          </button>
        ))}
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => set(() => api.setClock({ frozen: false, offsetMs: 0 }))}
        >
          As mine again
        </button>
      </div>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          set(() => api.setClock({ now: Date.parse(`${at}Z`) }));
        }}
      >
        <label>
          To a moment, UTC{' '}
          <input
            type="datetime-local"
            step={1}
            required
            value={at}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={busy}>
          Set
        </button>
      </form>
      <ProblemNotice problem={problem} />
      <p class="muted">
        Messages carry the mocks’ time; your application keeps its own, so that what it gets is early or late.
      </p>
    </>
  );
}

/** Forward is the passing of time; back is another setting of the clock. */
const moved = (clock: Clock, ms: number) => (ms > 0 ? api.advanceClock(ms) : api.setClock({ now: clock.now + ms }));

function StatePanel({ reload }: { reload: () => void }) {
  const { busy, problem, run } = useAct();
  const [secrets, setSecrets] = useState(false);
  const [says, setSays] = useState('');
  const imported = async (file: File) => {
    const { apps, people, sticky, provisioning, leftOut } = await api.importState(parsed(await file.text()));
    setSays(
      [
        `Taken over: ${apps} applications, ${people} people, ${sticky} lasting sign-ins, ${provisioning} SCIM connections.`,
        ...leftOut,
      ].join(' '),
    );
    reload();
  };
  return (
    <>
      <p class="muted">Applications, people, lasting sign-ins, connections, clock and network, as one document.</p>
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() =>
            run(async () => {
              const state = await api.exportState(secrets ? 'included' : 'redacted');
              downloaded('jitmus-state.json', `${JSON.stringify(state, null, 2)}\n`, 'application/json');
            })
          }
        >
          Export
        </button>
        <label class="button file">
          Import
          <input
            type="file"
            accept="application/json"
            disabled={busy}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) run(() => imported(file));
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      <Check label="With the tokens of SCIM connections in the export" checked={secrets} onPick={setSecrets} />
      <p role="status">{says}</p>
      <ProblemNotice problem={problem} />
      <Confirm
        label="Reset everything"
        question="Applications, people, sign-ins and events that were made since the start are forgotten."
        onConfirm={() =>
          run(async () => {
            await api.reset();
            live.forget();
            setSays('All is as at the start.');
            reload();
          })
        }
      />
    </>
  );
}

function parsed(text: string): State {
  try {
    return JSON.parse(text) as State;
  } catch {
    throw new Error('The file is no JSON.');
  }
}
