import { useState } from 'preact/hooks';
import type { Artefact, Observation } from '../../report.ts';
import { counted } from '../../headline.ts';
import { ArtefactView } from './artefact.tsx';

/** Messages shown before somebody asks for more: what a fault does it does to the first. */
const SHOWN = 1;

/** The messages that faults changed, each beside what the vendor would have sent. */
export function Changed({ observations }: { observations: readonly Observation[] }) {
  const [all, setAll] = useState(false);
  const changed = observations.flatMap(({ artefacts = [] }) => artefacts.filter(isChanged));
  if (changed.length === 0) return null;
  const shown = all ? changed : changed.slice(0, SHOWN);
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">What the fault changed</h2>
      <div class="changes">
        {shown.map((artefact) => (
          <ArtefactView artefact={artefact} />
        ))}
      </div>
      {changed.length > shown.length && (
        <button type="button" class="button more" onClick={() => setAll(true)}>
          Show {counted(changed.length - shown.length, 'more message')}
        </button>
      )}
    </section>
  );
}

const isChanged = ({ text, genuine }: Artefact) => text !== undefined && genuine !== undefined && text !== genuine;
