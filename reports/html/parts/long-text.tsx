import { useState } from 'preact/hooks';
import { thousands } from './numbers.ts';
import { Shown } from './shown.tsx';

const MOST = 600;

/** Text of any length, cut where it gets long, with a way to the whole of it. */
export function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (all || text.length <= MOST) return <Shown text={text} />;
  return (
    <>
      <Shown text={text.slice(0, MOST)} />…{' '}
      <button type="button" class="fold" onClick={() => setAll(true)}>
        show all {thousands(text.length)} characters
      </button>
    </>
  );
}

/** The beginning of a text, for a list that leads to the whole of it. */
export function Beginning({ text, most = 240 }: { text: string; most?: number }) {
  return <Shown text={text.length > most ? `${text.slice(0, most)}…` : text} />;
}
