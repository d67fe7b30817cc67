import { counted } from '../../headline.ts';
import { FINDING_GROUPS } from '../../outcome.ts';
import { worstOf } from '../model/findings.ts';
import type { Finding, FindingSection } from '../model/findings.ts';
import { IDP_NAMES } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import { Beginning } from '../parts/long-text.tsx';
import { MarkTag } from '../parts/mark.tsx';
import { Shown } from '../parts/shown.tsx';

const SHOWN = 3;

/** Where to begin: what a customer could suffer, and what was seen of it. */
export function Worst({ sections }: { sections: readonly FindingSection[] }) {
  const worst = worstOf(sections, SHOWN);
  if (worst.length === 0) return null;
  return (
    <section aria-labelledby="worst">
      <h2 id="worst">{worst.length === 1 ? 'The worst' : `The ${['', '', 'two', 'three'][worst.length]} worst`}</h2>
      <ol class="worst">
        {worst.map((finding) => (
          <Item finding={finding} group={groupOf(finding, sections)} />
        ))}
      </ol>
    </section>
  );
}

function groupOf(finding: Finding, sections: readonly FindingSection[]): string {
  const section = sections.find(({ findings }) => findings.includes(finding));
  return FINDING_GROUPS.find(({ id }) => id === section?.id)?.title ?? '';
}

function Item({ finding: { verdict, row, cases, query }, group }: { finding: Finding; group: string }) {
  const all = [...cases.values()].flat();
  return (
    <li class="worst-item">
      <MarkTag mark="fail" word={group} />
      <p class="worst-harm">
        <a href={formatRoute({ view: 'case', id: row.facts.id, query })}>
          <Shown text={row.facts.why} />
        </a>
      </p>
      <p>
        <Beginning text={verdict.because} />
      </p>
      <p class="muted">
        <a href={formatRoute({ view: 'cases', query })}>{counted(all.length, 'case')}</a>, with{' '}
        {[...cases.keys()].map((idp) => IDP_NAMES[idp]).join(', ')}
      </p>
    </li>
  );
}
