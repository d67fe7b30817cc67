import type { Refusal } from '../../saml/request-profile.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';

/** The vendor's error page: its code, what is wrong, what to mend, and what was asked. */
export function errorPage(refusal: Refusal, asked: Readonly<Record<string, string | null>> = {}): Page {
  const { status, code, says, mend } = refusal;
  const given = Object.entries(asked).filter((entry): entry is [string, string] => !!entry[1]);
  return {
    status,
    title: `${code} – sign-in stopped`,
    facts: { 'jitmus-code': code },
    body: html`<h1>Sign-in stopped: <code>${code}</code></h1>
      <p>${says}</p>
      <p><strong>To mend it:</strong> ${mend}</p>
      ${code.startsWith('mock:') && html`<p><small>The code is the mock's own: what the vendor shows here is not established.</small></p>`}
      ${
        given.length > 0 &&
        html`<h2>What was asked</h2>
          <dl>
            ${given.map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd><code>${value}</code></dd>`,
            )}
          </dl>`
      }`,
  };
}

/** Anything else that a person should read. */
export const noticePage = (status: number, title: string, text: string): Page => ({
  status,
  title,
  body: html`<h1>${title}</h1>
    <p>${text}</p>`,
});
