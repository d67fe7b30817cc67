import { useEffect, useMemo, useRef } from 'preact/hooks';
import { select } from '../model/query.ts';
import type { Model } from '../model/model.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { scrollPosition, useRoute } from '../parts/navigation.ts';
import { Shown } from '../parts/shown.tsx';
import { CasePage } from './case.tsx';
import { Cases } from './cases.tsx';
import { Matrix } from './matrix.tsx';
import { Overview } from './overview.tsx';

const VIEWS = [
  ['overview', 'Overview'],
  ['matrix', 'Matrix'],
  ['cases', 'Cases'],
] as const;

export function Page({ model }: { model: Model }) {
  const route = useRoute();
  useLanding(model, route);
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <Header model={model} route={route} />
      <main id="main" tabIndex={-1}>
        <View model={model} route={route} />
      </main>
      <Footer model={model} />
    </>
  );
}

/** A link to #main would replace the route. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
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
    case 'case':
      return <CasePage key={route.id} model={model} route={route} matches={matches} />;
  }
}

/** A new view starts at its heading, for the eye and for a screen reader; narrowing a list moves nothing. */
function useLanding(model: Model, route: Route): void {
  const place = route.view === 'case' ? `case ${route.id}` : route.view;
  const first = useRef(true);
  useEffect(() => {
    const heading = document.querySelector('h1')?.textContent ?? 'Report';
    document.title = `${heading} · ${model.head.target.name} · jitmus`;
    if (!first.current) document.getElementById('main')?.focus({ preventScroll: true });
    if (!first.current) scrollTo(0, scrollPosition());
    first.current = false;
  }, [place]);
}

function Header({ model, route }: { model: Model; route: Route }) {
  const current = route.view === 'case' ? 'cases' : route.view;
  return (
    <header class="top">
      <div class="top-inner">
        <a class="brand" href="#/">
          <Litmus />
          jitmus
        </a>
        <span class="target">
          <Shown text={model.head.target.name} />
        </span>
        <nav aria-label="Report">
          {VIEWS.map(([view, name]) => (
            <a
              href={formatRoute({ view, query: view === 'overview' ? {} : route.query })}
              aria-current={view === current ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

/** A strip of litmus paper, half dipped. */
function Litmus() {
  return (
    <svg class="litmus" viewBox="0 0 10 20" aria-hidden="true">
      <path class="litmus-dry" d="M0 2a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v9H0Z" />
      <path class="litmus-wet" d="M0 10c1.7-1.4 3.3-1.4 5 0s3.3 1.4 5 0v8a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2Z" />
    </svg>
  );
}

function Footer({ model: { head } }: { model: Model }) {
  return (
    <footer class="bottom">
      {head.tool.name} {head.tool.version} · run <Shown text={head.run.id} />
    </footer>
  );
}
