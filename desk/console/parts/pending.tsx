import type { ComponentChildren } from 'preact';
import type { Loaded } from './use-loaded.ts';
import { ProblemNotice } from './problem.tsx';

/** What was asked for, once it is there; before, that it is asked for; else why not. */
export function Pending<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  return (
    <>
      <ProblemNotice problem={loaded.problem} />
      {loaded.value !== null && children(loaded.value)}
      {loaded.value === null && !loaded.problem && <p class="muted">One moment …</p>}
    </>
  );
}
