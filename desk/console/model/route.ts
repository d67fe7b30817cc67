/** Where in the console one is: `#/people/p3?search=ada` is the path `people`, `p3` with one parameter. */
export interface Route {
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

/** The route of the fragment of an address. Takes anything. */
export function parseRoute(fragment: string): Route {
  const [path = '', search = ''] = cut(fragment.replace(/^#/, ''));
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The fragment of a route; parameters without a value are left out. */
export function formatRoute(path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  const search = parameters.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return `#/${path.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'))).join('/')}${search ? `?${search}` : ''}`;
}

function cut(address: string): [string, string] {
  const mark = address.indexOf('?');
  return mark === -1 ? [address, ''] : [address.slice(0, mark), address.slice(mark + 1)];
}

/** Addresses are typed and pasted: a broken escape is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
