import { html } from './html.ts';
import type { Page } from './page.ts';

/** Where a form leads, and what it carries. */
export interface Submission {
  readonly to: string;
  readonly method: 'POST' | 'GET';
  readonly xml: string;
  readonly relayState: string | null;
}

/** What a form that is sent by GET would lose: the parameters of its own address. */
const kept = ({ method, to }: Submission) => (method === 'GET' ? [...new URL(to).searchParams] : []);

/** A page that carries a response to the service provider: by script at once, or by a button. */
export function postForm(submission: Submission): Page {
  const { to, method, xml, relayState } = submission;
  return {
    status: 200,
    title: 'Working …',
    submits: true,
    body: html`<h1>Signing you in</h1>
      <form method="${method.toLowerCase()}" action="${to}" name="hiddenform">
        ${kept(submission).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <input type="hidden" name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}" />
        ${relayState !== null && html`<input type="hidden" name="RelayState" value="${relayState}" />`}
        <noscript><p>Without script, go on by hand.</p></noscript>
        <button class="main">Continue</button>
      </form>`,
  };
}
