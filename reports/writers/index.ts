import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';

/** The report formats that write a file, by their id on the command line. */
export const writers = { html, json, junit } as const;

export type WriterId = keyof typeof writers;
