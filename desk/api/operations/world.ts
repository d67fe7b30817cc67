import { DeskError } from '../../desk-error.ts';
import type { Desk as OpenDesk } from '../../desk.ts';
import { shownEvent } from '../../shown-event.ts';
import { VENDORS } from '../../world.ts';
import { toolVersion } from '../../../harness/package-root.ts';
import type {
  Clock,
  ClockAdvance,
  ClockPatch,
  Desk,
  EventPage,
  EventQuery,
  Network,
  NetworkInput,
} from '../api.gen.ts';
import { BASE } from '../base.ts';
import { operation } from '../operation.ts';

const tag = 'Time, network, events';

export const world = [
  operation<never, never, Desk>({
    id: 'getDesk',
    method: 'GET',
    path: '/',
    tag: 'The desk',
    summary: 'Which mocks these are, and where everything is.',
    answer: 'Desk',
    run: ({ desk }) => shownDesk(desk),
  }),
  operation<never, never, Desk>({
    id: 'reset',
    method: 'POST',
    path: '/reset',
    tag: 'The desk',
    summary: 'Everything as when the mocks were started: what the command line registered stays.',
    answer: 'Desk',
    async run({ desk }) {
      await desk.reset();
      return shownDesk(desk);
    },
  }),
  operation<EventQuery, never, EventPage>({
    id: 'listEvents',
    method: 'GET',
    path: '/events',
    tag,
    summary:
      'What arrived and left. With `Accept: text/event-stream` a stream that goes on: id is the number, data an Event; Last-Event-ID or since tells from where.',
    query: 'EventQuery',
    answer: 'EventPage',
    run({
      desk: {
        world: { feed },
      },
      query: { since = 0 },
    }) {
      const { entries, forgotten } = feed.since(since);
      return { events: entries.map(shownEvent), newest: feed.newest, forgotten };
    },
  }),
  operation<never, never, Clock>({
    id: 'getClock',
    method: 'GET',
    path: '/clock',
    tag,
    summary: 'The clock of the mocks.',
    answer: 'Clock',
    run: ({ desk }) => desk.world.clock.state,
  }),
  operation<never, ClockPatch, Clock>({
    id: 'setClock',
    method: 'PATCH',
    path: '/clock',
    tag,
    summary: 'Moves, stops or starts the clock of the mocks.',
    body: 'ClockPatch',
    answer: 'Clock',
    problems: ['TIME_TOO_FAR'],
    run: ({ desk, body }) => moved(desk, body),
  }),
  operation<never, ClockAdvance, Clock>({
    id: 'advanceClock',
    method: 'POST',
    path: '/clock/advance',
    tag,
    summary: 'Moves the clock on by so many milliseconds, or back.',
    body: 'ClockAdvance',
    answer: 'Clock',
    problems: ['TIME_TOO_FAR'],
    run: ({ desk, body: { ms } }) => moved(desk, { now: desk.world.clock.now() + ms }),
  }),
  operation<never, never, Network>({
    id: 'getNetwork',
    method: 'GET',
    path: '/network',
    tag,
    summary: 'What stands between applications and what they fetch.',
    answer: 'Network',
    run: ({ desk }) => ({ faults: [...desk.world.network.faults] }),
  }),
  operation<never, NetworkInput, Network>({
    id: 'setNetwork',
    method: 'PUT',
    path: '/network',
    tag,
    summary: 'Replaces what stands between applications and what they fetch. Of several that fit, the first counts.',
    body: 'NetworkInput',
    answer: 'Network',
    run({ desk, body }) {
      desk.world.network.replace(body.faults);
      desk.tell(`The network has ${body.faults.length} faults.`, 'other');
      return { faults: [...desk.world.network.faults] };
    },
  }),
];

function moved(desk: OpenDesk, to: ClockPatch): Clock {
  const { clock } = desk.world;
  try {
    clock.set(to);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DeskError('TIME_TOO_FAR', error.message, { status: 422 });
  }
  const { now, frozen } = clock.state;
  desk.tell(`The clock ${frozen ? 'stands still at' : 'goes on from'} ${new Date(now).toISOString()}.`, 'other');
  return clock.state;
}

function shownDesk({ world: { idps, clock, feed, seed } }: OpenDesk): Desk {
  const api = `${idps.origin}${BASE}`;
  const names = [
    'apps',
    'people',
    'tenants',
    'sign-ins',
    'sign-outs',
    'provisioning',
    'events',
    'clock',
    'network',
    'state',
  ];
  const lists = ['faults', 'personas', 'switches', 'quirks', 'openapi.json'];
  return {
    tool: { name: 'jitmus', version: toolVersion() },
    origin: idps.origin,
    api,
    console: `${idps.origin}/_jitmus/`,
    tls: idps.tls && { caFile: idps.tls.caFile, ca: idps.tls.ca },
    proxy: idps.proxy && { ...idps.proxy },
    seed,
    vendors: [...VENDORS],
    clock: clock.state,
    newestEvent: feed.newest,
    links: Object.fromEntries([...names, ...lists].map((name) => [name, `${api}/${name}`])),
  };
}
