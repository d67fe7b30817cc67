import { useMemo } from 'preact/hooks';
import { select } from '../model/query.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { useLanding, useRoute } from '../parts/navigation.ts';
import { Coverage } from './coverage.tsx';
import { Frame } from './frame.tsx';
import { Shown } from '../parts/shown.tsx';
import { CasePage } from './case.tsx';
import { Cases } from './cases.tsx';
import { Matrix } from './matrix.tsx';
import { Overview } from './overview.tsx';

const VIEWS = [
  ['overview', 'Overview'],
  ['matrix', 'Matrix'],
  ['cases', 'Cases'],
  ['coverage', 'Coverage'],
] as const;

export function Page({ model }: { model: Model }) {
  const route = useRoute();
  useLanding(model.head.target.name, route);
  const current = route.view === 'case' ? 'cases' : route.view;
  const { tool, run, target } = model.head;
  const carried = route.view === 'coverage' ? {} : { ...route.query, open: '' };
  return (
    <Frame
      name={target.name}
      views={VIEWS.filter(([view]) => view !== 'coverage' || model.head.background).map(([view, name]) => ({
        name,
        href: formatRoute({ view, query: view === 'matrix' || view === 'cases' ? carried : {} }),
        current: view === current,
      }))}
      foot={
        <>
          {tool.name} {tool.version} · run <Shown text={run.id} />
        </>
      }
    >
      <View model={model} route={route} />
    </Frame>
  );
}

function View({ model, route }: { model: Model; route: Route }) {
  const matches = useMemo(() => select(model, route.query), [model, JSON.stringify(route.query)]);
  switch (route.view) {
    case 'overview':
      return <Overview model={model} />;
    case 'matrix':
      return <Matrix model={model} query={route.query} matches={matches} />;
    case 'cases':
      return <Cases model={model} query={route.query} matches={matches} />;
    case 'coverage':
      return <Coverage model={model} query={route.query} />;
    case 'case':
      return <CasePage key={route.id} model={model} route={route} matches={matches} />;
  }
}
