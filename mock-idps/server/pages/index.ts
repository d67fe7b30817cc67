import type { App } from '../../app.ts';
import { html } from './html.ts';
import { VENDOR_NAMES, type Page } from './page.ts';

/** What is registered, with the addresses that a service provider needs. */
export function indexPage(apps: readonly App[]): Page {
  return {
    status: 200,
    title: 'Mock identity providers',
    body: html`<h1>Mock identity providers</h1>
      ${apps.length === 0 && html`<p>No application is registered yet.</p>`}
      ${apps.map(
        (app) =>
          html`<h2>${app.name} (${VENDOR_NAMES[app.vendor]})</h2>
            <dl>
              <dt>Entity ID</dt>
              <dd><code>${app.entityId}</code></dd>
              <dt>Sign-on URL</dt>
              <dd><code>${app.ssoUrl}</code></dd>
              <dt>Metadata</dt>
              <dd><a href="${app.metadataUrl}">${app.metadataUrl}</a></dd>
              <dt>Start here</dt>
              <dd><a href="${app.startUrl}">${app.startUrl}</a></dd>
              ${
                app.openid !== null &&
                html`<dt>OpenID issuer</dt>
                  <dd><a href="${app.openid.discoveryUrl}">${app.openid.issuer}</a></dd>
                  <dt>Client ID</dt>
                  <dd><code>${app.clientId}</code></dd>`
              }
              <dt>Service provider</dt>
              <dd><code>${app.settings.serviceProvider?.entityId ?? 'not registered yet'}</code></dd>
            </dl>`,
      )}`,
  };
}
