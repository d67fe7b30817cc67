import { useState } from 'preact/hooks';
import { Copy } from '../../../reports/html/parts/copy.tsx';
import { visible } from '../../../reports/visible.ts';
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
          </button>{' '}
          <span role="status">{busy ? 'One moment …' : saved && 'Made.'}</span>
        </p>
      </form>
      <ProblemNotice problem={problem} />
      {saved && (
        <div class="scenario" role="group" aria-label="What was made">
          <File file={saved.file} yaml={saved.yaml} label="The scenario" />
          {saved.personas && (
            <>
              <p class="muted">Its people do not come with jitmus; keep this file beside it.</p>
              <File file={saved.personas.file} yaml={saved.personas.yaml} label="Its people" />
            </>
          )}
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

function File({ file, yaml, label }: { file: string; yaml: string; label: string }) {
  return (
    <>
      <p>
        <strong>{file}</strong>
      </p>
      <pre class="code-frame code code-plain" tabIndex={0} role="region" aria-label={label}>
        {visible(yaml)}
      </pre>
      <p class="buttons">
        <Copy text={yaml} what={file} />
        <button type="button" class="button" onClick={() => downloaded(file, yaml, 'application/yaml')}>
          Download<span class="visually-hidden"> {file}</span>
        </button>
      </p>
    </>
  );
}
