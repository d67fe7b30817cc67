import { build } from './build.mjs';

/** Tests run the built command, so it is built once before any of them. */
export const setup = build;
