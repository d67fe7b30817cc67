import type { Artefact } from '../../report.ts';
import { formatJson } from './format-json.ts';
import { formatXml } from './format-xml.ts';
import { markupNodes, markupTokens } from './markup.ts';
import { splitLines } from './token.ts';
import type { Line } from './token.ts';

/** Past this many characters text is shown without colours, which would take longer than reading it. */
export const LONGEST_COLOURED = 400_000;

/** `formatted`: white space arranged for reading. `raw`: as it was sent. */
export type Layout = 'formatted' | 'raw';

/** Whether a kind of text has a formatted form at all. */
export function canFormat(mediaType: Artefact['mediaType']): boolean {
  return mediaType === 'application/xml' || mediaType === 'application/json';
}

/** The lines of a text as its kind is best read. */
export function linesOf(text: string, mediaType: Artefact['mediaType'], layout: Layout): Line[] {
  if (text.length > LONGEST_COLOURED) return splitLines([{ kind: 'text', text }]);
  if (mediaType === 'application/json' && layout === 'formatted') return formatJson(text);
  if (mediaType === 'application/xml' && layout === 'formatted') return formatXml(text);
  if (mediaType === 'application/xml' || mediaType === 'text/html')
    return splitLines(markupNodes(text).flatMap(markupTokens));
  return splitLines([{ kind: 'text', text }]);
}
