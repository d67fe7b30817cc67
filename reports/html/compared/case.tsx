import type { ComparedVerdict, Comparison } from '../../compare.ts';
import { CHANGE_KINDS } from '../../diff.ts';
import { IDP_NAMES } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { LongText } from '../parts/long-text.tsx';
import { Shown } from '../parts/shown.tsx';
import { CellMark } from './cell.tsx';
import { selectRows } from './selection.ts';
import type { ComparedRow } from './selection.ts';

interface CaseProps {
  comparison: Comparison;
  rows: readonly ComparedRow[];
  route: Extract<Route, { view: 'case' }>;
}

/** One case: rules × targets, each with what was expected and what was seen. */
export function ComparedCasePage({ comparison, rows, route }: CaseProps) {
  const facts = comparison.cases.find(({ id }) => id === route.id);
  const back = (
    <nav class="neighbours" aria-label="Cases">
      <a href={formatRoute({ view: 'overview', query: route.query })}>
        ‹ {selectRows(comparison, rows, route.query).length} cases
      </a>
    </nav>
  );
  if (!facts)
    return (
      <>
        {back}
        <h1>No such case</h1>
      </>
    );
  return (
    <article class="case">
      {back}
      <header class="case-head">
        <p class="case-id">
          <Shown text={facts.id} />
        </p>
        <h1>
          <Shown text={facts.title} />
        </h1>
        <p class="case-why">
          <Shown text={facts.why} />
        </p>
        <p class="muted">
          {IDP_NAMES[facts.idp]}, {facts.protocol.toUpperCase()}
        </p>
      </header>
      <div class="matrix-frame">
        <table class="matrix compared compared-verdicts">
          <caption class="visually-hidden">Rules, and what was found of each</caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              {comparison.targets.map((name) => (
                <th scope="col">
                  <Shown text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.verdicts.map((verdict) => (
              <Row verdict={verdict} comparison={comparison} />
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

function Row({ verdict: { rule, cells, change }, comparison }: { verdict: ComparedVerdict; comparison: Comparison }) {
  const facts = comparison.rules.find(({ id }) => id === rule);
  return (
    <tr>
      <th scope="row" class="matrix-rule">
        <code>
          <Shown text={rule} />
        </code>{' '}
        {facts && <span class="level">{facts.level}</span>}
        {change && <span class="chip">{CHANGE_KINDS.find(({ id }) => id === change)?.title}</span>}
        <span class="matrix-says">
          <Shown text={facts?.says ?? ''} />
        </span>
      </th>
      {cells.map((cell) => (
        <td>
          {cell ? (
            <>
              <CellMark cell={cell.cell} />
              <p>
                <LongText text={cell.because} />
              </p>
              {cell.expected !== undefined && (
                <p class="muted">
                  Expected: <LongText text={cell.expected} />
                </p>
              )}
              {cell.actual !== undefined && (
                <p class="muted">
                  Actual: <LongText text={cell.actual} />
                </p>
              )}
            </>
          ) : (
            <span class="muted">not judged</span>
          )}
        </td>
      ))}
    </tr>
  );
}
