import type { ApplicationForm } from '../model/application-form.ts';
import { Check, Radios, Select, TextArea, TextField } from '../parts/fields.tsx';

/** What a vendor has to know of an application: as metadata, as its address, or field by field. */
export function ApplicationFields({
  form,
  onChange,
}: {
  form: ApplicationForm;
  onChange: (form: ApplicationForm) => void;
}) {
  const set = (change: Partial<ApplicationForm>) => onChange({ ...form, ...change });
  return (
    <>
      <fieldset class="group">
        <legend>
          <Check label="It speaks SAML" checked={form.saml} onPick={(saml) => set({ saml })} />
        </legend>
        {form.saml && <SamlFieldset form={form} set={set} />}
      </fieldset>
      <fieldset class="group">
        <legend>
          <Check label="It speaks OpenID Connect" checked={form.oidc} onPick={(oidc) => set({ oidc })} />
        </legend>
        {form.oidc && <OidcFieldset form={form} set={set} />}
      </fieldset>
      <TextField
        label="Where a sign-in begins at it"
        type="url"
        placeholder="http://127.0.0.1:3000/login"
        hint="What a person opens to sign in. Without it a sign-in can only begin at the identity provider."
        value={form.loginUrl}
        onInput={(loginUrl) => set({ loginUrl })}
      />
    </>
  );
}

interface PartProps {
  form: ApplicationForm;
  set: (change: Partial<ApplicationForm>) => void;
}

function SamlFieldset({ form, set }: PartProps) {
  const field = (name: keyof ApplicationForm['fields']) => ({
    value: form.fields[name],
    onInput: (value: string) => set({ fields: { ...form.fields, [name]: value } }),
  });
  return (
    <>
      <Radios
        legend="How do you tell it?"
        options={[
          ['address', 'Address of its metadata'],
          ['metadata', 'Paste its metadata'],
          ['fields', 'Field by field'],
        ]}
        value={form.samlBy}
        onPick={(samlBy) => set({ samlBy })}
      />
      {form.samlBy === 'address' && (
        <TextField
          label="Address of its SAML metadata"
          type="url"
          placeholder="http://127.0.0.1:3000/metadata"
          hint="The mocks fetch it once, now."
          value={form.metadataUrl}
          onInput={(metadataUrl) => set({ metadataUrl })}
        />
      )}
      {form.samlBy === 'metadata' && (
        <TextArea
          label="Its SAML metadata"
          placeholder="<EntityDescriptor …"
          rows={9}
          value={form.metadata}
          onInput={(metadata) => set({ metadata })}
        />
      )}
      {form.samlBy === 'fields' && (
        <>
          <TextField
            label="Entity id"
            hint="Entra calls it Identifier, Google Entity ID, Okta Audience URI."
            placeholder="http://127.0.0.1:3000/metadata"
            {...field('entityId')}
          />
          <TextField
            label="Assertion consumer service"
            type="url"
            hint="Entra calls it Reply URL, Google ACS URL, Okta Single sign-on URL."
            placeholder="http://127.0.0.1:3000/acs"
            {...field('acsUrl')}
          />
          <TextField label="Single logout service" type="url" {...field('sloUrl')} />
          <TextArea
            label="Certificate that its requests are signed with"
            rows={3}
            placeholder="-----BEGIN CERTIFICATE-----"
            {...field('signingCertificate')}
          />
          <TextArea
            label="Certificate to encrypt assertions to"
            rows={3}
            placeholder="-----BEGIN CERTIFICATE-----"
            {...field('encryptionCertificate')}
          />
        </>
      )}
    </>
  );
}

function OidcFieldset({ form, set }: PartProps) {
  return (
    <>
      <TextField
        label="Redirect URI"
        type="url"
        placeholder="http://127.0.0.1:3000/callback"
        value={form.redirectUri}
        onInput={(redirectUri) => set({ redirectUri })}
      />
      <TextField
        label="Where it is led back to after a logout"
        type="url"
        value={form.postLogoutRedirectUri}
        onInput={(postLogoutRedirectUri) => set({ postLogoutRedirectUri })}
      />
      <div class="field-row">
        <Select
          label="Response type"
          options={[
            ['code', 'code'],
            ['id_token', 'id_token'],
            ['code id_token', 'code id_token'],
          ]}
          value={form.responseType}
          onInput={(value) => set({ responseType: value as ApplicationForm['responseType'] })}
        />
        <Select
          label="How it proves itself to the token endpoint"
          options={[
            ['client_secret_basic', 'client_secret_basic'],
            ['client_secret_post', 'client_secret_post'],
            ['none', 'none: a public client'],
          ]}
          value={form.clientAuth}
          onInput={(value) => set({ clientAuth: value as ApplicationForm['clientAuth'] })}
        />
      </div>
    </>
  );
}
