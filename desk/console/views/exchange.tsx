import { Shown } from '../../../reports/html/parts/shown.tsx';
import { ArtefactView } from '../../../reports/html/views/artefact.tsx';
import type { Exchange } from '../api.ts';
import { halvesOf } from '../model/details.ts';

/** A SCIM request and its answer, side by side where there is room. */
export function ExchangeView({ exchange }: { exchange: Exchange }) {
  const { purpose, method, url, status, says } = exchange;
  const { sent, answered } = halvesOf(exchange);
  const bad = status === null || status >= 400;
  return (
    <article class="exchange">
      <h3>
        <Shown text={purpose} />
      </h3>
      <div class="halves">
        <div class="half">
          <p class="half-head">
            <strong>{method}</strong>{' '}
            <span class="mono">
              <Shown text={url} />
            </span>
          </p>
          {sent.map((artefact) => (
            <ArtefactView key={artefact.label} artefact={artefact} />
          ))}
        </div>
        <div class="half">
          <p class="half-head">
            <strong class={bad ? 'bad' : ''}>{status ?? 'No answer'}</strong> {says !== null && <Shown text={says} />}
          </p>
          {answered.map((artefact) => (
            <ArtefactView key={artefact.label} artefact={artefact} />
          ))}
        </div>
      </div>
    </article>
  );
}
