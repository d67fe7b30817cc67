import type { Comparison } from '../compare.ts';
import { COMPARED_ID } from '../html/document.ts';
import { embedded, pageFile } from './page-file.ts';

/** Targets or runs side by side, as a page that needs nothing but itself. */
export function sideBySide(comparison: Comparison): AsyncIterable<string> {
  return pageFile({
    title: `${comparison.targets.join(' · ')} · jitmus`,
    before: [`<script type="application/json" id="${COMPARED_ID}">${embedded(comparison)}</script>`],
    after: [],
  });
}
