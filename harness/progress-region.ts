import type { Terminal } from './terminal.ts';

/** How far a run has come. */
export interface Going {
  /** Cases. */
  total: number;
  done: number;
  /** Of those, skipped or taken over from an earlier run: no rate follows from them. */
  before: number;
  /** Cases that turn the run red. */
  red: number;
  /** Id of the case that ended last. */
  latest: string;
  /** What is said while it comes to a stop; null while it goes on. */
  stopping: string | null;
  /** Milliseconds since it began. */
  forMs: number;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 8;

/** Two lines of at most `width` columns: how far it is and how long it will take, and the case that ended last. */
export function region(
  { total, done, before, red, latest, stopping, forMs }: Going,
  width: number,
  color: Terminal['color'],
): string {
  const counts = `${done}/${total}`;
  const failing = red > 0 ? `${red} failed` : '';
  const pace = paceOf(done - before, total - done, forMs);
  // The rightmost goes first where there is no room.
  const pieces = [counts, failing, pace].filter((piece) => piece !== '');
  while (pieces.length > 1 && pieces.join('  ').length > width - 1) pieces.pop();
  const room = width - pieces.join('  ').length - 3;
  const bar = room >= NARROWEST_BAR ? `${barOf(done / Math.max(1, total), Math.min(WIDEST_BAR, room), color)}  ` : '';
  const painted = pieces.map((piece) =>
    piece === failing ? color.red(piece) : piece === pace ? color.dim(piece) : piece,
  );
  return `${bar}${painted.join('  ')}\n${color.dim(cut(stopping ?? latest, width - 1))}`;
}

/** The characters differ too: without colours they are all there is. */
function barOf(share: number, width: number, color: Terminal['color']): string {
  const filled = Math.min(width, Math.floor(share * width));
  return color.green('━'.repeat(filled)) + color.dim('─'.repeat(width - filled));
}

function paceOf(done: number, left: number, forMs: number): string {
  if (done === 0 || forMs < 1_000) return '';
  const rate = done / (forMs / 1_000);
  return `${rate < 10 ? rate.toFixed(1) : rate.toFixed(0)}/s, ${lasting(Math.ceil(left / rate))} left`;
}

function lasting(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const cut = (text: string, width: number) => (text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text);
