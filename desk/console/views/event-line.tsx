import { Beginning } from '../../../reports/html/parts/long-text.tsx';
import type { Event } from '../api.ts';
import { timeOfDay } from '../parts/time.ts';
import { VendorTag } from '../parts/vendor.tsx';

const SIGNS = { in: '←', out: '→', note: '·' } as const;
const WORDS = { in: 'Arrived', out: 'Sent', note: 'Happened' } as const;

/** An event in one line: when, whose, which way, and what. */
export function EventLine({ event: { at, vendor, direction, ok, says } }: { event: Event }) {
  return (
    <span class={ok ? 'event' : 'event event-bad'}>
      <time class="event-at">{timeOfDay(at)}</time>
      <VendorTag vendor={vendor} />
      <span class={`event-way event-${direction}`}>
        <span aria-hidden="true">{ok ? SIGNS[direction] : '✕'}</span>
        <span class="visually-hidden">{ok ? WORDS[direction] : 'Refused'}: </span>
      </span>
      <span class="event-says">
        <Beginning text={says} />
      </span>
    </span>
  );
}
