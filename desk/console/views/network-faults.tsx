import { useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { NetworkFault } from '../api.ts';
import { Select, TextField } from '../parts/fields.tsx';
import { Pending } from '../parts/pending.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { VENDOR_NAMES, VENDORS } from '../parts/vendor.tsx';

const ENDPOINTS: Record<NetworkFault['endpoint'], string> = {
  metadata: 'SAML metadata',
  discovery: 'discovery document',
  jwks: 'signing keys (JWK Set)',
  token: 'token endpoint',
  userinfo: 'userinfo',
};

const FAILURES: Record<NonNullable<NetworkFault['fail']>, string> = {
  'status-500': 'answers 500',
  'status-503': 'answers 503',
  'status-429': 'answers 429',
  'not-found': 'answers 404',
  html: 'answers with a web page',
  broken: 'ends in the middle of its answer',
  empty: 'answers with nothing',
  reset: 'cuts the connection',
  hang: 'never answers',
};

const entries = <Key extends string>(names: Record<Key, string>) => Object.entries(names) as [Key, string][];

/** What goes wrong when applications fetch something from the mocks. */
export function NetworkFaults() {
  const network = useLoaded(api.network, '');
  const { busy, problem, run } = useAct();
  const set = (faults: NetworkFault[]) => run(async () => network.set(await api.setNetwork({ faults })));
  return (
    <>
      <p class="muted">For what applications fetch from the identity provider themselves, without a browser.</p>
      <Pending loaded={network}>
        {({ faults }) => (
          <>
            {faults.length === 0 ? (
              <p>All of it works.</p>
            ) : (
              <ul class="network">
                {faults.map((fault, i) => (
                  <li key={JSON.stringify(fault)}>
                    {sentence(fault)}
                    <button
                      type="button"
                      class="button"
                      disabled={busy}
                      onClick={() => set(faults.filter((_, other) => other !== i))}
                    >
                      Mend<span class="visually-hidden"> {ENDPOINTS[fault.endpoint]}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <AddFault busy={busy} onAdd={(fault) => set([...faults, fault])} />
          </>
        )}
      </Pending>
      <ProblemNotice problem={problem} />
    </>
  );
}

function sentence({ endpoint, vendor, latencyMs = 0, fail, times }: NetworkFault): string {
  return [
    `${ENDPOINTS[endpoint]} of ${vendor ? VENDOR_NAMES[vendor] : 'all'}`,
    ...(latencyMs > 0 ? [`waits ${latencyMs} ms`] : []),
    ...(fail ? [FAILURES[fail]] : []),
    ...(times === undefined ? [] : [`${times} more times`]),
  ].join(', ');
}

function AddFault({ busy, onAdd }: { busy: boolean; onAdd: (fault: NetworkFault) => void }) {
  const [endpoint, setEndpoint] = useState<NetworkFault['endpoint']>('jwks');
  const [vendor, setVendor] = useState('');
  const [fail, setFail] = useState('status-503');
  const [latency, setLatency] = useState('0');
  const add = (event: Event) => {
    event.preventDefault();
    const latencyMs = Number(latency);
    onAdd({
      endpoint,
      ...(vendor && { vendor: vendor as NonNullable<NetworkFault['vendor']> }),
      ...(latencyMs > 0 && { latencyMs }),
      ...(fail && { fail: fail as NonNullable<NetworkFault['fail']> }),
    });
  };
  return (
    <form class="form" aria-label="Break something" onSubmit={add}>
      <div class="field-row">
        <Select
          label="What"
          value={endpoint}
          options={entries(ENDPOINTS)}
          onInput={(value) => setEndpoint(value as NetworkFault['endpoint'])}
        />
        <Select
          label="Whose"
          value={vendor}
          options={[['', 'everybody’s'], ...VENDORS.map((one) => [one, VENDOR_NAMES[one]] as const)]}
          onInput={setVendor}
        />
        <Select label="Does" value={fail} options={[['', 'answers, late'], ...entries(FAILURES)]} onInput={setFail} />
        <TextField label="After, in milliseconds" type="number" value={latency} onInput={setLatency} />
      </div>
      <p>
        <button type="submit" class="button" disabled={busy}>
          Break it
        </button>
      </p>
    </form>
  );
}
