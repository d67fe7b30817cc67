import type { Source } from '../../report.ts';
import { Shown } from '../parts/shown.tsx';

const BASIS: Record<Source['basis'], string> = {
  specification: 'specification',
  'vendor-doc': 'documentation of the vendor',
  capture: 'captured traffic',
  issue: 'public issue',
  inferred: 'inferred: no source tells',
};

/** Where a claim stands, how strong that is, and when it was last read. */
export function Cited({ source }: { source: Source }) {
  return (
    <span class="source">
      <Shown text={source.title} />, <Place at={source.at} /> · {BASIS[source.basis]}, checked {source.checked}
    </span>
  );
}

/** Only addresses of the web become links. */
function Place({ at }: { at: string }) {
  if (!/^https:\/\/[^\s]+$/.test(at)) return <Shown text={at} />;
  return (
    <a href={at} rel="noreferrer noopener" target="_blank">
      <Shown text={at} />
    </a>
  );
}
