import type { RequestListener } from 'node:http';
import type { Door } from './api/guards.ts';
import { serveDesk } from './api/server.ts';
import { Desk } from './desk.ts';
import type { World } from './world.ts';

/** What `jitmus idp` loads at the first request to the desk. */
export const openDesk = async (world: World, door: Door): Promise<RequestListener> =>
  serveDesk(await Desk.open(world), door);
