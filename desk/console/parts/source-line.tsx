import { Shown } from '../../../reports/html/parts/shown.tsx';
import type { Source } from '../api.ts';

const BASES: Record<Source['basis'], string> = {
  specification: 'specification',
  'vendor-doc': 'the vendor’s documentation',
  capture: 'a capture',
  issue: 'an issue report',
  inferred: 'inferred',
};

/** Where a claim comes from, and how sure it is. An address is shown, never followed from here. */
export function SourceLine({ source: { title, at, basis, checked } }: { source: Source }) {
  return (
    <p class="source">
      <Shown text={`${title}, ${at}`} /> · {BASES[basis]}, read {checked}
    </p>
  );
}
