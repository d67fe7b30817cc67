import { useEffect, useState } from 'preact/hooks';
import { formatRoute, parseRoute } from '../model/route.ts';
import type { Route } from '../model/route.ts';

/** The route in the address bar. */
export function useRoute(): Route {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const changed = () => setFragment(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parseRoute(fragment);
}

/** Goes to a route. `replace` leaves no step to come back to, as while somebody types. */
export function navigate(
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
  how: 'push' | 'replace' = 'push',
): void {
  const fragment = formatRoute(path, query);
  if (fragment === location.hash) return;
  if (how === 'push') {
    location.hash = fragment;
    return;
  }
  history.replaceState(null, '', fragment);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
