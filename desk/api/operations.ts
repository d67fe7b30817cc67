import type { Operation } from './operation.ts';
import { apps } from './operations/apps.ts';
import { lists } from './operations/lists.ts';
import { people } from './operations/people.ts';
import { provisioning } from './operations/provisioning.ts';
import { signIns } from './operations/sign-ins.ts';
import { state } from './operations/state.ts';
import { world } from './operations/world.ts';

/** Everything that the API does. Routes, checks and the OpenAPI document follow from it. */
export const operations: readonly Operation[] = [
  ...world,
  ...lists,
  ...people,
  ...apps,
  ...signIns,
  ...provisioning,
  ...state,
];
