import { idIn, isObject } from '../scim/json.ts';
import { findByName } from './find-by-name.ts';
import type { Count, Ledger } from './ledger.ts';
import type { Making } from './maker.ts';
import { readPages } from './pages.ts';
import type { Sender } from './sender.ts';
import type { Tally } from './tally.ts';

type Json = Readonly<Record<string, unknown>>;

/** How many that the pages did not show are asked for by name. */
const SAMPLE = 500;

/** What the application has in the end of people, or of groups. */
export interface EndState extends Count {
  /** Resources that carry the mark of the run, and are nobody whom it made. */
  strangers: number;
  /** Why the pages do not show everybody; null: they came to their end. */
  pages: string | null;
  /** Those who may be there, and whom no page shows. */
  missing: number;
  /** … who were asked for by name, all of them or a sample. */
  asked: number;
  /** … of whom a filter found so many, */
  found: number;
  /** and to whom so often no list was answered. */
  unread: number;
}

/**
 * Reads everybody back, page by page. Whoever is on no page is asked for by name, or a sample of them: whom a filter finds
 * is not lost, whatever the pages say.
 */
export async function readBack(
  making: Omit<Making, 'tally'>,
  { sender, tally, mark }: { sender: Sender; tally: Tally; mark: string },
): Promise<EndState> {
  const { kind, ledger } = making;
  let strangers = 0;
  const pages = await readPages({ sender, tally }, kind, (page) => {
    for (const resource of page) {
      const index = kind.indexOf(resource);
      if (index !== null && index < ledger.size) note(making, index, resource);
      else if (carries(resource, mark)) strangers++;
    }
    return 0;
  });
  const missing = size(ledger.missing());
  const sample = [...sampleOf(ledger, missing)];
  let [found, unread, lost] = [0, 0, 0];
  for (const index of sample) {
    const resources = await findByName(sender, tally, kind, index);
    if (resources === null) unread++;
    else if (resources.length > 0) found++;
    else if (ledger.told(index) === 'made') lost++;
    for (const resource of resources ?? []) note(making, index, resource);
  }
  return { ...ledger.count(), lost, strangers, pages, missing, asked: sample.length, found, unread };
}

function note({ kind, ledger, ids }: Omit<Making, 'tally'>, index: number, resource: Json): void {
  const id = idIn(resource) ?? '';
  const own = ids.get(index);
  // Of whom nothing is known the first one found is it.
  if (own === null && id !== '') ids.set(index, id);
  const claimed = kind.claimedBy(resource);
  ledger.find(index, { known: own === null || own === id, mixedUp: claimed !== null && claimed !== index });
}

/** At equal distances. */
function* sampleOf(ledger: Ledger, all: number): Generator<number> {
  const step = Math.max(1, all / SAMPLE);
  let [at, next] = [0, 0];
  for (const index of ledger.missing()) {
    if (at++ < Math.floor(next)) continue;
    next += step;
    yield index;
  }
}

const size = (each: Iterable<unknown>): number => {
  let count = 0;
  for (const _ of each) count++;
  return count;
};

/** Somewhere in its names or ids. */
const carries = (resource: Json, mark: string): boolean =>
  Object.values(resource).some(
    (value) => (typeof value === 'string' || isObject(value)) && JSON.stringify(value).toLowerCase().includes(mark),
  );
