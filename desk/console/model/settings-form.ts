import type { AppSettings, ValueSource } from '../api.ts';

/** What the form of an application's settings holds; empty: the vendor's default. */
export interface SettingsForm {
  format: '' | NonNullable<AppSettings['nameId']>['format'];
  source: ValueSource;
  sign: '' | NonNullable<AppSettings['sign']>;
  send: '' | NonNullable<AppSettings['groups']>['send'];
  claim: string;
  values: NonNullable<NonNullable<AppSettings['groups']>['values']>;
  /** One a line: `name = source`. */
  attributes: string;
  requireSignedRequests: boolean;
  relayState: string;
}

export const SOURCES = [
  'email',
  'upn',
  'username',
  'id',
  'name',
  'givenName',
  'surname',
  'department',
  'phone',
] as const satisfies readonly ValueSource[];

export function settingsForm({
  nameId,
  sign,
  groups,
  attributes = {},
  requireSignedRequests,
  relayState,
}: AppSettings): SettingsForm {
  return {
    format: nameId?.format ?? '',
    source: nameId?.source ?? 'email',
    sign: sign ?? '',
    send: groups?.send ?? '',
    claim: groups?.claim ?? 'vendor-default',
    values: groups?.values ?? 'vendor-default',
    attributes: Object.entries(attributes)
      .map(([name, source]) => `${name} = ${source}`)
      .join('\n'),
    requireSignedRequests: requireSignedRequests ?? false,
    relayState: relayState ?? '',
  };
}

/** What is told to the vendor. A line of the attributes that has no source is sent as it stands, so that the vendor can say so. */
export function settingsOf(form: SettingsForm): AppSettings {
  const { format, source, sign, send, claim, values, requireSignedRequests, relayState } = form;
  const lines = form.attributes.split('\n').filter((line) => line.trim() !== '');
  return {
    ...(format && { nameId: { format, source } }),
    ...(sign && { sign }),
    ...(send && { groups: { send, claim: claim || 'vendor-default', ...(values !== 'vendor-default' && { values }) } }),
    ...(lines.length > 0 && { attributes: Object.fromEntries(lines.map(attribute)) }),
    requireSignedRequests,
    ...(relayState && { relayState }),
  };
}

function attribute(line: string): [string, ValueSource] {
  const at = line.lastIndexOf('=');
  return at === -1
    ? [line.trim(), '' as ValueSource]
    : [line.slice(0, at).trim(), line.slice(at + 1).trim() as ValueSource];
}
