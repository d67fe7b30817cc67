import { useMemo, useState } from 'preact/hooks';
import type { Artefact } from '../../report.ts';
import { counted } from '../../headline.ts';
import { CodeLine, indented } from './code.tsx';
import { changedPart, differences } from './difference.ts';
import type { DifferenceRow } from './difference.ts';
import { linesOf } from './format.ts';
import type { Layout } from './format.ts';
import { lineText } from './token.ts';
import type { Line } from './token.ts';

/** Unchanged lines kept around a change. */
const CONTEXT = 3;

/** What stands above the two sides, and what is said of a line that is on one of them alone. */
export interface Sides {
  left: string;
  right: string;
}

export const GENUINE_AND_SENT: Sides = { left: 'Genuine', right: 'As sent' };
export const BEFORE_AND_AFTER: Sides = { left: 'Before', right: 'After' };

interface ComparisonProps {
  left: string;
  right: string;
  sides: Sides;
  mediaType: Artefact['mediaType'];
  layout: Layout;
}

/** Two texts side by side, with what differs marked. */
export function Comparison({ left: before, right: after, sides, mediaType, layout }: ComparisonProps) {
  const [all, setAll] = useState(false);
  const { left, right, rows, hidden } = useMemo(
    () => compared(before, after, mediaType, layout),
    [before, after, mediaType, layout],
  );
  const changes = rows.filter(({ same }) => !same).length;
  if (changes === 0) return <p class="muted">Only white space between elements differs. The raw layout shows it.</p>;
  return (
    <div
      class="code-frame"
      tabIndex={0}
      role="region"
      aria-label={`${sides.left} and ${sides.right.toLowerCase()}, side by side`}
    >
      <table class="comparison-table">
        <caption>
          {counted(changes, 'line')} {changes === 1 ? 'differs' : 'differ'}
          {hidden.size > 0 && !all && (
            <button type="button" class="button" onClick={() => setAll(true)}>
              Show {counted(hidden.size, 'unchanged line')}
            </button>
          )}
        </caption>
        <colgroup>
          <col class="numbers" />
          <col />
          <col class="numbers" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {sides.left}
            </th>
            <th scope="col" colSpan={2}>
              {sides.right}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            if (all || !hidden.has(i)) return <Row row={row} left={left} right={right} sides={sides} />;
            return hidden.has(i - 1) ? null : <Gap />;
          })}
        </tbody>
      </table>
    </div>
  );
}

function compared(before: string, after: string, mediaType: Artefact['mediaType'], layout: Layout) {
  const left = linesOf(before, mediaType, layout);
  const right = linesOf(after, mediaType, layout);
  const rows = differences(left.map(lineText), right.map(lineText));
  const near = new Set<number>();
  for (const [i, { same }] of rows.entries()) if (!same) for (let k = i - CONTEXT; k <= i + CONTEXT; k++) near.add(k);
  const hidden = new Set([...rows.keys()].filter((i) => !near.has(i)));
  return { left, right, rows, hidden };
}

function Gap() {
  return (
    <tr class="gap">
      <td colSpan={4}>⋯</td>
    </tr>
  );
}

function Row({ row, left, right, sides }: { row: DifferenceRow; left: Line[]; right: Line[]; sides: Sides }) {
  const a = row.left === null ? undefined : left[row.left];
  const b = row.right === null ? undefined : right[row.right];
  const part = !row.same && a && b ? changedPart(lineText(a), lineText(b)) : null;
  return (
    <tr class={row.same ? '' : 'changed'}>
      <Side
        n={row.left}
        line={a}
        sign="−"
        of={sides.left}
        same={row.same}
        changed={part && { from: part.start, to: part.endA }}
      />
      <Side
        n={row.right}
        line={b}
        sign="+"
        of={sides.right}
        same={row.same}
        changed={part && { from: part.start, to: part.endB }}
      />
    </tr>
  );
}

interface SideProps {
  n: number | null;
  line: Line | undefined;
  sign: '−' | '+';
  of: string;
  same: boolean;
  changed: { from: number; to: number } | null;
}

function Side({ n, line, sign, of, same, changed }: SideProps) {
  if (n === null || !line) return <td class="side-none" colSpan={2} />;
  return (
    <>
      <td class="side-number" aria-hidden="true">
        {n + 1}
      </td>
      <td class={same ? 'side' : `side side-${sign === '−' ? 'removed' : 'added'}`}>
        {!same && (
          <span class="sign">
            <span aria-hidden="true">{sign}</span>
            <span class="visually-hidden">only {of.toLowerCase()}: </span>
          </span>
        )}
        <div class="line" style={indented(line)}>
          <CodeLine line={line} changed={changed ?? undefined} />
        </div>
      </td>
    </>
  );
}
