/** What narrows and orders the cases. All of it stands in the address, so that a view can be sent to somebody. */
export const QUERY_KEYS = [
  'q',
  'status',
  'effect',
  'idp',
  'protocol',
  'area',
  'level',
  'grade',
  'rule',
  'scenario',
  'reason',
  'change',
  'state',
  'group',
  'sort',
  'page',
  'open',
] as const;

export type QueryKey = (typeof QUERY_KEYS)[number];

/** `status`, `idp`, `change`, `state` and `open` (sections of a page) take several values with commas between. */
export type Query = Partial<Record<QueryKey, string>>;

/** Which part of the report is looked at. */
export type Route =
  | { view: 'overview' | 'matrix' | 'cases' | 'coverage'; query: Query }
  | { view: 'case'; id: string; query: Query; observation?: string };

/** The route of an address part such as `#/cases?status=fail`; anything unknown leads to the overview. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = split(hash.replace(/^#/, ''));
  const parameters = new URLSearchParams(search);
  const query = queryOf(parameters);
  if (path.startsWith('/case/')) {
    const observation = parameters.get('o');
    return { view: 'case', id: decode(path.slice('/case/'.length)), query, ...(observation ? { observation } : {}) };
  }
  const view = (['matrix', 'cases', 'coverage'] as const).find((name) => path === `/${name}`);
  return { view: view ?? 'overview', query };
}

/** The address part of a route. */
export function formatRoute(route: Route): string {
  const parameters = new URLSearchParams();
  for (const key of QUERY_KEYS) {
    const value = route.query[key];
    if (value) parameters.set(key, value);
  }
  if (route.view === 'case' && route.observation) parameters.set('o', route.observation);
  const search = parameters.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return `#${pathOf(route)}${search ? `?${search}` : ''}`;
}

function pathOf(route: Route): string {
  switch (route.view) {
    case 'overview':
      return '/';
    case 'case':
      return `/case/${encodeURIComponent(route.id.replace(/\p{Cs}/gu, '\ufffd'))
        .replaceAll('%2F', '/')
        .replaceAll('%40', '@')}`;
    case 'matrix':
    case 'cases':
    case 'coverage':
      return `/${route.view}`;
  }
}

function queryOf(parameters: URLSearchParams): Query {
  const query: Query = {};
  for (const key of QUERY_KEYS) {
    const value = parameters.get(key);
    if (value) query[key] = value;
  }
  return query;
}

function split(address: string): string[] {
  const mark = address.indexOf('?');
  return mark === -1 ? [address] : [address.slice(0, mark), address.slice(mark + 1)];
}

/** Addresses are typed and pasted: a broken escape is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
