import { segments } from '../../visible.ts';

/** Text that a target may have written: what nobody could see is shown as an escape, and nothing turns what is around it. */
export function Shown({ text }: { text: string }) {
  const pieces = segments(text);
  if (pieces.length === 1 && !pieces[0]?.escaped) return <bdi>{text}</bdi>;
  return <bdi>{pieces.map((piece) => (piece.escaped ? <span class="escape">{piece.text}</span> : piece.text))}</bdi>;
}
