import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../compare.ts';
import { useLanding, useRoute } from '../parts/navigation.ts';
import { Frame } from '../views/frame.tsx';
import { ComparedCasePage } from './case.tsx';
import { ComparedList } from './list.tsx';
import { rowsOf } from './selection.ts';

/** Targets, or two runs on one, side by side. */
export function ComparedPage({ comparison }: { comparison: Comparison }) {
  const route = useRoute();
  const rows = useMemo(() => rowsOf(comparison), [comparison]);
  const { of, targets, heads } = comparison;
  const name = of === 'runs' ? (heads[0]?.target.name ?? '') : targets.join(', ');
  useLanding(name, route);
  return (
    <Frame name={name} views={[]} foot={`jitmus · ${heads.map(({ run }) => `run ${run.id}`).join(', ')}`}>
      {route.view === 'case' ? (
        <ComparedCasePage key={route.id} comparison={comparison} rows={rows} route={route} />
      ) : (
        <ComparedList comparison={comparison} rows={rows} query={route.query} />
      )}
    </Frame>
  );
}
