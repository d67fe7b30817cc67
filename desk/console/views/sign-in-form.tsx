import { useMemo, useState } from 'preact/hooks';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { App, Fault, FaultUse, Person, PersonaList, PersonaSpec, SignInInput, SignInList } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Check, Radios, Select } from '../parts/fields.tsx';
import { navigate } from '../parts/navigation.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VENDORS, VendorTag } from '../parts/vendor.tsx';
import { Expected } from './expected.tsx';
import { FaultPicker } from './fault-picker.tsx';
import { PersonaPicker } from './persona-picker.tsx';
import { RecentSignIns } from './recent-sign-ins.tsx';

type Query = Readonly<Record<string, string>>;

/** Who signs in, where, how, and with what broken. The choice stands in the address, so that it can be sent to somebody. */
export function SignInForm({ query }: { query: Query }) {
  const lists = useLoaded(async () => {
    const [apps, faults, signIns, personas] = await Promise.all([
      api.apps(),
      api.faults(),
      api.signIns(),
      api.personas(),
    ]);
    return { ...apps, ...faults, ...signIns, ...personas };
  }, '');
  return (
    <>
      <h1>Sign in</h1>
      <Pending loaded={lists}>
        {({ apps, faults, signIns, personas }) => {
          const vendor = VENDORS.find((one) => one === query.vendor);
          const app = appOf(apps, query.app, vendor);
          if (!app) return <NoApplication vendor={vendor} />;
          return <Form app={app} apps={apps} faults={faults} signIns={signIns} personas={personas} query={query} />;
        }}
      </Pending>
    </>
  );
}

const isKnown = ({ saml, oidc }: App) => saml !== null || oidc !== null;

/** The one that is named; else the newest of the vendor that is asked for, or of any, that can be signed in to. */
function appOf(apps: readonly App[], id: string | undefined, vendor: App['vendor'] | undefined): App | undefined {
  const named = apps.find((app) => app.id === id);
  if (named && (vendor === undefined || named.vendor === vendor)) return named;
  return apps.findLast((app) => isKnown(app) && (vendor === undefined || app.vendor === vendor));
}

function NoApplication({ vendor }: { vendor: App['vendor'] | undefined }) {
  return (
    <div class="empty">
      <p>
        {vendor ? `No application is registered at ${VENDOR_NAMES[vendor]} yet` : 'No application is registered yet'},
        so nobody can sign in to it.
      </p>
      <p>
        <a class="button button-main" href={formatRoute(['applications', 'new'], { vendor })}>
          Register yours
        </a>
      </p>
    </div>
  );
}

interface FormProps {
  app: App;
  apps: readonly App[];
  faults: readonly Fault[];
  signIns: SignInList['signIns'];
  personas: PersonaList['personas'];
  query: Query;
}

function Form({ app, apps, faults, signIns, personas, query }: FormProps) {
  const go = (change: Record<string, string>) => navigate(['sign-in'], { ...query, ...change }, 'replace');
  const fitting = useMemo(() => faults.filter((fault) => fits(fault, app)), [faults, app]);
  const [uses, setUses] = useFaults(query.faults ?? '', (ids) => go({ faults: ids }));
  const chosen = uses.flatMap(({ id }) => fitting.find((fault) => fault.id === id) ?? []);
  const needs = new Set(chosen.flatMap((fault) => fault.needs ?? []));
  const at = query.at === 'idp' ? 'idp' : 'application';
  const person = usePerson(query.person, app);
  const groups = person ? person.groupCount : groupsOf(personas.find(({ name }) => name === query.as)?.spec.groups);
  const sends = app.settings.groups?.send === 'security';
  const sendsNow = query.groups ? query.groups === 'yes' : groups > FEW_GROUPS;
  return (
    <div class="columns">
      <form class="form" aria-label="Sign-in" onSubmit={(event) => event.preventDefault()}>
        <section class="panel-card" aria-labelledby="where">
          <h2 id="where">At which application?</h2>
          <Select
            label="Application"
            value={app.id}
            options={apps.map(({ id, name, vendor }) => [id, `${name} at ${VENDOR_NAMES[vendor]}`] as const)}
            onInput={(id) => go({ app: id, vendor: '' })}
          />
          {!isKnown(app) && (
            <p class="notice">
              The vendor knows nothing of it yet. <a href={formatRoute(['applications', app.id])}>Tell it</a>.
            </p>
          )}
          <Radios
            legend="Where does it begin?"
            options={[
              ['application', 'At the application'],
              ['idp', 'At the identity provider: a tile'],
            ]}
            value={at}
            onPick={(value) => go({ at: value })}
          />
          {at === 'application' && app.loginUrl === null && (
            <p class="notice">
              Nothing says where a sign-in begins at it.{' '}
              <a href={formatRoute(['applications', app.id])}>Enter the address</a>, or begin at the identity provider.
            </p>
          )}
        </section>
        <section class="panel-card" aria-labelledby="who">
          <h2 id="who">As whom?</h2>
          <Who app={app} person={person} query={query} go={go} />
          {!sends && app.vendor !== 'other' && (
            <Check
              label="Send their groups this time, which the application is not set up for"
              checked={sendsNow}
              onPick={(yes) => go({ groups: yes ? 'yes' : 'no' })}
            />
          )}
        </section>
        <section class="panel-card" aria-labelledby="faults">
          <h2 id="faults">With what broken?</h2>
          {app.vendor === 'other' ? (
            <p class="muted">Messages of the plain identity provider cannot be broken. Take one of the vendors.</p>
          ) : (
            <FaultPicker faults={fitting} chosen={uses} onPick={setUses} />
          )}
          {app.saml !== null && app.shapes.length > 1 && (
            <Select
              label="Signed in a SAML message"
              value={query.shape ?? ''}
              options={[['', 'as the application is set up'], ...app.shapes.map((one) => [one, SHAPES[one]] as const)]}
              onInput={(one) => go({ shape: one })}
            />
          )}
          {needs.has('other-app') && (
            <Select
              label="The other application"
              value={query.other ?? ''}
              options={[
                ['', 'choose one'],
                ...apps
                  .filter(({ id }) => id !== app.id)
                  .map(({ id, name, vendor }) => [id, `${name} at ${VENDOR_NAMES[vendor]}`] as const),
              ]}
              onInput={(other) => go({ other })}
            />
          )}
          {needs.has('earlier') && (
            <Select
              label="The earlier sign-in"
              value={query.earlier ?? ''}
              options={[
                ['', 'choose one'],
                ...signIns
                  .filter((one) => one.app === app.id && one.state === 'answered')
                  .map(({ id, person }) => [id, `${id}: ${person.displayName}`] as const),
              ]}
              onInput={(earlier) => go({ earlier })}
            />
          )}
        </section>
      </form>
      <aside class="column-narrow">
        <Begin
          app={app}
          query={query}
          at={at}
          uses={uses}
          chosen={chosen}
          sendsGroups={!sends && sendsNow && app.vendor !== 'other'}
        />
        <RecentSignIns signIns={signIns} />
      </aside>
    </div>
  );
}

/** Over which protocols an application can be signed in to decides which faults there are. */
function fits({ of, protocol, shapes }: Fault, app: App): boolean {
  if (of !== 'sign-in') return false;
  if (protocol === 'oidc') return app.oidc !== null;
  return protocol === 'saml' && app.saml !== null && (!shapes || shapes.some((shape) => app.shapes.includes(shape)));
}

/** The chosen faults: their ids stand in the address, their options do not. */
function useFaults(ids: string, onIds: (ids: string) => void): [FaultUse[], (uses: FaultUse[]) => void] {
  const [options, setOptions] = useState<Record<string, FaultUse['options']>>({});
  const uses = ids
    .split(',')
    .filter(Boolean)
    .map((id) => ({ id, ...(options[id] ? { options: options[id] } : {}) }));
  const set = (next: FaultUse[]) => {
    setOptions(Object.fromEntries(next.map((use) => [use.id, use.options])));
    onIds(next.map(({ id }) => id).join(','));
  };
  return [uses, set];
}

const SHAPES: Readonly<Record<App['shapes'][number], string>> = {
  assertion: 'the assertion',
  response: 'the response',
  both: 'both',
  encrypted: 'the assertion, which is encrypted',
};

/** More than these, and groups are what the sign-in is about. */
const FEW_GROUPS = 5;

function groupsOf(groups: PersonaSpec['groups'] = 0): number {
  return typeof groups === 'number' ? groups : groups.direct + groups.nested;
}

/** Somebody who is there already, if the address names one of this vendor. */
function usePerson(id: string | undefined, app: App): Person | null {
  const { value } = useLoaded(() => (id ? api.person(id) : Promise.resolve(null)), id ?? '');
  return id && value?.vendor === app.vendor ? value : null;
}

interface WhoProps {
  app: App;
  person: Person | null;
  query: Query;
  go: (change: Record<string, string>) => void;
}

function Who({ app, person, query, go }: WhoProps) {
  if (person)
    return (
      <>
        <p class="chosen-person">
          <strong>
            <a href={formatRoute(['people', person.id])}>
              <Shown text={person.displayName} />
            </a>
          </strong>{' '}
          <span class="mono">
            <Shown text={person.email ?? person.upn} />
          </span>{' '}
          <span class="muted">in {person.groupCount} groups</span>
        </p>
        <p>
          <button type="button" class="button" onClick={() => go({ person: '' })}>
            Somebody else
          </button>
        </p>
      </>
    );
  return (
    <>
      <p class="muted">
        Somebody new of one of these kinds.{' '}
        <a href={formatRoute(['people'], { vendor: app.vendor })}>Or search the directory</a> for somebody who is there.
      </p>
      <PersonaPicker chosen={query.as ?? 'newcomer'} onPick={(as) => go({ as, person: '' })} />
    </>
  );
}

interface BeginProps {
  app: App;
  query: Query;
  at: 'idp' | 'application';
  uses: readonly FaultUse[];
  chosen: readonly Fault[];
  /** In this sign-in alone. */
  sendsGroups: boolean;
}

/** What is to be expected, told before it begins, and the button that begins it in a new tab. */
function Begin({ app, query, at, uses, chosen, sendsGroups }: BeginProps) {
  const { busy, problem, run } = useAct();
  const [sticky, setSticky] = useState(false);
  const shape = app.shapes.find((one) => one === query.shape);
  const input: SignInInput = {
    app: app.id,
    ...(query.person ? { person: query.person } : { as: query.as ?? 'newcomer' }),
    faults: [...uses],
    at,
    times: sticky ? 'every' : 'once',
    ...(sendsGroups && { settings: { groups: { send: 'security', claim: 'vendor-default' } } }),
    ...(query.other && { otherApp: query.other }),
    ...(query.earlier && { earlier: query.earlier }),
    ...(shape && { shape }),
  };
  // What the address names and nobody knows is told of when it is begun.
  const known = { ...input, faults: uses.filter(({ id }) => chosen.some((fault) => fault.id === id)) };
  const expected = useLoaded(() => api.expectedOfSignIn(known), JSON.stringify(known));
  const begin = (open: boolean) =>
    run(async () => {
      const { id, url } = await api.beginSignIn(input);
      if (open) window.open(url, '_blank', 'noopener,noreferrer');
      navigate(['sign-in', id]);
    });
  return (
    <section class="panel-card begin" aria-labelledby="begin">
      <h2 id="begin">What to expect</h2>
      <p>
        <VendorTag vendor={app.vendor} /> tells{' '}
        <strong>
          <Shown text={app.name} />
        </strong>{' '}
        of {query.person ? 'the chosen person' : `somebody new (${query.as ?? 'newcomer'})`}
        {chosen.length > 0 && `, with ${chosen.map(({ id }) => id).join(', ')}`}.
      </p>
      <Pending loaded={expected}>{(expectation) => <Expected expectation={expectation} />}</Pending>
      <Check label="For every browser that asks, until I end it" checked={sticky} onPick={setSticky} />
      <ProblemNotice problem={problem} />
      <p class="buttons">
        <button type="button" class="button button-main" disabled={busy} onClick={() => begin(!sticky)}>
          {sticky ? 'Let it hold' : 'Begin in a new tab'}
        </button>
        {!sticky && (
          <button type="button" class="button" disabled={busy} onClick={() => begin(false)}>
            Only give me the address
          </button>
        )}
      </p>
      <p class="muted">It signs in at your application as a person would: your session there is replaced.</p>
    </section>
  );
}
