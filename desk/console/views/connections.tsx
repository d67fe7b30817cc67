import { useState } from 'preact/hooks';
import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { App, Provisioning } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Radios, Select, TextField } from '../parts/fields.tsx';
import { navigate } from '../parts/navigation.ts';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VendorTag } from '../parts/vendor.tsx';

/** Every application that a vendor keeps people in, and a form to begin with another. */
export function Connections({ query }: { query: Readonly<Record<string, string>> }) {
  const lists = useLoaded(async () => {
    const [apps, connections] = await Promise.all([api.apps(), api.connections()]);
    return { ...apps, ...connections };
  }, '');
  return (
    <>
      <h1>Provisioning</h1>
      <p class="lead">
        A vendor makes, changes and deactivates accounts in your application over SCIM. You act as its administrator,
        and see every request with its answer.
      </p>
      <Pending loaded={lists}>
        {({ apps, provisioning }) => (
          <>
            <ConnectionList connections={provisioning} apps={apps} />
            <Connect apps={apps.filter(({ vendor }) => vendor !== 'other')} chosen={query.app} />
          </>
        )}
      </Pending>
    </>
  );
}

function ConnectionList({ connections, apps }: { connections: readonly Provisioning[]; apps: readonly App[] }) {
  if (connections.length === 0) return null;
  return (
    <ul class="cards">
      {connections.map(({ id, app, vendor, baseUrl, people, pending }) => (
        <li class="card" key={id}>
          <h2>
            <a href={formatRoute(['provisioning', id])}>
              <Shown text={apps.find((one) => one.id === app)?.name ?? app} />
            </a>
          </h2>
          <p>
            <VendorTag vendor={vendor} />{' '}
            <span class="mono">
              <Shown text={baseUrl} />
            </span>
          </p>
          <p class="muted">
            {people.length} people{pending > 0 && `, ${pending} changes owed`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Connect({ apps, chosen }: { apps: readonly App[]; chosen: string | undefined }) {
  const [app, setApp] = useState(apps.find(({ id }) => id === chosen)?.id ?? apps[0]?.id ?? '');
  const [baseUrl, setBaseUrl] = useState('');
  const [token, setToken] = useState('');
  const [send, setSend] = useState<Provisioning['send']>('at-once');
  const { busy, problem, run } = useAct();
  if (apps.length === 0)
    return (
      <p class="empty">
        Register an application first: <a href={formatRoute(['applications', 'new'])}>a name is enough</a>.
      </p>
    );
  const connect = (event: Event) => {
    event.preventDefault();
    run(async () => {
      const { id } = await api.connect({ app, baseUrl, token, send });
      navigate(['provisioning', id]);
    });
  };
  return (
    <section class="panel-card" aria-labelledby="connect">
      <h2 id="connect">Connect an application</h2>
      <form class="form" onSubmit={connect}>
        <Select
          label="Application"
          value={app}
          options={apps.map(({ id, name, vendor }) => [id, `${name} at ${VENDOR_NAMES[vendor]}`] as const)}
          onInput={setApp}
        />
        <TextField
          label="Address of its SCIM server"
          type="url"
          required
          placeholder="http://127.0.0.1:3000/scim/v2"
          hint="Entra calls it Tenant URL, Okta SCIM connector base URL."
          value={baseUrl}
          onInput={setBaseUrl}
        />
        <TextField
          label="Token"
          type="password"
          required
          hint="As your application issued it, without the word Bearer. It is never shown again."
          value={token}
          onInput={setToken}
        />
        <Radios
          legend="When is it sent?"
          options={[
            ['at-once', 'At once, with every act'],
            ['in-cycles', 'In cycles, as Entra does'],
          ]}
          value={send}
          onPick={setSend}
        />
        <ProblemNotice problem={problem} />
        <p>
          <button type="submit" class="button button-main" disabled={busy}>
            Connect
          </button>
        </p>
      </form>
    </section>
  );
}
