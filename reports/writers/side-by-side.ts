import type { Comparison } from '../compare.ts';
import { COMPARED_ID } from '../html/document.ts';
import { packedBlock, pageFile } from './page-file.ts';

/** Targets or runs side by side, as a page that needs nothing but itself. */
export function sideBySide(comparison: Comparison): AsyncIterable<string> {
  return pageFile({
    title: `${comparison.targets.join(' · ')} · jitmus`,
    before: block(comparison),
    after: [],
  });
}

async function* block(comparison: Comparison): AsyncGenerator<string> {
  yield await packedBlock(COMPARED_ID, comparison);
}
