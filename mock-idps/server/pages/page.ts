import { createHash } from 'node:crypto';
import type { Vendor } from '../../app.ts';
import { html, type Html } from './html.ts';

/** A page as it is sent. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  /** Facts for programs: name → content of a meta element. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Submits the first form as soon as the page is there. */
  readonly submits?: boolean;
  /** Where the browser goes on as soon as everything in the page has loaded, its frames too. */
  readonly goesOn?: string;
}

export const VENDOR_NAMES: Readonly<Record<Vendor, string>> = {
  entra: 'Microsoft Entra ID',
  google: 'Google Workspace',
  okta: 'Okta',
  other: 'a plain IdP',
};

const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --quiet: #5a5a5a; --paper: #fff; --ground: #f2f2f2; --line: #c9c9c9; --accent: #4a4a4a; }
.entra { --accent: #0067b8; } .google { --accent: #1a56c4; } .okta { --accent: #1a55c9; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececec; --quiet: #b0b0b0; --paper: #212121; --ground: #141414; --line: #4d4d4d; --accent: #bdbdbd; }
  .entra { --accent: #6cb8f6; } .google { --accent: #8ab4f8; } .okta { --accent: #8fb4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header { padding: .5rem 1rem; border-bottom: 3px solid var(--accent); background: var(--paper); font-size: .875rem; }
main { max-width: 44rem; margin: 2rem auto; padding: 1.5rem 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; } h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
a { color: var(--accent); } code { font-size: .9em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
ul.people { list-style: none; margin: 0; padding: 0; } ul.people li { border-top: 1px solid var(--line); }
ul.people button { width: 100%; text-align: start; padding: .6rem .5rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; overflow-wrap: anywhere; }
ul.people button:hover, ul.people button:focus-visible { background: var(--ground); }
small { color: var(--quiet); display: block; } nav { display: flex; gap: 1rem; margin-top: 1rem; }
fieldset { border: 1px solid var(--line); border-radius: 6px; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); margin: 0; padding: 1rem; }
label { display: grid; gap: .2rem; font-size: .875rem; align-content: start; } p.row { display: flex; gap: 1rem; align-items: end; } select, input { font: inherit; padding: .35rem; max-width: 100%; }
button.main { padding: .5rem 1.5rem; border: 0; border-radius: 4px; background: var(--accent); color: var(--paper); font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
const SUBMIT = 'document.forms[0].submit();';

// Whole elements, because the policy names the digest of every character between the tags.
const STYLE_ELEMENT: Html = { markup: `<style>${STYLE}</style>` };
const SCRIPT_ELEMENT: Html = { markup: `<script>${SUBMIT}</script>` };

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded from anywhere, and no script runs but the one that submits. Forms may post anywhere: that is their task. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src ${sha256(STYLE)}; script-src ${sha256(SUBMIT)}; base-uri 'none'; frame-ancestors 'none'`;

/** The whole document. Every page says that it is a mock. Null: the page is of no vendor. */
export function document(vendor: Vendor | null, { title, body, facts = {}, submits = false, goesOn }: Page): string {
  const metas = Object.entries(facts).map(([name, content]) => html`<meta name="${name}" content="${content}" />`);
  const { markup } = html`<!doctype html>
    <html lang="en" class="${vendor ?? ''}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        ${metas} ${goesOn !== undefined && html`<meta http-equiv="refresh" content="0; url=${goesOn}" />`}
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header>
          <strong>Mock of ${vendor ? VENDOR_NAMES[vendor] : 'identity providers'}</strong>, made by jitmus for tests.
          Nobody's real account is here.
        </header>
        <main>${body}</main>
        ${submits && SCRIPT_ELEMENT}
      </body>
    </html> `;
  return markup;
}
