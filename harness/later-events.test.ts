import { expect, it } from 'vitest';
import type { App, IdpEvent } from '../mock-idps/index.ts';
import { LaterEvents } from './later-events.ts';
import { LogWriter } from './log-writer.ts';
import { Redactor } from './redactor.ts';
import { EventRouter } from './world.ts';

const context = { app: {} as App, signingPromisedBy: null };

const canary = (ticket: string): IdpEvent => ({
  kind: 'happened',
  vendor: 'entra',
  ticket,
  at: 0,
  what: 'canary',
  says: 'It was fetched.',
});

it('keeps what happens until the case ends, and tells it with the sign-in that it belongs to', () => {
  const events = new EventRouter();
  const log = new LogWriter(
    new Redactor(),
    () => 0,
    () => '',
  );
  const later = new LaterEvents(events);
  later.listen('first', 1, 'a', context);
  later.listen('second', 2, 'b', context);
  events.dispatch(canary('second'));
  events.dispatch(canary('a stranger'));
  expect(log.log.observations).toEqual([]);
  later.tell(log);
  expect(log.log.all('idp.happened').map(({ data, browser }) => [data.attempt, data.what, browser])).toEqual([
    [2, 'canary', 'b'],
  ]);
});

it('does not listen when the case is over', () => {
  const events = new EventRouter();
  const log = new LogWriter(
    new Redactor(),
    () => 0,
    () => '',
  );
  const later = new LaterEvents(events);
  later.listen('first', 1, 'a', context);
  later.tell(log);
  events.dispatch(canary('first'));
  later.tell(log);
  expect(log.log.observations).toEqual([]);
});
