import { useState } from 'preact/hooks';
import { Copy } from '../../../reports/html/parts/copy.tsx';
import { api } from '../api.ts';
import type { Scenario, ScenarioInput } from '../api.ts';
import { TextField } from '../parts/fields.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { downloaded } from '../parts/download.ts';
import { useAct } from '../parts/use-act.ts';

/** What was done by hand, as a scenario file that `jitmus run` takes. */
export function SaveScenario({ input }: { input: ScenarioInput }) {
  const [title, setTitle] = useState('');
  const [saved, setSaved] = useState<Scenario | null>(null);
  const { busy, problem, run } = useAct();
  const save = (event: Event) => {
    event.preventDefault();
    run(async () => setSaved(await api.saveScenario({ ...input, ...(title && { title }) })));
  };
  return (
    <>
      <form class="form" aria-label="Save as a scenario" onSubmit={save}>
        <TextField
          label="Save as a scenario"
          placeholder="A title in a sentence"
          hint="So that every later run tries it again."
          value={title}
          onInput={setTitle}
        />
        <p>
          <button type="submit" class="button" disabled={busy}>
            Make the file
          </button>
        </p>
      </form>
      <ProblemNotice problem={problem} />
      {saved && (
        <div class="scenario" role="status">
          <p>
            <strong>{saved.file}</strong>
          </p>
          <pre class="code-frame code code-plain" tabIndex={0} role="region" aria-label="The scenario">
            {saved.yaml}
          </pre>
          <p class="buttons">
            <Copy text={saved.yaml} what="the scenario" />
            <button type="button" class="button" onClick={() => downloaded(saved.file, saved.yaml, 'application/yaml')}>
              Download
            </button>
          </p>
          <p class="command">
            <code>{saved.command}</code>
            <Copy text={saved.command} what="the command" />
          </p>
          {saved.notes.length > 0 && (
            <ul class="muted">
              {saved.notes.map((note) => (
                <li>{note}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
