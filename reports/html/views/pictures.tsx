import type { Observation } from '../../report.ts';
import { Picture } from './artefact.tsx';

/** What the browser showed, all of it in one place. */
export function Pictures({ observations }: { observations: readonly Observation[] }) {
  const pictures = observations.flatMap(({ id, artefacts = [] }) =>
    artefacts.flatMap(({ mediaType, text, label }) =>
      mediaType === 'image/png' && text !== undefined ? [{ label: `${id}, ${label}`, text }] : [],
    ),
  );
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">Screenshots</h2>
      <div class="pictures">
        {pictures.map(({ label, text }) => (
          <Picture label={label} text={text} />
        ))}
      </div>
    </section>
  );
}
