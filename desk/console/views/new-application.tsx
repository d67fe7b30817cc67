import { useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { Vendor } from '../api.ts';
import { EMPTY, inputOf } from '../model/application-form.ts';
import { Radios, TextField } from '../parts/fields.tsx';
import { navigate } from '../parts/navigation.ts';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { VENDOR_NAMES, VENDORS } from '../parts/vendor.tsx';
import { ApplicationFields } from './application-fields.tsx';

export function NewApplication({ query }: { query: Readonly<Record<string, string>> }) {
  const [form, setForm] = useState({ ...EMPTY, vendor: VENDORS.find((one) => one === query.vendor) ?? EMPTY.vendor });
  const { busy, problem, run } = useAct();
  const register = (event: Event) => {
    event.preventDefault();
    run(async () => {
      const { id } = await api.register(inputOf(form));
      navigate(['applications', id]);
    });
  };
  return (
    <>
      <h1>Register an application</h1>
      <p class="lead">
        As an administrator would at the vendor. Everything can be left for later: what your application has to know of
        the identity provider is there as soon as it has a name.
      </p>
      <form class="form" onSubmit={register}>
        <Radios<Vendor>
          legend="At which vendor?"
          options={VENDORS.map((vendor) => [vendor, VENDOR_NAMES[vendor]] as const)}
          value={form.vendor}
          onPick={(vendor) => setForm({ ...form, vendor })}
        />
        <TextField label="Name" required value={form.name} onInput={(name) => setForm({ ...form, name })} />
        <ApplicationFields form={form} onChange={setForm} />
        <ProblemNotice problem={problem} />
        <p>
          <button type="submit" class="button button-main" disabled={busy}>
            Register
          </button>
        </p>
      </form>
    </>
  );
}
