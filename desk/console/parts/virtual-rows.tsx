import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Height of every row, in pixels. The style sheet says the same. */
const ROW = 34;
/** Rows kept beyond each edge, so that scrolling shows no gaps. */
const BEYOND = 12;

interface VirtualRowsProps<T> {
  label: string;
  rows: readonly T[];
  /** Names a row for good. */
  idOf: (row: T) => number;
  chosen: number | null;
  onChoose: (id: number) => void;
  children: (row: T) => ComponentChildren;
}

/**
 * A list of any length with no more elements than fit on a screen. The newest row is the last, and the list follows it as long
 * as its end is in sight. Arrow keys, Page Up and Down, Home and End choose.
 */
export function VirtualRows<T>({ label, rows, idOf, chosen, onChoose, children }: VirtualRowsProps<T>) {
  const id = useId();
  const { frame, place, look } = useFrame(rows, idOf);
  const at = chosen === null ? -1 : rows.findIndex((row) => idOf(row) === chosen);

  useLayoutEffect(() => {
    if (at !== -1) show(frame.current, at);
  }, [chosen]);

  const choose = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row !== undefined) onChoose(idOf(row));
  };
  const pressed = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(place.height / ROW) - 1);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at === -1 ? rows.length - 1 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(to);
  };

  const from = Math.max(0, Math.floor(place.top / ROW) - BEYOND);
  const to = Math.min(rows.length, Math.ceil((place.top + place.height) / ROW) + BEYOND);
  const active = at >= from && at < to ? { 'aria-activedescendant': `${id}-${chosen}` } : {};
  return (
    <div
      ref={frame}
      class="virtual"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...active}
      onScroll={look}
      onKeyDown={pressed}
    >
      <div class="virtual-all" style={{ height: `${rows.length * ROW}px` }} role="presentation">
        {rows.slice(from, to).map((row, i) => {
          const own = idOf(row);
          return (
            <div
              key={own}
              id={`${id}-${own}`}
              class="virtual-row"
              style={{ transform: `translateY(${(from + i) * ROW}px)` }}
              role="option"
              aria-selected={own === chosen}
              aria-setsize={rows.length}
              aria-posinset={from + i + 1}
              onClick={() => onChoose(own)}
            >
              {children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Which part of the list is in sight. */
function useFrame<T>(rows: readonly T[], idOf: (row: T) => number) {
  const frame = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 600 });
  const following = useRef(true);
  const before = useRef(rows);

  const look = () => {
    const { current } = frame;
    if (!current) return;
    following.current = current.scrollTop + current.clientHeight >= current.scrollHeight - ROW;
    setPlace({ top: current.scrollTop, height: current.clientHeight });
  };

  // New rows at the end are followed; those that were forgotten at the start must not move what is looked at.
  useLayoutEffect(() => {
    const { current } = frame;
    const was = before.current;
    before.current = rows;
    if (!current || rows[0] === undefined) return;
    if (following.current) current.scrollTop = current.scrollHeight;
    else if (was[0] !== rows[0]) {
      const first = idOf(rows[0]);
      current.scrollTop -=
        Math.max(
          0,
          was.findIndex((row) => idOf(row) === first),
        ) * ROW;
    }
  }, [rows]);

  useEffect(() => {
    look();
    const watching = new ResizeObserver(look);
    if (frame.current) watching.observe(frame.current);
    return () => watching.disconnect();
  }, []);

  return { frame, place, look };
}

function show(frame: HTMLElement | null, index: number): void {
  if (!frame) return;
  const top = index * ROW;
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (top + ROW > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + ROW - frame.clientHeight;
}
