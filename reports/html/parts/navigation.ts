import { useEffect, useRef, useState } from 'preact/hooks';
import { formatRoute, parseRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';

const scrolled = new Map<string, number>();

/** The route in the address bar. Coming back to a view restores where it was scrolled to. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const changed = () => setHash(location.hash);
    const scrolling = () => scrolled.set(location.hash, scrollY);
    addEventListener('hashchange', changed);
    addEventListener('scroll', scrolling, { passive: true });
    return () => {
      removeEventListener('hashchange', changed);
      removeEventListener('scroll', scrolling);
    };
  }, []);
  return parseRoute(hash);
}

/** Where the view of the address was scrolled to when it was last left; the top for a new one. */
function scrollPosition(): number {
  return scrolled.get(location.hash) ?? 0;
}

/** A new view starts at its heading, for the eye and for a screen reader; narrowing a list moves nothing. */
export function useLanding(subject: string, route: Route): void {
  const place = route.view === 'case' ? `case ${route.id}` : route.view;
  const first = useRef(true);
  useEffect(() => {
    const heading = document.querySelector('h1')?.textContent ?? 'Report';
    document.title = `${heading} · ${subject} · jitmus`;
    if (!first.current) document.getElementById('main')?.focus({ preventScroll: true });
    if (!first.current) scrollTo(0, scrollPosition());
    first.current = false;
  }, [place]);
}

/** Goes to a route. `replace` leaves no step to come back to, as while somebody types. */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  if (how === 'push') {
    location.hash = hash;
    return;
  }
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
