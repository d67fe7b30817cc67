import type { Verdict } from '../../report.ts';
import type { Group } from '../model/grouping.ts';
import { worstMark } from '../model/matrix.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Mark, Model } from '../model/model.ts';
import type { Match } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query } from '../model/route.ts';
import { Beginning } from '../parts/long-text.tsx';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { duration, thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';

interface ListProps {
  model: Model;
  query: Query;
  groups: readonly Group[];
  /** Places of the first row that is shown, and of the one behind the last, counted through all groups. */
  from: number;
  to: number;
}

/** One page of cases, under headings where the query groups them. */
export function CaseList({ model, query, groups, from, to }: ListProps) {
  let before = 0;
  const shown = groups.flatMap(({ name, matches }) => {
    const start = before;
    before += matches.length;
    const rows = matches.slice(Math.max(0, from - start), Math.max(0, to - start));
    return rows.length > 0 ? [{ name, rows, count: matches.length }] : [];
  });
  return (
    <table class="cases">
      <caption class="visually-hidden">Cases</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Status</span>
          </th>
          <th scope="col">Case</th>
          <th scope="col">Verdicts</th>
          <th scope="col">IdP</th>
          <th scope="col" class="number">
            Time
          </th>
        </tr>
      </thead>
      {shown.map(({ name, rows, count }) => (
        <tbody key={name}>
          {name !== '' && (
            <tr class="cases-group">
              <th scope="rowgroup" colSpan={5}>
                <Shown text={name} /> <span class="count">{thousands(count)}</span>
              </th>
            </tr>
          )}
          {rows.map((match) => (
            <Row key={match.row.index} model={model} query={query} match={match} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ model, query, match: { row, verdicts } }: { model: Model; query: Query; match: Match }) {
  const { facts } = row;
  const marks = verdicts.map((verdict) => model.markOf(verdict));
  const mark = verdicts.length === facts.verdicts.length ? row.mark : worstMark(marks);
  const telling = verdicts[marks.indexOf(mark)];
  return (
    <tr>
      <td class="cases-mark">
        <MarkIcon mark={mark} label={MARK_WORDS[mark]} />
      </td>
      <td class="cases-case">
        <a href={formatRoute({ view: 'case', id: facts.id, query })}>
          <Shown text={facts.title} />
        </a>
        <span class="case-id">
          <Shown text={facts.id} />
        </span>
        {telling && mark !== 'pass' && <Telling verdict={telling} />}
      </td>
      <td class="cases-verdicts">
        <Counts marks={marks} />
      </td>
      <td class="cases-idp">
        {IDP_NAMES[facts.idp]} <span class="muted">{facts.protocol.toUpperCase()}</span>
      </td>
      <td class="number muted">{duration(facts.durationMs)}</td>
    </tr>
  );
}

function Telling({ verdict }: { verdict: Verdict }) {
  return (
    <span class="telling">
      <Beginning text={verdict.because} />
    </span>
  );
}

/** How often each mark occurs. */
function Counts({ marks }: { marks: Mark[] }) {
  const counts = new Map<Mark, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return (
    <ul class="counts">
      {[...counts].map(([mark, count]) => (
        <li class={`counts-${mark}`}>
          <MarkIcon mark={mark} />
          {count}
          <span class="visually-hidden"> {MARK_WORDS[mark].toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}
