import { useMemo, useState } from 'preact/hooks';
import { Choice, Toggles } from '../../../reports/html/parts/choices.tsx';
import { thousands } from '../../../reports/html/parts/numbers.ts';
import { api } from '../api.ts';
import type { Event } from '../api.ts';
import { KINDS, selected } from '../model/rows.ts';
import { navigate } from '../parts/navigation.ts';
import { SearchField } from '../parts/search-field.tsx';
import { useFeed } from '../parts/use-feed.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VENDORS } from '../parts/vendor.tsx';
import { VirtualRows } from '../parts/virtual-rows.tsx';
import { EventDetails } from './event-details.tsx';
import { EventLine } from './event-line.tsx';

/** Everything that arrives and leaves, as it happens. What narrows it stands in the address. */
export function FeedPage({ query }: { query: Readonly<Record<string, string>> }) {
  const { rows: newest } = useFeed();
  const [held, setHeld] = useState<readonly Event[] | null>(null);
  const apps = useLoaded(api.apps, '');
  const rows = held ?? newest;
  const { q = '', vendor = '', app = '', kind = '', n = '' } = query;
  const shown = useMemo(() => selected(rows, { q, vendor, app, kind }), [rows, q, vendor, app, kind]);
  const chosen = /^\d+$/.test(n) ? Number(n) : null;
  const event = chosen === null ? undefined : rows.find((row) => row.n === chosen);
  const go = (change: Record<string, string>) => navigate(['feed'], { ...query, ...change }, 'replace');
  const since = held ? newest.filter((row) => row.n > (held.at(-1)?.n ?? 0)).length : 0;
  return (
    <div class="feed-page">
      <h1>Live feed</h1>
      <form class="filters" role="search" aria-label="Events" onSubmit={(submitted) => submitted.preventDefault()}>
        <SearchField
          label="Find events that hold these words"
          placeholder="Find by anything that a message holds"
          value={q}
          onInput={(words) => go({ q: words })}
        />
        <Toggles name="Vendor" all={VENDORS} chosen={vendor} onPick={(value) => go({ vendor: value })}>
          {(one) => VENDOR_NAMES[one]}
        </Toggles>
        <Toggles
          name="Kind"
          all={Object.keys(KINDS) as (keyof typeof KINDS)[]}
          chosen={kind}
          onPick={(value) => go({ kind: value })}
        >
          {(one) => KINDS[one]}
        </Toggles>
        <Choice
          name="Application"
          value={app}
          values={(apps.value?.apps ?? []).map(({ id, name, vendor: of }) => [id, `${name}, ${VENDOR_NAMES[of]}`])}
          onPick={(value) => go({ app: value })}
        />
      </form>
      <div class="list-head">
        <p role="status">
          {shown.length === rows.length
            ? thousands(rows.length)
            : `${thousands(shown.length)} of ${thousands(rows.length)}`}{' '}
          events{held && `, paused${since > 0 ? `; ${thousands(since)} since` : ''}`}
        </p>
        <button type="button" class="button" aria-pressed={held !== null} onClick={() => setHeld(held ? null : newest)}>
          {held ? 'Go on' : 'Pause'}
        </button>
      </div>
      {rows.length === 0 ? (
        <p class="empty">Nothing has arrived yet. What an application asks and what it is sent shows here at once.</p>
      ) : (
        <div class={event ? 'feed feed-split' : 'feed'}>
          <VirtualRows
            label="Events, newest last"
            rows={shown}
            idOf={(row) => row.n}
            chosen={chosen}
            onChoose={(id) => go({ n: String(id) })}
          >
            {(row) => <EventLine event={row} />}
          </VirtualRows>
          {event && (
            <section class="feed-details" aria-label="The chosen event">
              <button type="button" class="button feed-close" onClick={() => go({ n: '' })}>
                Close
              </button>
              <EventDetails key={event.n} event={event} />
            </section>
          )}
          {chosen !== null && !event && (
            <p class="empty" role="status">
              Event {chosen} is not kept any more.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
