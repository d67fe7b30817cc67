import type { Event } from '../api.ts';

/** So many events are kept; what is older is forgotten here, never at the identity providers. */
export const MOST_ROWS = 5_000;
/** Forgotten many at once, so that a long list moves seldom. */
const FORGET = 500;

/** The newest rows, in order, after `more` arrived. What is there already is not taken twice. */
export function appended(rows: readonly Event[], more: readonly Event[]): readonly Event[] {
  const last = rows.at(-1)?.n ?? 0;
  const fresh = more.filter(({ n }) => n > last);
  if (fresh.length === 0) return rows;
  const all = [...rows, ...fresh];
  return all.length > MOST_ROWS + FORGET ? all.slice(-MOST_ROWS) : all;
}

/** What narrows the feed; empty: everything. */
export interface RowQuery {
  q: string;
  vendor: string;
  app: string;
  kind: string;
}

/** Kinds of events in words for people, and which belong together. */
export const KINDS = {
  sign: 'sign-ins',
  refused: 'refusals',
  back: 'fetched by applications',
  logout: 'logouts',
  scim: 'provisioning',
  other: 'other',
} as const;

export function kindOf({ kind }: Event): keyof typeof KINDS {
  switch (kind) {
    case 'request':
    case 'emitted':
    case 'authorization-request':
    case 'authorization-response':
    case 'claims':
      return 'sign';
    case 'refused':
      return 'refused';
    case 'back-channel':
      return 'back';
    case 'logout-received':
    case 'logout-sent':
    case 'end-session':
    case 'logout-told':
      return 'logout';
    case 'scim':
      return 'scim';
    default:
      return 'other';
  }
}

/** So many characters of an event are looked through: some faults send megabytes. */
const LOOKED_THROUGH = 20_000;

/** The text of a row that is searched, made once. */
const texts = new WeakMap<Event, string>();

function textOf(row: Event): string {
  let text = texts.get(row);
  if (text === undefined) {
    text = `${row.says} ${row.refusal?.code ?? ''} ${JSON.stringify(row.event).slice(0, LOOKED_THROUGH)}`.toLowerCase();
    texts.set(row, text);
  }
  return text;
}

/** The rows that hold all words and are of what is asked for. */
export function selected(rows: readonly Event[], { q, vendor, app, kind }: RowQuery): readonly Event[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !vendor && !app && !kind) return rows;
  const of = (chosen: string, value: string) => chosen === '' || chosen.split(',').includes(value);
  return rows.filter(
    (row) =>
      of(vendor, row.vendor) &&
      of(kind, kindOf(row)) &&
      of(app, row.app ?? '') &&
      words.every((word) => textOf(row).includes(word)),
  );
}
