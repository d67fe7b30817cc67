import { createHash } from 'node:crypto';
import { formTokenOf, type Context } from './cookies.ts';
import { html, type Html } from './html.ts';
import { COPY_SCRIPT, STYLE } from './page-style.ts';
import type { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { staffOf } from './staff.ts';

/** Where the style sheet and the script are, under names that change with them. */
export const ASSETS: Readonly<Record<string, { type: string; body: string }>> = {
  [`/assets/${nameOf(STYLE)}.css`]: { type: 'text/css', body: STYLE },
  [`/assets/${nameOf(COPY_SCRIPT)}.js`]: { type: 'text/javascript', body: COPY_SCRIPT },
};
const [STYLE_PATH, SCRIPT_PATH] = Object.keys(ASSETS);

function nameOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

export interface Page {
  title: string;
  content: Html;
  /** Stable code of a refusal. */
  code?: string;
  /** A page to read or to fill in, rather than a table. */
  narrow?: boolean;
}

/** Answers with a whole page. */
export function showPage(ctx: Context, service: Service, page: Page, status = 200): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${page.code && html`<meta name="code" content="${page.code}" />`}
        <title>${page.title} – Reference service provider</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
        <script src="${SCRIPT_PATH}" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <div>
            <a class="brand" href="/">Reference service provider</a>
            ${navigation(ctx, service)}
          </div>
        </header>
        <main id="content" class="${page.narrow ? 'narrow' : ''}">${page.content}</main>
        <footer>${footer(service)}</footer>
      </body>
    </html>`.text;
}

const STAFF_PAGES = [
  ['/manage', 'Sign-in methods'],
  ['/manage/people', 'People'],
  ['/manage/groups', 'Groups'],
] as const;

function navigation(ctx: Context, service: Service): Html | null {
  const role = staffOf(ctx, service);
  if (!role) return null;
  const link = ([path, title]: readonly [string, string]) =>
    html`<a href="${path}" ${ctx.path === path && html`aria-current="page"`}>${title}</a>`;
  return html`<nav aria-label="Management">
    ${STAFF_PAGES.map(link)}
    <form method="post" action="/manage/sign-out">
      ${formToken(ctx, service)}
      <button class="plain small">Sign out (${role === 'owner' ? 'owner' : 'validation team'})</button>
    </form>
  </nav>`;
}

function footer({ defects }: Service): Html {
  if (defects.size === 0) return html`<p>A service provider for tests.</p>`;
  return html`<p>A service provider for tests, with deliberate defects: ${[...defects].join(', ')}.</p>`;
}

/** Goes into every form that changes something. */
export const formToken = (ctx: Context, service: Service): Html =>
  html`<input type="hidden" name="form" value="${formTokenOf(ctx, service)}" />`;

/** Why something was refused, in words and as a code. */
export function showRefusal(
  ctx: Context,
  service: Service,
  refusal: { code: string; message: string },
  status: number,
): void {
  const title =
    status === 404 ? 'Not found' : ctx.path.startsWith('/manage') ? 'That was refused' : 'You were not signed in';
  const content = html`<h1>${title}</h1>
    <div class="card">
      <p role="alert">${refusal.message}</p>
      <p class="quiet">Code: <code>${refusal.code}</code></p>
      <p><a href="/">To the start page</a></p>
    </div>`;
  showPage(ctx, service, { title, content, code: refusal.code, narrow: true }, status);
}

/** A problem with what was sent, above the form that it was sent with. */
export const alertOf = (refusal: Refusal | null): Html | null =>
  refusal &&
  html`<div class="alert" role="alert">
    <p>${refusal.message}</p>
    <p class="quiet">Code: <code>${refusal.code}</code></p>
  </div>`;
