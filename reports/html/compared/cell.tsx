import type { Cell } from '../../compare.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';

/** What was found, as a shape and a word; null where it was not run. */
export function CellMark({ cell }: { cell: Cell | null }) {
  if (cell === null) return <span class="muted">not run</span>;
  return (
    <span class={`cell cell-${cell}`}>
      <MarkIcon mark={cell} />
      {MARK_WORDS[cell].toLowerCase()}
    </span>
  );
}
