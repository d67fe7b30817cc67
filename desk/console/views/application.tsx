import { useState } from 'preact/hooks';
import { Copy } from '../../../reports/html/parts/copy.tsx';
import { Beginning } from '../../../reports/html/parts/long-text.tsx';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { App, KeyAct, SetUpValue } from '../api.ts';
import { formOf, patchOf } from '../model/application-form.ts';
import { formatRoute } from '../model/route.ts';
import { Confirm } from '../parts/confirm.tsx';
import { downloaded } from '../parts/download.ts';
import { navigate } from '../parts/navigation.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { Saved } from '../parts/saved.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VendorTag, VENDOR_NAMES } from '../parts/vendor.tsx';
import { ApplicationFields } from './application-fields.tsx';
import { ApplicationSettings } from './application-settings.tsx';

export function ApplicationPage({ id }: { id: string }) {
  const app = useLoaded(() => api.app(id), id);
  return (
    <>
      {app.value === null && <h1>Application</h1>}
      <Pending loaded={app}>{(value) => <Application app={value} onChange={app.set} />}</Pending>
    </>
  );
}

interface PartProps {
  app: App;
  onChange: (app: App) => void;
}

function Application({ app, onChange }: PartProps) {
  const { id, name, vendor, tenant } = app;
  const { problem, run } = useAct();
  return (
    <>
      <div class="page-head">
        <h1>
          <Shown text={name} />
        </h1>
        <a class="button button-main" href={formatRoute(['sign-in'], { app: id })}>
          Sign in here
        </a>
      </div>
      <p class="lead">
        As registered at <VendorTag vendor={vendor} />, tenant {tenant}.{' '}
        <a href={formatRoute(['provisioning'], { app: id })}>Provision it over SCIM</a>
        {' · '}
        <a href={formatRoute(['feed'], { app: id })}>What it was asked and sent</a>
      </p>
      <section class="panel-card" aria-labelledby="to-copy">
        <h2 id="to-copy">Enter in your application</h2>
        <Values values={app.setUp.toCopy} vendor={VENDOR_NAMES[vendor]} />
        <p>
          <button
            type="button"
            class="button"
            onClick={() =>
              run(async () =>
                downloaded(`${vendor}-metadata.xml`, await api.metadata(id), 'application/samlmetadata+xml'),
              )
            }
          >
            Download the SAML metadata
          </button>
        </p>
      </section>
      <section class="panel-card" aria-labelledby="entered">
        <h2 id="entered">What {VENDOR_NAMES[vendor]} knows of it</h2>
        {app.setUp.entered.length > 0 ? (
          <Values values={app.setUp.entered} vendor={VENDOR_NAMES[vendor]} />
        ) : (
          <p class="muted">Nothing yet: until it does, every sign-in ends on the vendor’s error page.</p>
        )}
        <Registration key={JSON.stringify([app.saml, app.oidc, app.loginUrl])} app={app} onChange={onChange} />
      </section>
      <section class="panel-card" aria-labelledby="settings">
        <h2 id="settings">What is sent</h2>
        <ApplicationSettings key={JSON.stringify(app.settings)} app={app} onChange={onChange} />
      </section>
      <section class="panel-card" aria-labelledby="keys">
        <h2 id="keys">Signing keys</h2>
        <Keys app={app} onChange={onChange} />
      </section>
      <ProblemNotice problem={problem} />
      <Confirm
        label="Remove this registration"
        question="The vendor forgets the application, and with it its sign-ins and provisioning."
        onConfirm={() =>
          run(async () => {
            await api.removeApp(id);
            navigate(['applications']);
          })
        }
      />
    </>
  );
}

const PROTOCOLS = { saml: 'SAML', oidc: 'OpenID Connect', scim: 'SCIM' } as const;

/** Values by protocol, each to copy, with where it stands on the vendor's own pages. */
function Values({ values, vendor }: { values: readonly SetUpValue[]; vendor: string }) {
  return (
    <>
      {(['saml', 'oidc', 'scim'] as const).map((protocol) => {
        const own = values.filter((value) => value.protocol === protocol);
        if (own.length === 0) return null;
        return (
          <details class="values" key={protocol} open={protocol === 'saml' || own.length === values.length}>
            <summary>{PROTOCOLS[protocol]}</summary>
            <dl>
              {own.map((value) => (
                <Value key={value.id} value={value} vendor={vendor} />
              ))}
            </dl>
          </details>
        );
      })}
    </>
  );
}

function Value({ value: { name, value, secret, place }, vendor }: { value: SetUpValue; vendor: string }) {
  const [seen, setSeen] = useState(!secret);
  return (
    <div class="value">
      <dt>
        <Shown text={name} />
        {place && (
          <span class="place" title={`${place.source.title}, ${place.source.at} (read ${place.source.checked})`}>
            at {vendor}: <Shown text={place.vendor} />
          </span>
        )}
      </dt>
      <dd>
        <span class="mono">{seen ? <Beginning text={value} most={160} /> : '••••••••••••'}</span>
        {!seen && (
          <button type="button" class="button" onClick={() => setSeen(true)}>
            Show<span class="visually-hidden"> {name}</span>
          </button>
        )}
        <Copy text={value} what={name} />
        {value.startsWith('-----BEGIN CERTIFICATE') && (
          <button type="button" class="button" onClick={() => downloaded('idp.pem', value, 'application/x-pem-file')}>
            Download<span class="visually-hidden"> {name}</span>
          </button>
        )}
      </dd>
    </div>
  );
}

function Registration({ app, onChange }: PartProps) {
  const [form, setForm] = useState(() => formOf(app));
  const { busy, problem, run } = useAct();
  const save = (event: Event) => {
    event.preventDefault();
    run(async () => onChange(await api.changeApp(app.id, patchOf(form))));
  };
  return (
    <details class="change" open={app.saml === null && app.oidc === null}>
      <summary>Change it</summary>
      <form class="form" onSubmit={save}>
        <ApplicationFields form={form} onChange={setForm} />
        <ProblemNotice problem={problem} />
        <p>
          <button type="submit" class="button button-main" disabled={busy}>
            Save
          </button>
        </p>
      </form>
    </details>
  );
}

const KEY_STEPS: Record<KeyAct['act'], { button: string; says: string }> = {
  'publish-next': {
    button: 'Publish the next key',
    says: 'The metadata then holds both keys; the old one still signs.',
  },
  'use-next': {
    button: 'Sign with the next key',
    says: 'An application that read the metadata again knows it; one that pinned the old key now refuses.',
  },
  'retire-old': { button: 'Retire the old key', says: 'The metadata then holds the new key alone.' },
};

function Keys({ app, onChange }: PartProps) {
  const { busy, problem, run } = useAct();
  const step = app.nextStep && KEY_STEPS[app.nextStep];
  return (
    <>
      <ul class="keys">
        {app.keys.map(({ slot, signs, fingerprint, validTo }) => (
          <li key={slot}>
            <span class={signs ? 'tag tag-pass' : 'tag tag-skipped'}>{signs ? 'signs' : 'in the metadata'}</span>
            <span class="mono">
              <Shown text={fingerprint} />
            </span>
            <span class="muted">until {validTo.slice(0, 10)}</span>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={problem} />
      {step && app.nextStep ? (
        <p>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => {
              const act = app.nextStep;
              if (act) run(async () => onChange(await api.turnKeys(app.id, act)));
            }}
          >
            {step.button}
          </button>{' '}
          <span class="muted">{step.says}</span>
          <Saved what={app.nextStep} />
        </p>
      ) : (
        <p class="muted">This vendor’s metadata holds one key; there is nothing to roll over.</p>
      )}
    </>
  );
}
