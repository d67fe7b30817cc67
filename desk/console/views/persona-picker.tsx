import { useId, useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { Persona } from '../api.ts';
import { Pending } from '../parts/pending.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

/** Every kind of person, each in a sentence. */
export function PersonaPicker({ chosen, onPick }: { chosen: string | null; onPick: (name: string) => void }) {
  const personas = useLoaded(api.personas, '');
  const [words, setWords] = useState('');
  return (
    <Pending loaded={personas}>
      {(list) => (
        <>
          <label class="search">
            <span class="visually-hidden">Find kinds of people</span>
            <input
              type="search"
              placeholder="Find a kind of person: groups, guest, mail, name …"
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <Personas personas={matching(list.personas, words, chosen)} chosen={chosen} onPick={onPick} />
        </>
      )}
    </Pending>
  );
}

/** The chosen one stays in sight, whatever is searched for. */
function matching(personas: readonly Persona[], words: string, chosen: string | null): Persona[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean);
  return personas.filter(({ name, says }) => {
    const text = `${name} ${says}`.toLowerCase();
    return name === chosen || all.every((word) => text.includes(word));
  });
}

function Personas({
  personas,
  chosen,
  onPick,
}: {
  personas: readonly Persona[];
  chosen: string | null;
  onPick: (name: string) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">Kind of person</legend>
      {personas.map((persona) => (
        <label class="choice-card" key={persona.name}>
          <input type="radio" name={name} checked={persona.name === chosen} onChange={() => onPick(persona.name)} />
          <span>
            <strong>{persona.name}</strong>
            <span class="choice-says">{persona.says}</span>
          </span>
        </label>
      ))}
      {personas.length === 0 && <p class="muted">No kind of person is described so.</p>}
    </fieldset>
  );
}
