import { MarkTag } from '../../../reports/html/parts/mark.tsx';
import type { Expectation } from '../api.ts';
import { SourceLine } from '../parts/source-line.tsx';

const MARKS = { accept: 'pass', refuse: 'fail', defined: 'warning' } as const;
const WORDS = { accept: 'let in', refuse: 'refused', defined: 'up to the application' } as const;

/** What a sound application does with a sign-in, and why. */
export function Expected({ expectation: { answer, says, because } }: { expectation: Expectation }) {
  return (
    <>
      <p>
        <MarkTag mark={MARKS[answer]} word={WORDS[answer]} />
      </p>
      <p>{says}</p>
      {because.map(({ fault, summary, source }) => (
        <div key={fault} class="because">
          <p>
            <strong>{fault}</strong> {summary}
          </p>
          <SourceLine source={source} />
        </div>
      ))}
    </>
  );
}
