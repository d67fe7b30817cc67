import { useEffect, useMemo } from 'preact/hooks';
import { Copy } from '../../../reports/html/parts/copy.tsx';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { Event, SignIn } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { useFeed } from '../parts/use-feed.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VendorTag } from '../parts/vendor.tsx';
import { EventDetails, RefusalNotice } from './event-details.tsx';
import { EventLine } from './event-line.tsx';
import { Expected } from './expected.tsx';
import { SIGN_IN_STATES } from './recent-sign-ins.tsx';
import { SaveScenario } from './save-scenario.tsx';

/** One sign-in: where to open it, what is expected, and what happened, as it happens. */
export function SignInPage({ id }: { id: string }) {
  const { rows } = useFeed();
  const signIn = useLoaded(() => api.signIn(id), id);
  const events = useMemo(
    () =>
      rows.filter(
        (row) => row.signIn !== undefined && (row.signIn === id || signIn.value?.signIns.includes(row.signIn)),
      ),
    [rows, signIn.value],
  );
  // One that holds for every browser learns of its sign-ins by asking again when something happens at its application.
  const sticky = signIn.value?.times === 'every' ? signIn.value.app : null;
  const newest = rows.findLast((row) => row.signIn === id || (sticky !== null && row.app === sticky))?.n;
  useEffect(() => {
    if (newest !== undefined) signIn.reload();
  }, [newest]);
  return (
    <>
      <h1>{signIn.value?.times === 'every' ? 'Every sign-in' : 'Sign-in'}</h1>
      <Pending loaded={signIn}>{(value) => <Story signIn={value} events={events} onEnded={signIn.reload} />}</Pending>
    </>
  );
}

function Story({ signIn, events, onEnded }: { signIn: SignIn; events: readonly Event[]; onEnded: () => void }) {
  const { person, vendor, app, faults, victim, at, state, times, expects, refused, trips } = signIn;
  const waiting = state === 'waiting';
  return (
    <>
      <p class="lead">
        <a href={formatRoute(['people', person.id])}>
          <Shown text={person.displayName} />
        </a>{' '}
        <span class="mono">
          <Shown text={person.email ?? person.upn} />
        </span>
        , in {person.groupCount} groups, at <a href={formatRoute(['applications', app])}>the application</a> from{' '}
        <VendorTag vendor={vendor} />
        {at === 'idp' && ', beginning at the identity provider'}
        {faults.length > 0 && `, with ${faults.map(({ id }) => id).join(', ')}`}
        {victim && (
          <>
            , claiming to be <Shown text={victim.displayName} />
          </>
        )}
        .
      </p>
      <div class="columns">
        <section aria-labelledby="happened">
          <h2 id="happened">
            What happened{' '}
            <span class={`state state-${state}`} role="status">
              {SIGN_IN_STATES[state]}
            </span>
          </h2>
          {waiting && <Waiting signIn={signIn} />}
          {refused && <RefusalNotice refusal={refused} />}
          <Trips trips={trips} />
          {events.length > 0 ? (
            <ol class="happenings">
              {events.map((event) => (
                <li key={event.n}>
                  <details class="happening" open={isTelling(event)}>
                    <summary>
                      <EventLine event={event} />
                    </summary>
                    <EventDetails event={event} />
                  </details>
                </li>
              ))}
            </ol>
          ) : (
            !waiting && <p class="muted">Its events are not kept any more.</p>
          )}
        </section>
        <aside class="column-narrow">
          <section class="panel-card" aria-labelledby="expected">
            <h2 id="expected">What to expect</h2>
            <Expected expectation={expects} />
            <p class="muted">Whether it did is to be seen at your application.</p>
          </section>
          <section class="panel-card" aria-labelledby="next">
            <h2 id="next">And now?</h2>
            <p class="buttons">
              <a
                class="button"
                href={formatRoute(['sign-in'], {
                  app,
                  person: person.id,
                  faults: faults.map(({ id }) => id).join(','),
                  at: at === 'idp' ? 'idp' : undefined,
                })}
              >
                Again, or something else
              </a>
              {times === 'every' && state !== 'ended' && <End id={signIn.id} onEnded={onEnded} />}
            </p>
            <SaveScenario input={{ signIns: [signIn.id] }} />
          </section>
        </aside>
      </div>
    </>
  );
}

/** What is worth reading at once: the messages that went to the application, and refusals. */
const isTelling = ({ kind, ok }: Event) => !ok || kind === 'emitted' || kind === 'claims';

function Waiting({ signIn: { url, times } }: { signIn: SignIn }) {
  return (
    <div class="notice">
      <p>
        {times === 'every'
          ? 'It holds for every browser that asks to sign in at this application. Begin wherever you like, for instance here:'
          : 'No browser has begun it yet. The address works once, in any browser:'}
      </p>
      <p class="command">
        <code>{url}</code>
        <Copy text={url} what="the address" />
      </p>
      <p>
        <a class="button button-main" href={url} target="_blank" rel="noreferrer noopener">
          Begin in a new tab
        </a>
      </p>
    </div>
  );
}

/** Trips that a fault takes and no browser makes by itself. */
function Trips({ trips }: { trips: SignIn['trips'] }) {
  const open = trips.filter(({ url }) => url !== null);
  if (open.length === 0) return null;
  return (
    <div class="notice">
      <p>
        <strong>The fault takes more trips.</strong> Open them in this order:
      </p>
      <ol class="trips">
        {open.map(({ n, method, to, url, browser, after, asksFirst }) => (
          <li key={n}>
            <a class="button" href={url ?? ''} target="_blank" rel="noreferrer noopener">
              Trip {n}
            </a>{' '}
            {method} <Shown text={to} />
            {browser === 'other' && ', in another browser or a private window'}
            {after !== undefined && `, after a ${after} of the application`}
            {asksFirst && ', where a sign-in was begun before'}
          </li>
        ))}
      </ol>
    </div>
  );
}

function End({ id, onEnded }: { id: string; onEnded: () => void }) {
  const { busy, problem, run } = useAct();
  return (
    <>
      <button
        type="button"
        class="button button-bad"
        disabled={busy}
        onClick={() =>
          run(async () => {
            await api.endSignIn(id);
            onEnded();
          })
        }
      >
        End it
      </button>
      <ProblemNotice problem={problem} />
    </>
  );
}
