import type { RuleFacts, Verdict } from '../../report.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { MARK_WORDS, MarkTag } from '../parts/mark.tsx';
import { LongText } from '../parts/long-text.tsx';
import { Shown } from '../parts/shown.tsx';
import { Cited } from './cited.tsx';

interface VerdictProps {
  model: Model;
  verdict: Verdict;
  route: Extract<Route, { view: 'case' }>;
}

/** What one rule found in this case, with what it asks and where that stands. */
export function VerdictCard({ model, verdict, route }: VerdictProps) {
  const rule = model.rules.get(verdict.rule);
  const mark = model.markOf(verdict);
  const word = mark === verdict.status ? MARK_WORDS[mark] : `${MARK_WORDS[mark]} (${verdict.status})`;
  return (
    <li class={`verdict verdict-${mark}`}>
      <div class="verdict-head">
        <MarkTag mark={mark} word={word} />
        {verdict.grade !== null && verdict.status === 'fail' && (
          <span class={`grade grade-${verdict.grade}`}>{verdict.grade.replace('-', ' ')}</span>
        )}
        <a class="verdict-rule" href={formatRoute({ view: 'cases', query: { rule: verdict.rule } })}>
          <Shown text={verdict.rule} />
        </a>
        <span class="level">{verdict.level}</span>
        {rule?.subject === 'mock' && <span class="grade">judges the mock</span>}
      </div>
      <p class="verdict-because">
        <LongText text={verdict.because} />
      </p>
      <Comparison verdict={verdict} />
      {verdict.known !== undefined && (
        <p class="verdict-waived">
          As bad already in run <Shown text={verdict.known} />, the baseline: it does not gate.
        </p>
      )}
      {verdict.waived && (
        <p class="verdict-waived">
          Waived until {verdict.waived.until}: <Shown text={verdict.waived.because} />
        </p>
      )}
      {rule && <Requirement rule={rule} />}
      {verdict.evidence.length > 0 && (
        <p class="verdict-evidence">
          Rests on{' '}
          {verdict.evidence.map((id) => (
            <a class="evidence" href={formatRoute({ ...route, observation: id })}>
              <Shown text={id} />
            </a>
          ))}
        </p>
      )}
    </li>
  );
}

function Comparison({ verdict: { expected, actual } }: { verdict: Verdict }) {
  if (expected === undefined && actual === undefined) return null;
  return (
    <dl class="comparison">
      {expected !== undefined && (
        <div>
          <dt>Expected</dt>
          <dd>
            <LongText text={expected} />
          </dd>
        </div>
      )}
      {actual !== undefined && (
        <div>
          <dt>Actual</dt>
          <dd>
            <LongText text={actual} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Requirement({ rule: { says, source } }: { rule: RuleFacts }) {
  return (
    <p class="requirement">
      <Shown text={says} />
      <Cited source={source} />
    </p>
  );
}
