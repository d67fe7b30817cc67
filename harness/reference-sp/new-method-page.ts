import type { Context } from './cookies.ts';
import { html, type Html } from './html.ts';
import { IDP_NAMES } from './method-pages.ts';
import type { Input } from './method-input.ts';
import { alertOf, formToken, type Page } from './page.ts';
import type { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { IDP_TYPES } from './sso-method.ts';

/** The form of a new method; after a refusal with what was sent and why it was refused. */
export function newMethodPage(ctx: Context, service: Service, sent: Input, problem: Refusal | null): Page {
  const content = html`<h1>New sign-in method</h1>
    ${alertOf(problem)}
    <form class="card" method="post" action="/manage/new">
      ${formToken(ctx, service)} ${textField(sent, 'name', 'Name', 'What your team calls it.', { required: true })}
      <div class="field">
        <label for="idpType">Identity provider</label>
        <select id="idpType" name="idpType">
          ${IDP_TYPES.map(
            (type) => html`<option value="${type}" ${sent.idpType === type && 'selected'}>${IDP_NAMES[type]}</option>`,
          )}
        </select>
      </div>
      <fieldset>
        <legend>JIT provisioning</legend>
        ${choice(sent, 'jit', 'on', 'On: an account is made when a new person signs in through the JIT login URL')}
        ${choice(sent, 'jit', 'off', 'Off: people need an account before they sign in', true)}
        <p class="hint">
          Offered for Microsoft Entra ID, Google Workspace and Okta. It is chosen now; later it can be switched off, not
          on.
        </p>
      </fieldset>
      ${textField(sent, 'domains', 'Approved domains', 'With commas between them: corp.example, corp.org', { required: true })}
      <fieldset class="part">
        <legend>How we reach your identity provider</legend>
        <p class="hint">Fill in one of the three.</p>
        ${textField(sent, 'metadataUrl', 'Metadata address', 'Microsoft Entra ID and Okta have one.')}
        ${textArea(sent, 'metadataXml', 'Metadata', 'The content of the file, as Google Workspace offers it for download.')}
        <details ${valueOf(sent, 'issuer') && 'open'}>
          <summary>Enter the values one by one</summary>
          ${textField(sent, 'issuer', 'Issuer (entity ID)')} ${textField(sent, 'ssoUrl', 'Login address')}
          ${textArea(sent, 'certificate', 'Signing certificate', 'PEM.')}
        </details>
      </fieldset>
      <button>Save</button>
    </form>`;
  return { title: 'New sign-in method', content, narrow: true };
}

function textField(sent: Input, name: string, label: string, hint?: string, { required = false } = {}): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${valueOf(sent, name)}"
      ${required && 'required'}
      ${describedBy(name, hint)}
    />
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}

function textArea(sent: Input, name: string, label: string, hint: string): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <textarea id="${name}" name="${name}" spellcheck="false" ${describedBy(name, hint)}>
${valueOf(sent, name)}</textarea>
    <p class="hint" id="${name}-hint">${hint}</p>
  </div>`;
}

function choice(sent: Input, name: string, value: string, label: string, isDefault = false): Html {
  const isChecked = sent[name] === value || (isDefault && sent[name] === undefined);
  const id = `${name}-${value}`;
  return html`<div class="choice">
    <input type="radio" id="${id}" name="${name}" value="${value}" ${isChecked && 'checked'} />
    <label for="${id}">${label}</label>
  </div>`;
}

const describedBy = (name: string, hint: string | undefined): Html | undefined =>
  hint ? html`aria-describedby="${name}-hint"` : undefined;

const valueOf = (sent: Input, name: string): string => (typeof sent[name] === 'string' ? sent[name] : '');
