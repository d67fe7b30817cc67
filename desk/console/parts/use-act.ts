import { useState } from 'preact/hooks';
import type { Problem } from '../http.ts';
import { problemIn } from './use-loaded.ts';

/** Something that is done when a button is pressed. */
export interface Act {
  busy: boolean;
  /** Why the last try was not done. */
  problem: Problem | null;
  /** Tries; never throws. One at a time: further presses do nothing. */
  run: (act: () => Promise<void>) => void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    act()
      .catch((error: unknown) => setProblem(problemIn(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}
