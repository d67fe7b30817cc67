import { counted } from '../../headline.ts';
import type { CaseResult } from '../../report.ts';
import { matrixOf } from '../model/matrix.ts';
import type { Cell, MatrixRow } from '../model/matrix.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Mark, Model } from '../model/model.ts';
import { FILTER_KEYS } from '../model/query.ts';
import type { Match } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { EmptyState } from './empty-state.tsx';
import { Filters } from './filters.tsx';

/** Rules × IdPs: where the trouble is, at a glance. */
export function Matrix({ model, query, matches }: { model: Model; query: Query; matches: Match[] }) {
  const narrowed = FILTER_KEYS.some((key) => query[key]);
  const { idps, sections, mocks } = matrixOf(model, matches, narrowed);
  return (
    <>
      <h1>Rules × IdPs</h1>
      <Filters model={model} query={query} view="matrix" />
      {idps.length === 0 ? (
        <EmptyState model={model} query={query} view="matrix" />
      ) : (
        <div class="matrix-frame">
          <table class="matrix" onKeyDown={moveBetweenCells}>
            <caption class="visually-hidden">
              How many verdicts passed, of those that were not skipped. Each cell leads to its cases.
            </caption>
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">Level</th>
                {idps.map((idp) => (
                  <th scope="col" class="matrix-idp">
                    {IDP_NAMES[idp]}
                  </th>
                ))}
              </tr>
            </thead>
            {sections.map(({ name, rows }) => (
              <Section name={name} rows={rows} idps={idps} query={query} />
            ))}
            {mocks.length > 0 && (
              <Section name="Judging the mocks, not the target" rows={mocks} idps={idps} query={query} />
            )}
          </table>
        </div>
      )}
    </>
  );
}

interface SectionProps {
  name: string;
  rows: MatrixRow[];
  idps: CaseResult['idp'][];
  query: Query;
}

function Section({ name, rows, idps, query }: SectionProps) {
  return (
    <tbody>
      <tr class="matrix-section">
        <th scope="rowgroup" colSpan={idps.length + 2}>
          <Shown text={name} />
        </th>
      </tr>
      {rows.map(({ rule, cells }) => (
        <tr>
          <th scope="row" class="matrix-rule">
            <a href={formatRoute({ view: 'cases', query: { ...query, rule: rule.id } })}>
              <Shown text={rule.id} />
            </a>
            <span class="matrix-says">
              <Shown text={rule.says} />
            </span>
          </th>
          <td>
            <span class="level">{rule.level}</span>
          </td>
          {idps.map((idp) => {
            const cell = cells.get(idp);
            return (
              <td class="matrix-cell">
                {cell ? (
                  <CellLink cell={cell} rule={rule.id} idp={idp} query={query} />
                ) : (
                  <span class="matrix-none">
                    <span aria-hidden="true">·</span>
                    <span class="visually-hidden">Not judged</span>
                  </span>
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}

function CellLink({ cell, rule, idp, query }: { cell: Cell; rule: string; idp: CaseResult['idp']; query: Query }) {
  const skipped = cell.counts.get('skipped') ?? 0;
  const passed = cell.counts.get('pass') ?? 0;
  const judged = cell.total - skipped;
  const parts = [...cell.counts].map(([mark, count]) => `${count} ${MARK_WORDS[mark].toLowerCase()}`);
  return (
    <a
      class={`cell cell-${cell.mark}`}
      href={formatRoute({ view: 'cases', query: { ...query, rule, idp } })}
      aria-label={`${rule} on ${IDP_NAMES[idp]}: ${parts.join(', ')}`}
      title={`${counted(cell.total, 'verdict')}: ${parts.join(', ')}`}
    >
      <MarkIcon mark={cell.mark} />
      {judged === 0 ? MARK_WORDS['skipped' satisfies Mark].toLowerCase() : `${thousands(passed)}/${thousands(judged)}`}
    </a>
  );
}

/** Arrow keys go from cell to cell, past empty ones. */
function moveBetweenCells(event: KeyboardEvent): void {
  const step = ({ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] } as const)[
    event.key as 'ArrowUp'
  ];
  const cell = event.target instanceof Element ? event.target.closest('td') : null;
  const table = cell?.closest('table');
  if (!step || !cell || !table) return;
  event.preventDefault();
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex;
  let column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const line = table.rows[row];
    if (!line || column < 0 || column >= (table.rows[0]?.cells.length ?? 0)) return;
    const link = line.cells[column]?.querySelector('a.cell');
    if (link instanceof HTMLElement) return link.focus();
  }
}
