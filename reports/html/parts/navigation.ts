import { useEffect, useState } from 'preact/hooks';
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
export function scrollPosition(): number {
  return scrolled.get(location.hash) ?? 0;
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
