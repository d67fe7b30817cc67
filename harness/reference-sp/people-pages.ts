import type { Account } from './accounts.ts';
import type { Context } from './cookies.ts';
import { html, type Html } from './html.ts';
import { formToken, type Page } from './page.ts';
import type { Service } from './service.ts';
import type { StaffRole } from './sso-method.ts';

export function peoplePage(ctx: Context, service: Service, role: StaffRole): Page {
  const accounts = service.accounts.all();
  const names = new Map(service.methods.all().map((method) => [method.id, method.name]));
  const row = (account: Account) =>
    html`<tr>
      <td>${account.email}</td>
      <td>${account.role}</td>
      <td>
        ${account.provisionedBy === 'owner' ? 'an owner' : (names.get(account.provisionedBy) ?? 'a former method')}
      </td>
      <td>${list(service.accounts.groupsOf(account.id))}</td>
      <td>
        ${account.status === 'active' ? html`<span class="state good">Active</span>` : html`<span class="state bad">Disabled</span>`}
      </td>
      ${role === 'owner' && html`<td>${switchButton(ctx, service, account)}</td>`}
    </tr>`;
  const content = html`<h1 id="heading">People</h1>
    <div class="card scroll" role="region" tabindex="0" aria-labelledby="heading">
      ${
        accounts.length === 0
          ? html`<p>Nobody has an account yet.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Address</th>
                  <th scope="col">Role</th>
                  <th scope="col">Made by</th>
                  <th scope="col">Groups</th>
                  <th scope="col">State</th>
                  ${role === 'owner' && html`<th scope="col">Change</th>`}
                </tr>
              </thead>
              <tbody>
                ${accounts.map(row)}
              </tbody>
            </table>`
      }
    </div>`;
  return { title: 'People', content };
}

function switchButton(ctx: Context, service: Service, account: Account): Html {
  const action = account.status === 'active' ? 'disable' : 'enable';
  return html`<form method="post" action="/manage/people/${account.id}/${action}">
    ${formToken(ctx, service)}
    <button class="${action === 'disable' ? 'harsh' : 'plain'} small" aria-label="${action} ${account.email}">
      ${action === 'disable' ? 'Disable' : 'Enable'}
    </button>
  </form>`;
}

export function groupsPage(service: Service): Page {
  const groups = service.accounts.groups();
  const content = html`<h1 id="heading">Groups</h1>
    <div class="card scroll" role="region" tabindex="0" aria-labelledby="heading">
      ${
        groups.length === 0
          ? html`<p>There is no group yet.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Members</th>
                </tr>
              </thead>
              <tbody>
                ${groups.map(
                  ({ name, members }) =>
                    html`<tr>
                      <td><code>${name}</code></td>
                      <td>${list(members)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
    </div>`;
  return { title: 'Groups', content };
}

const list = (items: readonly string[]): Html =>
  items.length === 0
    ? html`<span class="quiet">none</span>`
    : html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
