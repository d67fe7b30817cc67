import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../http.ts';
import type { Problem } from '../http.ts';

/** What was asked for, as far as it is there. While it is asked for again, the earlier answer stays. */
export interface Loaded<T> {
  value: T | null;
  problem: Problem | null;
  /** Asks again. */
  reload: () => void;
  /** Takes an answer that came another way. */
  set: (value: T) => void;
}

/** Asks when `key` changes. Of several answers the one to the last question counts. */
export function useLoaded<T>(ask: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; problem: Problem | null }>({
    key,
    value: null,
    problem: null,
  });
  const latest = useRef(0);
  const reload = useCallback(() => {
    const turn = ++latest.current;
    const settle = (value: T | null, problem: Problem | null) => {
      if (turn === latest.current) setState((before) => ({ key, value: value ?? keptFrom(before, key), problem }));
    };
    ask().then(
      (value) => settle(value, null),
      (error: unknown) => settle(null, problemIn(error)),
    );
  }, [key]);
  useEffect(reload, [reload]);
  const set = useCallback(
    (value: T) => {
      latest.current++;
      setState({ key, value, problem: null });
    },
    [key],
  );
  return { value: state.value, problem: state.problem, reload, set };
}

function keptFrom<T>(before: { key: string; value: T | null }, key: string): T | null {
  return before.key === key ? before.value : null;
}

/** What can be told of anything that was thrown. */
export function problemIn(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { code: 'CONSOLE', title: 'This page made a mistake.', detail: String(error) };
}
