import { useEffect, useState } from 'preact/hooks';
import type { Observation } from '../../report.ts';
import { observationsOf } from '../model/evidence.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { CaseRow, Model } from '../model/model.ts';
import { grouped } from '../model/grouping.ts';
import type { Match } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import type { Query, Route } from '../model/route.ts';
import { commandOf, replayOf } from '../model/command.ts';
import { Copy } from '../parts/copy.tsx';
import { Fact } from '../parts/fact.tsx';
import { MARK_WORDS, MarkTag } from '../parts/mark.tsx';
import { duration, thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';
import { Background } from './background.tsx';
import { BeforeAndAfter } from './before-after.tsx';
import { Changed } from './changed.tsx';
import { Pictures } from './pictures.tsx';
import { Story } from './story.tsx';
import { VerdictCard } from './verdict.tsx';

type CaseRoute = Extract<Route, { view: 'case' }>;

/** One case: what was asked, what came of it, and the story that proves it. */
export function CasePage({ model, route, matches }: { model: Model; route: CaseRoute; matches: Match[] }) {
  const row = model.rows.find(({ facts }) => facts.id === route.id);
  if (!row) return <Missing id={route.id} />;
  const { facts } = row;
  return (
    <article class="case">
      <Neighbours model={model} row={row} query={route.query} matches={matches} />
      <header class="case-head">
        <p class="case-id">
          <Shown text={facts.id} />
          <Copy text={facts.id} what="the id of the case" />
        </p>
        <h1>
          <Shown text={facts.title} />
        </h1>
        <p class="case-why">
          <MarkTag mark={row.mark} word={MARK_WORDS[row.mark]} />
          <Shown text={facts.why} />
        </p>
      </header>
      <Facts model={model} row={row} />
      <section aria-labelledby="verdicts">
        <h2 id="verdicts">Verdicts</h2>
        <ul class="verdicts">
          {facts.verdicts.map((verdict) => (
            <VerdictCard model={model} verdict={verdict} route={route} />
          ))}
        </ul>
        {facts.verdicts.length === 0 && <p class="empty">No rule judged this case.</p>}
      </section>
      <Evidence row={row} route={route} />
      <Background model={model} facts={facts} />
    </article>
  );
}

function Missing({ id }: { id: string }) {
  return (
    <>
      <h1>No such case</h1>
      <p class="empty">
        This report has no case “<Shown text={id} />
        ”. <a href={formatRoute({ view: 'cases', query: {} })}>See all cases</a>
      </p>
    </>
  );
}

interface NeighboursProps {
  model: Model;
  row: CaseRow;
  query: Query;
  matches: Match[];
}

/** The way back to the list, and along it. */
function Neighbours({ model, row, query, matches }: NeighboursProps) {
  const rows = [...new Set(grouped(model, query, matches).flatMap((group) => group.matches.map((match) => match.row)))];
  const at = rows.indexOf(row);
  const link = (neighbour: CaseRow | undefined, rel: 'prev' | 'next', name: string) =>
    neighbour && (
      <a rel={rel} href={formatRoute({ view: 'case', id: neighbour.facts.id, query })}>
        {name}
      </a>
    );
  return (
    <nav class="neighbours" aria-label="Cases">
      <a href={formatRoute({ view: 'cases', query })}>‹ Cases</a>
      {at !== -1 && (
        <span class="neighbours-along">
          {link(rows[at - 1], 'prev', 'Previous')}
          <span class="muted">
            {thousands(at + 1)} of {thousands(rows.length)}
          </span>
          {link(rows[at + 1], 'next', 'Next')}
        </span>
      )}
    </nav>
  );
}

function Facts({ model, row: { facts } }: { model: Model; row: CaseRow }) {
  return (
    <section class="case-facts" aria-label="Facts">
      <dl class="facts facts-wide">
        <Fact name="IdP">{IDP_NAMES[facts.idp]}</Fact>
        <Fact name="Protocol">{facts.protocol.toUpperCase()}</Fact>
        {facts.variant !== undefined && (
          <Fact name="Variant">
            <Shown text={facts.variant} />
          </Fact>
        )}
        <Fact name="Faults">{facts.faults.length > 0 ? <Faults faults={facts.faults} /> : 'none'}</Fact>
        <Fact name="Driver">{facts.driver}</Fact>
        <Fact name="Took">{duration(facts.durationMs)}</Fact>
        <Fact name="Scenario">
          <code>
            <Shown text={facts.file} />
          </code>
        </Fact>
      </dl>
      {facts.control && (
        <p class={`control control-${facts.control.status}`}>
          <strong>Control {facts.control.status}.</strong> <Shown text={facts.control.because} />
          <span class="muted"> The control is the same kind of sign-in without the fault.</span>
        </p>
      )}
      <Command text={replayOf(facts)} what="the command that replays this case">
        Replays this case, from the folder of this report
      </Command>
      <Command text={commandOf(model.head, facts)} what="the command that runs this scenario again">
        Runs the scenario again, in all its variants
      </Command>
    </section>
  );
}

function Command({ text, what, children }: { text: string; what: string; children: string }) {
  return (
    <div>
      <p class="command-says">{children}</p>
      <div class="command">
        <code>
          <Shown text={text} />
        </code>
        <Copy text={text} what={what} />
      </div>
    </div>
  );
}

function Faults({ faults }: { faults: string[] }) {
  return (
    <>
      {faults.map((fault) => (
        <code class="fault">
          <Shown text={fault} />
        </code>
      ))}
    </>
  );
}

function Evidence({ row, route }: { row: CaseRow; route: CaseRoute }) {
  const [state, setState] = useState<Observation[] | string | null>(null);
  useEffect(() => {
    let current = true;
    observationsOf(row.index).then(
      (observations) => current && setState(observations),
      (error: unknown) => current && setState(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [row]);
  if (state === null) return <p class="muted">Opening the evidence …</p>;
  if (typeof state === 'string')
    return (
      <p class="empty" role="alert">
        {state} The whole of it is in report.json.
      </p>
    );
  return (
    <>
      <Changed observations={state} />
      <BeforeAndAfter observations={state} route={route} />
      <section aria-labelledby="story">
        <h2 id="story">What happened</h2>
        <Story observations={state} verdicts={row.facts.verdicts} asked={route.observation} />
      </section>
      <Pictures observations={state} />
    </>
  );
}
