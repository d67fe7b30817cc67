/** The style sheet of all pages. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --surface: #ffffff; --line: #d9dde3; --text: #1b2430; --quiet: #566273; --accent: #1f5fbf; --on-accent: #ffffff;
  --good: #1a6b3c; --good-ground: #e2f4e9; --wait: #7a5200; --wait-ground: #fdf1d6; --bad: #a32020; --bad-ground: #fdeaea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --surface: #1b212a; --line: #36404d; --text: #e6eaf0; --quiet: #a3afbf; --accent: #8ab4f8; --on-accent: #0d1726;
    --good: #7fd8a4; --good-ground: #16311f; --wait: #f2c66d; --wait-ground: #36290c; --bad: #ff9d9d; --bad-ground: #3d1717;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--surface); padding: .5rem 1rem; z-index: 1; }
header.top { background: var(--surface); border-bottom: 1px solid var(--line); }
header.top > div { max-width: 60rem; margin: 0 auto; padding: .8rem 1.25rem; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
header.top .brand { font-weight: 650; color: var(--text); text-decoration: none; margin-right: auto; }
header.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
header.top nav a { text-decoration: none; padding: .15rem 0; }
header.top nav a[aria-current] { color: var(--text); font-weight: 600; border-bottom: 2px solid var(--accent); }
main { max-width: 60rem; margin: 0 auto; padding: 1.75rem 1.25rem 3rem; }
main.narrow { max-width: 34rem; }
footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem 2rem; color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; }
.heading { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-bottom: 1rem; }
.heading h1 { margin: 0; }
@media (min-width: 36rem) { .heading > :last-child:not(h1) { margin-left: auto; } }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.4rem; margin-bottom: 1.25rem; }
.card > :last-child { margin-bottom: 0; }
.quiet { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .6rem .75rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
th:first-child, td:first-child { padding-left: 0; }
th { font-weight: 600; font-size: .875rem; color: var(--quiet); }
td ul { margin: 0; padding: 0; list-style: none; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .5rem 1.5rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: .1rem; } dd { margin-bottom: .75rem; } }
code { font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
label, legend { display: block; font-weight: 600; margin-bottom: .3rem; padding: 0; }
fieldset { border: 0; padding: 0; margin: 0 0 1.25rem; min-width: 0; }
fieldset.part { border-top: 1px solid var(--line); padding-top: 1.1rem; }
fieldset.part legend { float: left; width: 100%; font-size: 1.1rem; margin-bottom: .75rem; }
fieldset.part legend + * { clear: both; margin-bottom: .9rem; }
.field { margin-bottom: 1.1rem; }
.hint { color: var(--quiet); font-size: .875rem; margin: .3rem 0 0; }
.choice { display: flex; gap: .6rem; align-items: baseline; margin-bottom: .35rem; }
.choice label { font-weight: 400; margin: 0; }
input:not([type=radio], [type=checkbox]), select, textarea {
  width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .5rem .65rem;
}
textarea { min-height: 7rem; font: .875rem/1.5 ui-monospace, monospace; resize: vertical; }
input[readonly] { font: .9rem/1.5 ui-monospace, monospace; }
input[type=radio], input[type=checkbox] { accent-color: var(--accent); }
button, .button {
  font: inherit; font-weight: 600; border: 1px solid var(--accent); border-radius: 6px; padding: .45rem 1rem; cursor: pointer;
  background: var(--accent); color: var(--on-accent); text-decoration: none; display: inline-block;
}
button.plain { background: transparent; color: var(--accent); }
button.harsh { background: transparent; color: var(--bad); border-color: var(--bad); }
button.small { padding: .15rem .6rem; font-size: .875rem; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.row > [role=status]:empty { margin-left: -.6rem; }
.row > input { flex: 1 1 16rem; width: auto; }
.alert { border: 1px solid var(--bad); border-left-width: 5px; background: var(--bad-ground); border-radius: 8px; padding: .8rem 1rem; margin-bottom: 1.25rem; }
.alert > :last-child { margin-bottom: 0; }
.state { display: inline-block; border-radius: 99px; padding: .05rem .7rem; font-size: .875rem; font-weight: 600; white-space: nowrap; }
.state.good { color: var(--good); background: var(--good-ground); }
.state.wait { color: var(--wait); background: var(--wait-ground); }
.state.bad { color: var(--bad); background: var(--bad-ground); }
`;

/** Makes the copy buttons work; without it the address can still be selected. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    document.getElementById(button.dataset.says).textContent = 'Copied.';
  });
}
`;
