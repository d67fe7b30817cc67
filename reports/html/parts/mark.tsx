import type { Mark } from '../model/model.ts';

/** The marks in words, for those who do not see the shapes or the colours. */
export const MARK_WORDS: Record<Mark, string> = {
  pass: 'Passed',
  fail: 'Failed',
  blocked: 'Blocked',
  skipped: 'Skipped',
  error: 'Error',
  warning: 'Warning',
  waived: 'Waived',
};

/** Each mark has a shape of its own, so that colour only helps. */
const SHAPES: Record<Mark, { ground: string; sign: string }> = {
  pass: { ground: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z', sign: 'm4.8 8.3 2.2 2.2 4.3-4.7' },
  fail: { ground: 'M5 1h6l4 4v6l-4 4H5l-4-4V5Z', sign: 'm5.6 5.6 4.8 4.8m0-4.8-4.8 4.8' },
  blocked: { ground: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z', sign: 'm4.4 11.6 7.2-7.2' },
  skipped: { ground: 'M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z', sign: 'M5 8h6' },
  error: { ground: 'M8 .5 15.5 8 8 15.5.5 8Z', sign: 'M8 4.6v4.2m0 2.4v.1' },
  warning: { ground: 'M8 1.4 15.4 14.4H.6Z', sign: 'M8 6.2v3.6m0 2.2v.1' },
  waived: { ground: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z', sign: 'M6.2 5.2v5.6m3.6-5.6v5.6' },
};

/** The shape alone; say the word beside it, or give `label`. */
export function MarkIcon({ mark, label }: { mark: Mark; label?: string }) {
  const { ground, sign } = SHAPES[mark];
  const described =
    label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg class={`mark mark-${mark}`} viewBox="0 0 16 16" {...described}>
      <path class="mark-ground" d={ground} />
      <path class="mark-sign" d={sign} />
    </svg>
  );
}

/** Shape and word. */
export function MarkTag({ mark, word = MARK_WORDS[mark] }: { mark: Mark; word?: string }) {
  return (
    <span class={`tag tag-${mark}`}>
      <MarkIcon mark={mark} />
      {word}
    </span>
  );
}
