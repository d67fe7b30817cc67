/** The only door of the mock identity providers. */
export type { App, AppSettings, SigningShape, ValueSource, Vendor } from './app.ts';
export type { Group, Person, PersonaSpec, PersonChange } from './directory/person.ts';
export type { Delivery, Emitted, Happened, IdpEvent, Refused, RequestReceived } from './event.ts';
export type { FaultFacts, FaultUse } from './fault.ts';
export type { Idps, IdpsOptions, SignInOrder, Ticket } from './idps.ts';
export type { Source } from './source.ts';
