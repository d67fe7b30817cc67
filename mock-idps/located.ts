/** Where a path of the mocks is, as the outside writes it. `host`: the vendor's, where it is no part of the path. */
export type Located = (path: string, host?: string) => string;

/** Everything below one origin. */
export const below =
  (origin: string): Located =>
  (path) =>
    origin + path;

/** Real hosts that are the first part of a path here. */
const HOSTS = [
  'accounts.google.com',
  'oauth2.googleapis.com',
  'openidconnect.googleapis.com',
  'www.googleapis.com',
  'sts.windows.net',
  'graph.microsoft.com',
  'graph.windows.net',
];

/** The host of Entra is the only one that is no part of a path. */
const ENTRA = 'login.microsoftonline.com';

const isOkta = (host: string) => /^[a-z0-9][a-z0-9-]*\.okta\.com$/.test(host);
const isPart = (host: string) => HOSTS.includes(host) || isOkta(host);

/** Whether the mocks stand in for that host. */
export const isImpersonated = (host: string): boolean => host === ENTRA || isPart(host);

/** Names for a certificate that is good for all of them. */
export const IMPERSONATED: readonly string[] = [ENTRA, ...HOSTS, '*.okta.com'];

/** At the vendors' own hosts; what no vendor has stays below the origin. */
export const atRealHosts =
  (origin: string): Located =>
  (path, host = ENTRA) => {
    const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
    if (isPart(first)) return `https://${first}${rest}`;
    return first === 'other' || first === '_jitmus' ? origin + path : `https://${host}${path}`;
  };

/** What is the same at every host here: what is ours, and SAML, whose addresses tell the vendors apart without it. */
const ANYWHERE = /^\/(_jitmus|o\/saml2|app|home)\//;

/** The path here of what was asked for at a real host. */
export const pathHere = (host: string, path: string): string =>
  isPart(host) && !ANYWHERE.test(path) && !path.startsWith(`/${host}/`) ? `/${host}${path}` : path;
