import type { SigningKey } from '../saml/respond.ts';
import { present, type Claims } from './claims.ts';
import { resolveOidcFault } from '../fault-list.ts';
import type { KeySetMistake, PlannedOidcFault } from './fault.ts';
import { answerPipeline } from './pipeline.ts';
import { responseContext } from './tools.ts';
import { publicKeyOf } from './keys.ts';
import type { Servers } from './servers.ts';
import type { Call } from './world.ts';
import { called } from './called.ts';

/** The discovery document. */
export function discovery(call: Call, servers: Servers): void {
  const { ctx, profile, server, world } = call;
  ctx.set('Cache-Control', profile.cacheControl);
  ctx.set('Access-Control-Allow-Origin', '*');
  const document = profile.discovery(server, world.runtime.located);
  ctx.body = document;
  const faults = servers.appsOf(server).flatMap(({ settings }) => settings.discoveryFaults ?? []);
  if (faults.length > 0) spoilDiscovery(call, document, faults.map(resolveOidcFault));
  called(call, 'discovery', 'The discovery document was fetched.');
}

function spoilDiscovery({ ctx, server, world }: Call, document: unknown, faults: readonly PlannedOidcFault[]): void {
  const genuine = { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(document) };
  const context = responseContext(world, { server, order: null, now: world.runtime.clock() });
  const spoilt = answerPipeline('discovery', genuine, faults, context);
  ctx.status = spoilt.status;
  ctx.type = spoilt.contentType;
  ctx.body = spoilt.body;
}

/** The JWK Set. */
export async function jwks(call: Call, servers: Servers): Promise<void> {
  const { ctx, profile, server, world } = call;
  const rolledOver = world.rolledOver.get(server.id);
  const keys = [...(await servers.published(server, profile)), ...(rolledOver ? [rolledOver] : [])];
  ctx.set('Cache-Control', profile.cacheControl);
  ctx.set('Access-Control-Allow-Origin', '*');
  const published = keys.map((key) => profile.jwk(publicKeyOf(key), server));
  const mistake = world.spoiltKeys.get(server.id);
  if (mistake) return spoilt(call, mistake, servers, published);
  ctx.body = { keys: published };
  called(call, 'jwks', `The keys were fetched: ${keys.length}.`);
}

/** Tells of no fault: whose sign-in it belongs to cannot be seen from here. */
function spoilt(call: Call, mistake: KeySetMistake, servers: Servers, published: readonly Claims[]): void {
  const { ctx, profile, server } = call;
  switch (mistake) {
    case 'empty':
      ctx.body = { keys: [] };
      return called(call, 'jwks', 'The keys were fetched: none.');
    case 'twice': {
      const jwkOf = (key: SigningKey) => profile.jwk(publicKeyOf(key), server);
      const apps = servers.appsOf(server);
      const twins = apps.map(({ key, attackerKey }) => {
        const { kid, x5t } = jwkOf(attackerKey);
        return { ...jwkOf(key), ...present({ kid, x5t }) };
      });
      // It is the same at all of them: one will do.
      const strangers = apps.slice(0, 1).map(({ attackerKey }) => jwkOf(attackerKey));
      const unlike = twins.filter(
        ({ kid, n }, index) => twins.findIndex((twin) => twin.kid === kid && twin.n === n) === index,
      );
      ctx.body = { keys: [...published, ...strangers, ...unlike] };
      return called(call, 'jwks', 'The keys were fetched: two bear one name.');
    }
    case 'error':
      ctx.status = 503;
      ctx.body = 'The keys cannot be had.';
      return called(call, 'jwks', 'The keys were not to be had.', { error: 'unavailable' });
    case 'cut-off':
      ctx.respond = false;
      ctx.req.socket.destroy();
      return called(call, 'jwks', 'The connection was cut off.', { error: 'unavailable' });
  }
}
