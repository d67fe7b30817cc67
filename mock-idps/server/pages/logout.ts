import { html } from './html.ts';
import type { Page } from './page.ts';

/** Tells every application of the session that it ended, each in a frame, and goes back when all of them have answered. */
export const logoutPage = (frames: readonly string[], back: string | null): Page => ({
  status: 200,
  title: 'Signed out',
  ...(back !== null && { goesOn: back }),
  body: html`<h1>Signed out</h1>
    <p>The session at the identity provider has ended. These applications are told:</p>
    ${frames.map((address) => html`<iframe src="${address}" title="Front-channel logout"></iframe>`)}
    ${back !== null && html`<p><a class="main" href="${back}">Back to the application</a></p>`}`,
});
