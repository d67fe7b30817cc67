import { useState } from 'preact/hooks';
import type { Artefact } from '../../report.ts';
import { Code, LongCode } from '../code/code.tsx';
import { Comparison, GENUINE_AND_SENT } from '../code/comparison.tsx';
import { canFormat, linesOf } from '../code/format.ts';
import type { Layout } from '../code/format.ts';
import { Copy } from '../parts/copy.tsx';
import { thousands } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';

type Side = 'difference' | 'sent' | 'genuine';

const SIDES: Record<Side, string> = { difference: 'Difference', sent: 'As sent', genuine: 'Genuine' };

/** A message or page in full; beside what the vendor would have sent, where a fault changed it. */
export function ArtefactView({ artefact }: { artefact: Artefact }) {
  const { label, mediaType, text, genuine } = artefact;
  const changed = text !== undefined && genuine !== undefined && text !== genuine;
  const [side, setSide] = useState<Side>(changed ? 'difference' : 'sent');
  const [layout, setLayout] = useState<Layout>(canFormat(mediaType) ? 'formatted' : 'raw');
  if (text === undefined) return <Elsewhere artefact={artefact} />;
  if (mediaType === 'image/png') return <Picture label={label} text={text} />;
  const shown = side === 'genuine' ? (genuine ?? '') : text;
  return (
    <figure class="artefact">
      <figcaption class="artefact-head">
        <strong>
          <Shown text={label} />
        </strong>
        <span class="muted">
          {mediaType}, {thousands(shown.length)} characters
        </span>
        <span class="artefact-tools">
          {changed && <Segments name="Show" all={SIDES} chosen={side} onPick={setSide} />}
          {canFormat(mediaType) && (
            <Segments name="Layout" all={{ formatted: 'Formatted', raw: 'Raw' }} chosen={layout} onPick={setLayout} />
          )}
          <Copy text={shown} what={`${label}, ${side === 'genuine' ? 'genuine' : 'as sent'}`} />
        </span>
      </figcaption>
      {genuine !== undefined && !changed && <p class="muted">It is exactly what the vendor would have sent.</p>}
      {side === 'difference' && changed ? (
        <Comparison left={genuine} right={text} sides={GENUINE_AND_SENT} mediaType={mediaType} layout={layout} />
      ) : (
        <LongCode text={shown} linesOf={(cut) => linesOf(cut, mediaType, layout)} label={label} />
      )}
    </figure>
  );
}

/** Only a plain name in the folder of evidence becomes a link. */
function Elsewhere({ artefact: { label, mediaType, file } }: { artefact: Artefact }) {
  const safe = file !== undefined && /^evidence\/[\w-][\w.-]*$/.test(file);
  return (
    <p class="artefact">
      <strong>
        <Shown text={label} />
      </strong>{' '}
      <span class="muted">{mediaType}</span>{' '}
      {file === undefined ? (
        <span class="muted">was not kept</span>
      ) : safe ? (
        <a href={file} target="_blank" rel="noreferrer noopener" download>
          {file}
        </a>
      ) : (
        <Shown text={file} />
      )}
    </p>
  );
}

/** An image, if that is what it is. */
export function Picture({ label, text }: { label: string; text: string }) {
  const base64 = text.replace(/^data:image\/png;base64,/, '');
  if (!/^[A-Za-z0-9+/\s]+=*$/.test(base64)) return <Code lines={linesOf(text.slice(0, 1000), 'text/plain', 'raw')} />;
  return (
    <figure class="artefact">
      <figcaption>
        <Shown text={label} />
      </figcaption>
      <img src={`data:image/png;base64,${base64}`} alt={label} />
    </figure>
  );
}

interface SegmentsProps<T extends string> {
  name: string;
  all: Record<T, string>;
  chosen: T;
  onPick: (value: T) => void;
}

function Segments<T extends string>({ name, all, chosen, onPick }: SegmentsProps<T>) {
  return (
    <span class="segments" role="group" aria-label={name}>
      {(Object.entries(all) as [T, string][]).map(([value, shown]) => (
        <button type="button" class="segment" aria-pressed={value === chosen} onClick={() => onPick(value)}>
          {shown}
        </button>
      ))}
    </span>
  );
}
