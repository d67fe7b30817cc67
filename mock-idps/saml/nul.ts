import type { Verbatim } from './xml.ts';

/** What XML has no way to write, as lenient parsers read it. */
export const NUL: Verbatim = { verbatim: '&#0;', canonical: '\0' };
