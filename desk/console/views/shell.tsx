import { useEffect, useRef } from 'preact/hooks';
import { Litmus } from '../../../reports/html/parts/litmus.tsx';
import { api } from '../api.ts';
import type { Desk } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import { useRoute } from '../parts/navigation.ts';
import { ProblemNotice } from '../parts/problem.tsx';
import { dayAndTime, shift } from '../parts/time.ts';
import { useFeed } from '../parts/use-feed.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { Loaded } from '../parts/use-loaded.ts';
import { ApplicationPage } from './application.tsx';
import { Applications } from './applications.tsx';
import { ConnectionPage } from './connection.tsx';
import { Connections } from './connections.tsx';
import { FeedPage } from './feed.tsx';
import { Home } from './home.tsx';
import { NewApplication } from './new-application.tsx';
import { People } from './people.tsx';
import { PersonPage } from './person.tsx';
import { Settings } from './settings.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in.tsx';

const PLACES = [
  ['', 'Home'],
  ['applications', 'Applications'],
  ['people', 'People'],
  ['sign-in', 'Sign in'],
  ['provisioning', 'Provisioning'],
  ['feed', 'Live feed'],
  ['settings', 'Clock & state'],
] as const;

export function Shell() {
  const route = useRoute();
  const feed = useFeed();
  // What the desk says of itself changes with what is done at it, here or by a test elsewhere.
  const acts = feed.rows.findLast(({ kind }) => kind === 'desk')?.n ?? 0;
  const desk = useLoaded(api.desk, `${feed.state} ${acts}`);
  useLanding(route);
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <Header route={route} />
      <Strip desk={desk.value} />
      <main id="main" tabIndex={-1}>
        {feed.state === 'away' && <ProblemNotice problem={desk.problem ?? AWAY} />}
        <View route={route} desk={desk} />
      </main>
    </>
  );
}

const AWAY = {
  code: 'UNREACHABLE',
  title: 'The live feed was cut off.',
  hint: 'It goes on as soon as the mock identity providers answer again.',
};

/** A link to #main would replace the route. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** A new page starts at its heading, for the eye and for a screen reader. What only narrows a page moves nothing. */
function useLanding({ path }: Route): void {
  const first = useRef(true);
  const place = path.join('/');
  useEffect(() => {
    const name = PLACES.find(([one]) => one === (path[0] ?? ''))?.[1] ?? 'Mock';
    document.title = `${name} · jitmus mock identity providers`;
    if (!first.current) {
      document.getElementById('main')?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [place]);
}

function View({ route: { path, query }, desk }: { route: Route; desk: Loaded<Desk> }) {
  const [place = '', id] = path;
  switch (place) {
    case 'applications':
      if (id === 'new') return <NewApplication query={query} />;
      return id === undefined ? <Applications /> : <ApplicationPage key={id} id={id} />;
    case 'people':
      return id === undefined ? <People query={query} /> : <PersonPage key={id} id={id} />;
    case 'sign-in':
      return id === undefined ? <SignInForm query={query} /> : <SignInPage key={id} id={id} />;
    case 'provisioning':
      return id === undefined ? <Connections query={query} /> : <ConnectionPage key={id} id={id} />;
    case 'feed':
      return <FeedPage query={query} />;
    case 'settings':
      return <Settings desk={desk} />;
    case '':
      return <Home desk={desk} />;
    default:
      return (
        <>
          <h1>No such page</h1>
          <p class="empty">
            <a href="#/">Go to the start</a>
          </p>
        </>
      );
  }
}

function Header({ route: { path } }: { route: Route }) {
  return (
    <header class="top">
      <div class="top-inner">
        <a class="brand" href="#/">
          <Litmus />
          jitmus
        </a>
        <nav aria-label="Console">
          {PLACES.map(([place, name]) => (
            <a
              href={formatRoute(place ? [place] : [])}
              aria-current={place === (path[0] ?? '') ? (path.length > 1 ? 'true' : 'page') : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

const STATES = { connecting: 'connecting', live: 'live', away: 'cut off' } as const;

/** On every page: that all of it is made up, and what is not as usual. */
function Strip({ desk }: { desk: Desk | null }) {
  const { state } = useFeed();
  return (
    <div class="strip">
      <p class="strip-inner">
        <span>
          <strong>A mock.</strong> Made-up people and test keys; no page here is Microsoft’s, Google’s or Okta’s.
        </span>
        <span class="strip-facts">
          {desk && (desk.clock.frozen || Math.abs(desk.clock.offsetMs) > 1000) && (
            <a href="#/settings" class="strip-clock">
              Clock {desk.clock.frozen ? `frozen at ${dayAndTime(desk.clock.now)}` : shift(desk.clock.offsetMs)}
            </a>
          )}
          {desk && <code>{desk.origin}</code>}
          <span class={`live live-${state}`} role="status">
            {STATES[state]}
          </span>
        </span>
      </p>
    </div>
  );
}
