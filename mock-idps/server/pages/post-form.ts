import type { DeliveryPlan } from '../../saml/delivery.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';

/** Where a form leads, and what it carries. */
export type Submission = Omit<DeliveryPlan, 'browser'> & {
  /** Default: that somebody is signed in. */
  readonly says?: string;
};

/** What a form that is sent by GET would lose: the parameters of its own address. */
const kept = ({ method, to }: Submission) => (method === 'GET' ? [...new URL(to).searchParams] : []);

/** A page that carries a response to the service provider: by script at once, or by a button. */
export function postForm(submission: Submission): Page {
  const { to, method, fields, encoding = 'application/x-www-form-urlencoded', says = 'Signing you in' } = submission;
  return {
    status: 200,
    // Beyond Latin-1, one character would double the whole page in memory.
    title: 'Working ...',
    submits: true,
    body: html`<h1>${says}</h1>
      <form method="${method.toLowerCase()}" action="${to}" enctype="${encoding}" name="hiddenform">
        ${[...kept(submission), ...fields].map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <noscript><p>Without script, go on by hand.</p></noscript>
        <button class="main">Continue</button>
      </form>`,
  };
}
