import { publicKeyOf } from './keys.ts';
import type { Servers } from './servers.ts';
import type { Call } from './world.ts';
import { called } from './called.ts';

/** The discovery document. */
export function discovery(call: Call): void {
  const { ctx, profile, server, world } = call;
  ctx.set('Cache-Control', profile.cacheControl);
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.body = profile.discovery(server, world.runtime.origin);
  called(call, 'discovery', 'The discovery document was fetched.');
}

/** The JWK Set. */
export async function jwks(call: Call, servers: Servers): Promise<void> {
  const { ctx, profile, server, world } = call;
  const rolledOver = world.rolledOver.get(server.id);
  const keys = [...(await servers.published(server, profile)), ...(rolledOver ? [rolledOver] : [])];
  ctx.set('Cache-Control', profile.cacheControl);
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.body = { keys: keys.map((key) => profile.jwk(publicKeyOf(key), server)) };
  called(call, 'jwks', `The keys were fetched: ${keys.length}.`);
}
