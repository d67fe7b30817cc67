import { useMemo } from 'preact/hooks';
import { Fact } from '../../../reports/html/parts/fact.tsx';
import { LongText } from '../../../reports/html/parts/long-text.tsx';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { ArtefactView } from '../../../reports/html/views/artefact.tsx';
import type { Event, Refusal } from '../api.ts';
import { detailsOf } from '../model/details.ts';
import { formatRoute } from '../model/route.ts';
import { dayAndTime } from '../parts/time.ts';

/** Everything about an event: what it says, why it was refused, its messages decoded. */
export function EventDetails({ event }: { event: Event }) {
  const { facts, artefacts } = useMemo(() => detailsOf(event), [event]);
  const { signIn, app, provisioning } = event;
  return (
    <div class="details">
      <p class="details-says">
        <LongText text={event.says} />
      </p>
      {event.refusal && <RefusalNotice refusal={event.refusal} />}
      <dl class="facts">
        <Fact name="At the mocks’ clock">{dayAndTime(event.at)}</Fact>
        {facts.map(([name, value]) => (
          <Fact name={name}>
            <LongText text={value} />
          </Fact>
        ))}
      </dl>
      {(signIn ?? app ?? provisioning) !== undefined && (
        <p class="details-links">
          {signIn !== undefined && <a href={formatRoute(['sign-in', signIn])}>The sign-in it belongs to</a>}
          {provisioning !== undefined && <a href={formatRoute(['provisioning', provisioning])}>The SCIM connection</a>}
          {app !== undefined && <a href={formatRoute(['applications', app])}>The application</a>}
        </p>
      )}
      {artefacts.map((artefact) => (
        <ArtefactView key={artefact.label} artefact={artefact} />
      ))}
    </div>
  );
}

/** Why the identity provider let nobody in, in plain words, and what the vendor itself would show. */
export function RefusalNotice({ refusal: { code, says, vendorShows, established, status } }: { refusal: Refusal }) {
  return (
    <div class="notice notice-bad">
      <p>
        <strong>The identity provider refused.</strong> <LongText text={says} />
      </p>
      <p>
        What the real one shows{!established && ' (not established; this is our best guess)'}:{' '}
        <Shown text={vendorShows} />
      </p>
      <p class="notice-code">
        <Shown text={code} /> · HTTP {status}
      </p>
    </div>
  );
}
