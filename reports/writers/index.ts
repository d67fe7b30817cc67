import { ctrf } from './ctrf.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';

/** The report formats that write a file, by their id on the command line. */
export const writers = { html, json, junit, sarif, ctrf, markdown } as const;

export type WriterId = keyof typeof writers;
