import type { Observation } from '../../report.ts';
import { quoted } from './shell.ts';

/**
 * The request of an observation as a curl command; null where it is none. What the report does not hold is a variable of the
 * shell, and what differs from run to run stands in braces, as everywhere in the report: both are to be filled in.
 */
export function curlOf(observation: Observation, all: readonly Observation[]): string | null {
  const { kind, data } = observation;
  const { method, url, path } = data;
  if (typeof method !== 'string') return null;
  if (kind === 'http.exchange' && typeof url === 'string') return ofBrowser(observation, method, url, all);
  if (kind === 'scim.call' || kind === 'provision.exchange')
    return typeof path === 'string' ? ofProvisioning(observation, method, path) : null;
  return null;
}

function ofBrowser(observation: Observation, method: string, url: string, all: readonly Observation[]): string {
  const { cookiesSent } = observation.data;
  const names = Array.isArray(cookiesSent) ? cookiesSent.filter((name) => typeof name === 'string') : [];
  const message = method === 'POST' ? deliveredBy(observation, all) : null;
  return lines([
    `curl -i ${method === 'GET' ? '' : `-X ${quoted(method)} `}${quoted(url)}`,
    names.length > 0 && `-H ${quoted(`Cookie: ${names.map((name) => `${name}={${name}}`).join('; ')}`)}`,
    message !== null && `--data-urlencode SAMLResponse="$(printf %s ${quoted(message)} | base64 | tr -d '\\n')"`,
  ]);
}

/** The SAML response that a form brought: the last that the IdP gave to this browser, if the next post is this one. */
function deliveredBy({ id, browser, data, to }: Observation, all: readonly Observation[]): string | null {
  if (to !== 'target') return null;
  const before = all.slice(
    0,
    all.findIndex((one) => one.id === id),
  );
  const emitted = before.findLast((one) => one.kind === 'idp.emitted' && one.browser === browser);
  if (!emitted || emitted.data.attempt !== data.attempt) return null;
  const between = before.slice(before.indexOf(emitted) + 1);
  if (between.some((one) => one.browser === browser && one.data.method === 'POST' && one.to === 'target')) return null;
  return emitted.artefacts?.find(({ mediaType }) => mediaType === 'application/xml')?.text ?? null;
}

function ofProvisioning({ data, artefacts }: Observation, method: string, path: string): string {
  const { query, headers } = data;
  const search = isRecord(query) ? new URLSearchParams(strings(query)).toString() : '';
  const sent = artefacts?.find(({ label }) => label === `${method} ${path}`)?.text;
  return lines([
    `curl -i ${method === 'GET' ? '' : `-X ${quoted(method)} `}"$SCIM_URL"${quoted(`${path}${search && `?${search}`}`)}`,
    `-H "Authorization: Bearer $SCIM_TOKEN"`,
    ...(isRecord(headers)
      ? Object.entries(strings(headers)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
      : []),
    sent !== undefined && `-H 'Content-Type: application/scim+json'`,
    sent !== undefined && `--data-raw ${quoted(sent)}`,
  ]);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const strings = (record: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const lines = (parts: (string | false)[]) => parts.filter((part) => part !== false).join(' \\\n  ');
