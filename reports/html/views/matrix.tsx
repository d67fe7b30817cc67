import { counted } from '../../headline.ts';
import { matrixOf } from '../model/matrix.ts';
import type { Cell, Column, MatrixRow, Section } from '../model/matrix.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Mark, Model } from '../model/model.ts';
import { FILTER_KEYS } from '../model/query.ts';
import type { Match } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { navigate } from '../parts/navigation.ts';
import { thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { EmptyState } from './empty-state.tsx';
import { Filters } from './filters.tsx';

/** So few rules are shown whatever became of them. */
const FEW = 12;

/** Rules × IdPs × protocols: where the trouble is, at a glance. */
export function Matrix({ model, query, matches }: { model: Model; query: Query; matches: Match[] }) {
  const narrowed = FILTER_KEYS.some((key) => query[key]);
  const sections = matrixOf(model, matches, narrowed);
  const judged = sections.some(({ columns }) => columns.length > 0);
  return (
    <>
      <h1>Rules × IdPs × protocols</h1>
      <Filters model={model} query={query} view="matrix" />
      {judged ? (
        <div class="matrices">
          {sections.map((section) => (
            <SectionTable key={section.id} section={section} query={query} />
          ))}
        </div>
      ) : (
        <EmptyState model={model} query={query} view="matrix" />
      )}
    </>
  );
}

/** The rules of one kind: those with findings, and the others once somebody asks for them. */
function SectionTable({ section, query }: { section: Section; query: Query }) {
  const { id, title, rows, sums, columns } = section;
  const asked = query.open?.split(',') ?? [];
  const findings = rows.filter(({ hasFindings }) => hasFindings);
  const open = asked.includes(id) || rows.length <= FEW;
  const shown = open ? rows : findings;
  const toggle = () => {
    const next = open ? asked.filter((one) => one !== id) : [...asked, id];
    navigate({ view: 'matrix', query: { ...query, open: next.join(',') } }, 'replace');
  };
  return (
    <section class="matrix-frame" aria-labelledby={`matrix-${id}`}>
      <table class="matrix" onKeyDown={moveBetweenCells}>
        <caption class="visually-hidden">
          How many verdicts passed, of those that were not skipped. Each cell leads to its cases.
        </caption>
        <thead>
          <tr>
            <th scope="col" class="matrix-title">
              <h2 id={`matrix-${id}`}>
                <Shown text={title} />
              </h2>
              <span class="muted">
                {counted(rows.length, 'rule')}
                {findings.length > 0 && `, ${findings.length} with findings`}
              </span>
            </th>
            <th scope="col">
              <span class="visually-hidden">Level</span>
            </th>
            {columns.map(({ id: column, idp, protocol }) => (
              <th key={column} scope="col" class="matrix-idp">
                {IDP_NAMES[idp]} <span class="matrix-protocol">{protocol.toUpperCase()}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr class="matrix-sum">
            <th scope="row">
              {rows.length > FEW ? (
                <button type="button" class="button" aria-expanded={open} onClick={toggle}>
                  {open ? 'Only what has findings' : `Show all ${rows.length} rules`}
                </button>
              ) : (
                'All rules'
              )}
            </th>
            <td />
            {columns.map((column) => (
              <td key={column.id} class="matrix-cell">
                <Sum cell={sums.get(column.id)} />
              </td>
            ))}
          </tr>
          {shown.map((row) => (
            <Row key={row.rule.id} row={row} columns={columns} query={query} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row: { rule, cells }, columns, query }: { row: MatrixRow; columns: Column[]; query: Query }) {
  return (
    <tr>
      <th scope="row" class="matrix-rule">
        <a href={formatRoute({ view: 'cases', query: { ...query, open: '', rule: rule.id } })}>
          <Shown text={rule.id} />
        </a>
        <span class="matrix-says">
          <Shown text={rule.says} />
        </span>
      </th>
      <td>
        <span class="level">{rule.level}</span>
      </td>
      {columns.map((column) => {
        const cell = cells.get(column.id);
        return (
          <td key={column.id} class="matrix-cell">
            {cell ? <CellLink cell={cell} rule={rule.id} column={column} query={query} /> : <NotJudged />}
          </td>
        );
      })}
    </tr>
  );
}

function NotJudged() {
  return (
    <span class="matrix-none">
      <span aria-hidden="true">·</span>
      <span class="visually-hidden">Not judged</span>
    </span>
  );
}

interface CellProps {
  cell: Cell;
  rule: string;
  column: Column;
  query: Query;
}

function CellLink({ cell, rule, column: { idp, protocol }, query }: CellProps) {
  const parts = partsOf(cell);
  return (
    <a
      class={`cell cell-${cell.mark}`}
      href={formatRoute({ view: 'cases', query: { ...query, open: '', rule, idp, protocol } })}
      aria-label={`${rule} on ${IDP_NAMES[idp]}, ${protocol.toUpperCase()}: ${parts}`}
      title={`${counted(cell.total, 'verdict')}: ${parts}`}
    >
      <CellContent cell={cell} />
    </a>
  );
}

/** All rules together, which is no link: they are no filter. */
function Sum({ cell }: { cell: Cell | undefined }) {
  if (!cell) return <NotJudged />;
  return (
    <span class="cell cell-sum" title={`${counted(cell.total, 'verdict')}: ${partsOf(cell)}`}>
      <CellContent cell={cell} />
    </span>
  );
}

function CellContent({ cell: { mark, counts, total } }: { cell: Cell }) {
  const judged = total - (counts.get('skipped') ?? 0);
  const passed = counts.get('pass') ?? 0;
  return (
    <>
      <MarkIcon mark={mark} />
      {judged === 0 ? MARK_WORDS['skipped' satisfies Mark].toLowerCase() : `${thousands(passed)}/${thousands(judged)}`}
    </>
  );
}

const partsOf = ({ counts }: Cell) =>
  [...counts].map(([mark, count]) => `${count} ${MARK_WORDS[mark].toLowerCase()}`).join(', ');

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
