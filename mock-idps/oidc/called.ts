import type { BackChannelCall } from '../event.ts';
import type { Call } from './world.ts';

/** Tells observers of a request without a browser. */
export function called(
  { world: { runtime }, server, ctx }: Call,
  endpoint: BackChannelCall['endpoint'],
  says: string,
  {
    error = null,
    ticket = null,
    faults = [],
  }: { error?: string | null; ticket?: string | null; faults?: readonly string[] } = {},
): void {
  const { vendor, issuer } = server;
  runtime.emit({
    kind: 'back-channel',
    vendor,
    ticket,
    at: runtime.clock(),
    endpoint,
    issuer,
    status: ctx.status,
    error,
    faults,
    says,
  });
}
