import { useState } from 'preact/hooks';
import { api } from '../api.ts';
import type { App } from '../api.ts';
import { SOURCES, settingsForm, settingsOf } from '../model/settings-form.ts';
import type { SettingsForm } from '../model/settings-form.ts';
import { Check, Select, TextArea, TextField } from '../parts/fields.tsx';
import { ProblemNotice } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';

const DEFAULT = ['', 'the vendor’s default'] as const;

/** What of a person is told to the application, and what of it is signed. */
export function ApplicationSettings({ app, onChange }: { app: App; onChange: (app: App) => void }) {
  const [form, setForm] = useState(() => settingsForm(app.settings));
  const { busy, problem, run } = useAct();
  const set = <Key extends keyof SettingsForm>(key: Key) => ({
    value: String(form[key]),
    onInput: (value: string) => setForm({ ...form, [key]: value as SettingsForm[Key] }),
  });
  const save = (event: Event) => {
    event.preventDefault();
    run(async () => onChange(await api.changeApp(app.id, { settings: settingsOf(form) })));
  };
  return (
    <form class="form" onSubmit={save}>
      <div class="field-row">
        <Select
          label="NameID format"
          options={[
            DEFAULT,
            ['emailAddress', 'emailAddress'],
            ['persistent', 'persistent'],
            ['transient', 'transient'],
            ['unspecified', 'unspecified'],
            ['vendor-default', 'what the vendor sends unasked'],
          ]}
          {...set('format')}
        />
        <Select label="NameID from" options={SOURCES.map((one) => [one, one] as const)} {...set('source')} />
        <Select
          label="Signed"
          options={[DEFAULT, ['assertion', 'the assertion'], ['response', 'the response'], ['both', 'both']]}
          {...set('sign')}
        />
      </div>
      <div class="field-row">
        <Select label="Groups" options={[DEFAULT, ['security', 'sent'], ['none', 'not sent']]} {...set('send')} />
        {form.send === 'security' && <TextField label="Name of the group claim" {...set('claim')} />}
        {form.send === 'security' && app.vendor === 'entra' && (
          <Select
            label="Groups are told by"
            options={[
              ['vendor-default', 'object id'],
              ['display-names', 'display name'],
              ['netbios-names', 'DOMAIN\\name'],
            ]}
            {...set('values')}
          />
        )}
      </div>
      <details class="change">
        <summary>Attributes and more</summary>
        <TextArea
          label="Attributes"
          rows={4}
          placeholder="mail = email"
          hint={`One a line: name = source. Sources: ${SOURCES.join(', ')}.`}
          {...set('attributes')}
        />
        <TextField label="RelayState of a start at the identity provider" {...set('relayState')} />
        <Check
          label="Requests have to be signed"
          checked={form.requireSignedRequests}
          onPick={(requireSignedRequests) => setForm({ ...form, requireSignedRequests })}
        />
      </details>
      <ProblemNotice problem={problem} />
      <p>
        <button type="submit" class="button" disabled={busy}>
          Save what is sent
        </button>
      </p>
    </form>
  );
}
