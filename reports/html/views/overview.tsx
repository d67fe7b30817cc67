import { findingsOf } from '../model/findings.ts';
import type { Model } from '../model/model.ts';
import { Findings } from './findings.tsx';
import { Hero } from './hero.tsx';
import { MockChecks } from './mock-checks.tsx';
import { RunFacts } from './run-facts.tsx';
import { Skipped } from './skipped.tsx';
import { Totals } from './totals.tsx';
import { Worst } from './worst.tsx';

export function Overview({ model }: { model: Model }) {
  const sections = findingsOf(model);
  return (
    <div class="overview">
      <Hero model={model} />
      <Totals model={model} />
      <Worst sections={sections} />
      <div class="columns">
        <div class="column-wide">
          <Findings model={model} sections={sections} />
        </div>
        <div class="column-narrow">
          <Skipped model={model} />
          <MockChecks model={model} />
          <RunFacts model={model} />
        </div>
      </div>
    </div>
  );
}
