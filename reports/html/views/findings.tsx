import { useState } from 'preact/hooks';
import { counted } from '../../headline.ts';
import type { FindingGroup } from '../../outcome.ts';
import type { Finding, FindingSection } from '../model/findings.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Mark, Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { MarkIcon } from '../parts/mark.tsx';
import { Beginning } from '../parts/long-text.tsx';
import { Shown } from '../parts/shown.tsx';

const SHOWN_FIRST = 6;

/** The mark of each group. */
const MARKS: Record<FindingGroup, Mark> = {
  bypass: 'fail',
  'check-missing': 'fail',
  must: 'fail',
  blocked: 'blocked',
  error: 'error',
  warning: 'warning',
  waived: 'waived',
};

/** What to look at, the worst first, in plain words. */
export function Findings({ model, sections }: { model: Model; sections: readonly FindingSection[] }) {
  if (sections.length === 0) return <NoFindings model={model} />;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {sections.map((section) => (
        <Section key={section.id} model={model} section={section} />
      ))}
    </section>
  );
}

function NoFindings({ model }: { model: Model }) {
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      <p class="empty">
        {model.rows.length === 0
          ? 'No case ran, so nothing is known about the target. “jitmus plan” prints what would run and why cases are left out.'
          : 'Nothing failed, nothing was blocked and nothing needs a warning.'}
      </p>
    </section>
  );
}

function Section({ model, section }: { model: Model; section: FindingSection }) {
  const [all, setAll] = useState(false);
  const shown = all ? section.findings : section.findings.slice(0, SHOWN_FIRST);
  const more = section.findings.length - shown.length;
  return (
    <section class={`findings findings-${section.id}`} aria-labelledby={`findings-${section.id}`}>
      <h3 id={`findings-${section.id}`}>
        <MarkIcon mark={MARKS[section.id]} />
        {section.title} <span class="count">{section.count}</span>
        <span class="findings-says">{section.says}</span>
      </h3>
      <ol class="finding-list">
        {shown.map((finding) => (
          <Item model={model} finding={finding} />
        ))}
      </ol>
      {more > 0 && (
        <button type="button" class="button more" onClick={() => setAll(true)}>
          Show {more} more
        </button>
      )}
    </section>
  );
}

function Item({ model, finding }: { model: Model; finding: Finding }) {
  const { verdict, row, query } = finding;
  const only = [...finding.cases.values()].flat();
  const href =
    only.length === 1 && only[0]
      ? formatRoute({ view: 'case', id: only[0].facts.id, query: {} })
      : formatRoute({ view: 'cases', query });
  return (
    <li class="finding">
      <div class="finding-head">
        <a class="finding-because" href={href}>
          <Beginning text={verdict.because} />
        </a>
        <span class="finding-idps">
          {[...finding.cases].map(([idp, rows]) => (
            <span class="chip">
              {IDP_NAMES[idp]}
              {rows.length > 1 && <span class="chip-count">×{rows.length}</span>}
            </span>
          ))}
        </span>
      </div>
      {finding.query.scenario !== undefined && (
        <p class="finding-why">
          <Shown text={row.facts.why} />
        </p>
      )}
      <p class="finding-rule">
        {query.rule !== undefined && (
          <>
            <span class="level">{verdict.level}</span>{' '}
            <Shown text={model.rules.get(verdict.rule)?.says ?? verdict.rule} />
            {finding.count > 1 && ' · '}
          </>
        )}
        {(finding.count > 1 || query.rule === undefined) &&
          `${counted(finding.count, 'verdict')} in ${counted(only.length, 'case')}`}
      </p>
      {verdict.waived && (
        <p class="finding-why">
          Until {verdict.waived.until}: <Shown text={verdict.waived.because} />
        </p>
      )}
    </li>
  );
}
