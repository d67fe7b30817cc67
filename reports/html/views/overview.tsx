import type { Model } from '../model/model.ts';
import { Findings } from './findings.tsx';
import { Hero } from './hero.tsx';
import { MockChecks } from './mock-checks.tsx';
import { RunFacts } from './run-facts.tsx';
import { Skipped } from './skipped.tsx';
import { Totals } from './totals.tsx';

export function Overview({ model }: { model: Model }) {
  return (
    <div class="overview">
      <Hero model={model} />
      <Totals model={model} />
      <div class="columns">
        <div class="column-wide">
          <Findings model={model} />
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
