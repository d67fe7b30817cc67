import { flawOf, domainOf } from './address.ts';
import { loginUrlOf } from './addresses.ts';
import type { Context } from './cookies.ts';
import { html, type Html } from './html.ts';
import { formToken, type Page } from './page.ts';
import type { Service } from './service.ts';
import type { SignedIn } from './sessions.ts';
import type { SsoMethod } from './sso-method.ts';

export function homePage(ctx: Context, service: Service, person: SignedIn | null): Page {
  const content = person
    ? html`<h1>You are signed in</h1>
        <div class="card">
          <dl>
            <dt>Address</dt>
            <dd>${person.email}</dd>
            <dt>Role</dt>
            <dd>${person.role}</dd>
          </dl>
        </div>
        <form method="post" action="/sign-out">${formToken(ctx, service)}<button>Sign out</button></form>`
    : html`<h1>Sign in</h1>
        <div class="card">
          <p>People with an account sign in with their address. New people use the JIT login URL of their team.</p>
          <p><a class="button" href="/login">Sign in with your address</a></p>
        </div>
        <p class="quiet">Owner or validation team? <a href="/manage">Manage sign-in methods</a></p>`;
  return { title: person ? 'Signed in' : 'Sign in', content, narrow: true };
}

/** The ordinary login: from an address to the sign-in methods of its domain. */
export function loginPage(service: Service, email: string): Page {
  const content = html`<h1>Sign in with your address</h1>
    <form class="card" method="get" action="/login">
      <div class="field">
        <label for="email">Email address</label>
        <input id="email" name="email" type="email" autocomplete="username" required value="${email}" />
      </div>
      <button>Continue</button>
    </form>
    ${email && foundMethods(service, email)}`;
  return { title: 'Sign in', content, narrow: true };
}

function foundMethods(service: Service, email: string): Html {
  const methods = flawOf(email)
    ? []
    : service.methods.ofDomain(domainOf(email)).filter(({ state }) => state === 'verified');
  if (methods.length === 0) return html`<p role="status">There is no sign-in method for this address.</p>`;
  return html`<section class="card" aria-labelledby="methods">
    <h2 id="methods">Continue at your organisation</h2>
    ${methods.map((method) => methodLink(method, service))}
  </section>`;
}

const methodLink = (method: SsoMethod, service: Service): Html =>
  html`<p><a class="button" href="${loginUrlOf(method, service)}">${method.name}</a></p>`;
