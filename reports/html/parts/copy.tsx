import { useState } from 'preact/hooks';

/** Copies the text exactly as it is, invisible characters included. */
export function Copy({ text, what, shown = 'Copy' }: { text: string; what: string; shown?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'not copied' | null>(null);
  const copy = () => {
    const done = () => setOutcome('copied');
    const failed = () => setOutcome('not copied');
    if (!('clipboard' in navigator)) return failed();
    navigator.clipboard.writeText(text).then(done, failed);
  };
  return (
    <button type="button" class="button copy" onClick={copy} onBlur={() => setOutcome(null)}>
      <span class="visually-hidden">Copy {what}</span>
      <span aria-hidden="true">{outcome === 'copied' ? '✓ Copied' : outcome ? 'Not copied' : shown}</span>
      <span class="visually-hidden" role="status">
        {outcome}
      </span>
    </button>
  );
}
