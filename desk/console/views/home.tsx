import type { ComponentChildren } from 'preact';
import { counted } from '../../../reports/headline.ts';
import { Fact } from '../../../reports/html/parts/fact.tsx';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { MarkIcon } from '../../../reports/html/parts/mark.tsx';
import { api } from '../api.ts';
import type { App, Desk } from '../api.ts';
import { EDGE_CASES } from '../model/edge-cases.ts';
import { formatRoute } from '../model/route.ts';
import { useFeed } from '../parts/use-feed.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { Loaded } from '../parts/use-loaded.ts';
import { ProblemNotice } from '../parts/problem.tsx';
import { dayAndTime, shift } from '../parts/time.ts';
import { VendorTag } from '../parts/vendor.tsx';
import { EventLine } from './event-line.tsx';

/** So many of the newest events are shown at the start. */
const NEWEST = 6;

export function Home({ desk }: { desk: Loaded<Desk> }) {
  const { rows } = useFeed();
  const apps = useLoaded(api.apps, String(rows.findLast(({ kind }) => kind === 'desk')?.n ?? 0));
  const known = apps.value?.apps ?? [];
  const told = known.filter(({ saml, oidc }) => saml !== null || oidc !== null);
  const asked = rows.some(
    ({ kind }) => kind === 'request' || kind === 'authorization-request' || kind === 'back-channel',
  );
  const signedIn = rows.some(({ kind }) => kind === 'emitted' || kind === 'claims');
  return (
    <>
      <h1>See it happen at your own application</h1>
      <p class="lead">
        These mock identity providers sign made-up people in as Entra ID, Google Workspace and Okta do, with their
        habits, or broken on purpose. Nothing leaves your machine.
      </p>
      <ProblemNotice problem={desk.problem ?? apps.problem} />
      <ol class="steps">
        <Step n={1} title="Register your application" done={told.length > 0}>
          <p>By its SAML metadata, by the address of that, or field by field.</p>
          <p>
            <a class="button button-main" href={formatRoute(['applications', 'new'])}>
              Register an application
            </a>
          </p>
        </Step>
        <Step n={2} title="Copy its set-up values over" done={asked}>
          {known.length === 0 ? (
            <p>What your application has to know of the identity provider: addresses, certificate, metadata.</p>
          ) : (
            <ApplicationLinks apps={known} />
          )}
        </Step>
        <Step n={3} title="Sign in as somebody" done={signedIn}>
          <p>As any kind of person, with any fault; the answer to expect is told before, and what happened after.</p>
          <p>
            <a class="button button-main" href={formatRoute(['sign-in'])}>
              Start a sign-in
            </a>
          </p>
        </Step>
      </ol>
      <div class="columns">
        <section aria-labelledby="stories">
          <h2 id="stories">Customers say they cannot sign in. Which one is it?</h2>
          <ul class="stories">
            {EDGE_CASES.map(({ says, query }) => (
              <li>
                <a href={formatRoute(['sign-in'], query)}>
                  <VendorTag vendor={query.vendor} /> {says}
                </a>
              </li>
            ))}
          </ul>
          <p class="muted">
            <a href={formatRoute(['sign-in'])}>All kinds of people and all faults</a>
          </p>
        </section>
        <aside class="column-narrow">
          <section aria-labelledby="now">
            <h2 id="now">Just now</h2>
            {rows.length === 0 ? (
              <p class="muted">Nothing has arrived yet.</p>
            ) : (
              <ul class="newest">
                {rows.slice(-NEWEST).map((event) => (
                  <li key={event.n}>
                    <a href={formatRoute(['feed'], { n: String(event.n) })}>
                      <EventLine event={event} />
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {desk.value && <Facts desk={desk.value} />}
        </aside>
      </div>
    </>
  );
}

function Step({ n, title, done, children }: { n: number; title: string; done: boolean; children: ComponentChildren }) {
  return (
    <li class={done ? 'step-card step-done' : 'step-card'}>
      <h2>
        <span class="step-number">{done ? <MarkIcon mark="pass" label="Done" /> : n}</span>
        {title}
      </h2>
      {children}
    </li>
  );
}

function ApplicationLinks({ apps }: { apps: readonly App[] }) {
  return (
    <ul class="links">
      {apps.slice(0, 4).map(({ id, name, vendor }) => (
        <li key={id}>
          <a href={formatRoute(['applications', id])}>
            <Shown text={name} />
          </a>{' '}
          <VendorTag vendor={vendor} />
        </li>
      ))}
      {apps.length > 4 && (
        <li>
          <a href={formatRoute(['applications'])}>{counted(apps.length - 4, 'more application')}</a>
        </li>
      )}
    </ul>
  );
}

function Facts({ desk: { vendors, clock, tool, seed, tls, proxy, links } }: { desk: Desk }) {
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">These mocks</h2>
      <dl class="facts">
        <Fact name="Vendors">
          {vendors.map((vendor) => (
            <VendorTag vendor={vendor} />
          ))}
        </Fact>
        <Fact name="Clock">
          <a href="#/settings">
            {dayAndTime(clock.now)}
            {clock.frozen ? ', frozen' : Math.abs(clock.offsetMs) > 1000 ? ` (${shift(clock.offsetMs)})` : ', as here'}
          </a>
        </Fact>
        <Fact name="Seed">{seed}</Fact>
        {tls && (
          <Fact name="Trust">
            <code>{tls.caFile}</code>
          </Fact>
        )}
        {proxy && (
          <Fact name="Proxy">
            <code>{proxy.url}</code>
          </Fact>
        )}
        <Fact name="Version">
          {tool.name} {tool.version}
        </Fact>
        {links.openapi && (
          <Fact name="By program">
            <a href={links.openapi} target="_blank" rel="noreferrer noopener">
              OpenAPI document
            </a>
          </Fact>
        )}
      </dl>
    </section>
  );
}
