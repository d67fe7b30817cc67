import { acsUrlOf, entityIdOf, jitLoginUrlOf, loginUrlOf } from './addresses.ts';
import type { Context } from './cookies.ts';
import { html, type Html } from './html.ts';
import { alertOf, formToken, type Page } from './page.ts';
import type { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { TRANSITIONS, type MethodState, type SsoMethod, type StaffRole, type Transition } from './sso-method.ts';

const STATES: Record<MethodState, Html> = {
  waiting: html`<span class="state wait">Waiting for verification</span>`,
  verified: html`<span class="state good">Verified</span>`,
  disabled: html`<span class="state bad">Disabled</span>`,
  rejected: html`<span class="state bad">Rejected</span>`,
};

export function methodsPage(service: Service, role: StaffRole): Page {
  const methods = service.methods.all();
  const content = html`<div class="heading">
      <h1 id="heading">Sign-in methods</h1>
      ${role === 'owner' && html`<a class="button" href="/manage/new">New sign-in method</a>`}
    </div>
    <div class="card scroll" role="region" tabindex="0" aria-labelledby="heading">
      ${methods.length === 0 ? html`<p>There is no sign-in method yet.</p>` : tableOf(methods)}
    </div>`;
  return { title: 'Sign-in methods', content };
}

const tableOf = (methods: readonly SsoMethod[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Identity provider</th>
        <th scope="col">JIT</th>
        <th scope="col">Domains</th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      ${methods.map(
        (method) =>
          html`<tr>
            <td><a href="/manage/methods/${method.id}">${method.name}</a></td>
            <td>${IDP_NAMES[method.idpType]}</td>
            <td>${method.jit ? 'On' : 'Off'}</td>
            <td>${method.domains.join(', ')}</td>
            <td>${STATES[method.state]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

/** The identity providers as people know them. */
export const IDP_NAMES: Record<SsoMethod['idpType'], string> = {
  entra: 'Microsoft Entra ID',
  google: 'Google Workspace',
  okta: 'Okta',
  adfs: 'AD FS',
  onelogin: 'OneLogin',
  jumpcloud: 'JumpCloud',
  other: 'Other',
};

/** One method. `problem`: why the last thing that was asked for was not done. */
export function methodPage(
  ctx: Context,
  service: Service,
  method: SsoMethod,
  role: StaffRole,
  problem: Refusal | null,
): Page {
  const content = html`<div class="heading">
      <h1>${method.name}</h1>
      ${STATES[method.state]}
    </div>
    ${alertOf(problem)} ${jitCard(method, service)}
    <section class="card" aria-labelledby="ours">
      <h2 id="ours">For your identity provider</h2>
      <dl>
        <dt>Assertion consumer service</dt>
        <dd><code>${acsUrlOf(method, service)}</code></dd>
        <dt>Entity ID</dt>
        <dd><code>${entityIdOf(method, service)}</code></dd>
        <dt>Metadata</dt>
        <dd><a href="${entityIdOf(method, service)}">Service provider metadata</a></dd>
        <dt>Sign-in page</dt>
        <dd><code>${loginUrlOf(method, service)}</code></dd>
      </dl>
    </section>
    <section class="card" aria-labelledby="theirs">
      <h2 id="theirs">What was saved</h2>
      <dl>
        <dt>Identity provider</dt>
        <dd>${IDP_NAMES[method.idpType]}</dd>
        <dt>Issuer</dt>
        <dd><code>${method.issuer}</code></dd>
        <dt>Login address</dt>
        <dd><code>${method.ssoUrl}</code></dd>
        <dt>Signing certificates</dt>
        <dd>${method.certificates.length}</dd>
        <dt>Approved domains</dt>
        <dd>${method.domains.join(', ')}</dd>
        <dt>Groups</dt>
        <dd>${method.allowGroups ? 'Provisioned with new people' : 'Not provisioned'}</dd>
        <dt>Started by the identity provider</dt>
        <dd>${method.idpInitiated ? 'Accepted for people with an account' : 'Refused'}</dd>
      </dl>
    </section>
    <div class="row">${actions(ctx, service, method, role)}</div>`;
  return { title: method.name, content };
}

function jitCard(method: SsoMethod, service: Service): Html {
  const url = jitLoginUrlOf(method, service);
  return html`<section class="card" aria-labelledby="jit">
    <h2 id="jit">JIT provisioning</h2>
    ${
      url
        ? html`<label for="jit-url">JIT login URL</label>
            <div class="row">
              <input id="jit-url" readonly value="${url}" aria-describedby="jit-hint" />
              <button type="button" data-copies="jit-url" data-says="jit-copied" hidden>Copy</button>
              <span id="jit-copied" role="status"></span>
            </div>
            <p class="hint" id="jit-hint">${JIT_HINTS[method.state]}</p>`
        : html`<p>Off. People need an account before they sign in. To switch it on, contact support.</p>`
    }
  </section>`;
}

const JIT_HINTS: Record<MethodState, string> = {
  waiting: 'Give it to new people of your team. It opens as soon as the validation team has verified this method.',
  verified: 'Give it to new people of your team. Their account is made when they sign in.',
  disabled: 'It is closed while this method is disabled.',
  rejected: 'It stays closed: this method was rejected.',
};

const ACTIONS: Record<Transition, { says: string; look: string }> = {
  verify: { says: 'Verify', look: '' },
  reject: { says: 'Reject', look: 'harsh' },
  disable: { says: 'Disable', look: 'harsh' },
  enable: { says: 'Enable', look: '' },
};

function actions(ctx: Context, service: Service, method: SsoMethod, role: StaffRole): Html[] {
  const button = (action: string, says: string, look: string) =>
    html`<form method="post" action="/manage/methods/${method.id}/${action}">
      ${formToken(ctx, service)}<button class="${look}">${says}</button>
    </form>`;
  const transitions = (Object.keys(TRANSITIONS) as Transition[]).filter((transition) => {
    const { by, from } = TRANSITIONS[transition];
    return by === role && (from as readonly MethodState[]).includes(method.state);
  });
  return [
    ...transitions.map((transition) => button(transition, ACTIONS[transition].says, ACTIONS[transition].look)),
    ...(role === 'owner' && method.jit ? [button('jit-off', 'Switch JIT off', 'harsh')] : []),
  ];
}
