import type { Person, PersonaSpec } from '../../directory/person.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';

export interface SignInPage {
  /** Where the choice goes. */
  readonly action: string;
  readonly appName: string;
  readonly serviceProvider: string;
  readonly people: readonly Person[];
  /** Number of the first person shown. */
  readonly from: number;
  /** What the request says of who may be meant. Default: nothing. */
  readonly suggested?: readonly string[];
  readonly isSuggested?: (person: Person) => boolean;
}

export const PAGE_SIZE = 10;

/** What of a persona the page lets a person choose: the first of each is the default. */
export const CHOICES = {
  kind: ['member', 'guest'],
  email: ['plain', 'mixed-case', 'plus-address', 'apostrophe', 'non-ascii', 'missing'],
  upn: ['same', 'different', 'other-name', 'no-address'],
  name: ['plain', 'non-ascii', 'decomposed', 'emoji', 'apostrophe', 'markup'],
  profile: ['full', 'bare', 'long', 'lines', 'separators'],
  groupNames: ['plain', 'hostile', 'commas', 'non-ascii'],
  assigned: ['yes', 'no'],
} as const satisfies Partial<Record<keyof PersonaSpec, readonly string[]>>;

const LABELS: Readonly<Record<keyof typeof CHOICES, string>> = {
  kind: 'Kind',
  email: 'Address',
  upn: 'Sign-in name',
  name: 'Name',
  profile: 'Phone and department',
  groupNames: 'Group names',
  assigned: 'Assigned to the application',
};

/** For people who came without a ticket: whoever is in the directory, or somebody made to measure. */
export function signInPage({
  action,
  appName,
  serviceProvider,
  people,
  from,
  suggested = [],
  isSuggested = () => false,
}: SignInPage): Page {
  const numbered = people.map((person, index) => ({ person, number: from + index, first: isSuggested(person) }));
  // The application may have a wish; anybody can be chosen all the same.
  const sorted = [...numbered.filter(({ first }) => first), ...numbered.filter(({ first }) => !first)];
  const older = Math.max(0, from - PAGE_SIZE);
  return {
    status: 200,
    title: 'Sign in',
    body: html`<h1>Who signs in to ${appName}?</h1>
      <p>The service provider is <code>${serviceProvider}</code>. There are no passwords: choose a person.</p>
      ${suggested.length > 0 && html`<p>The application suggests <code>${suggested.join(' ')}</code>.</p>`}
      <h2 id="people">People ${from} to ${from + people.length - 1} of a directory without end</h2>
      <form method="post" action="${action}">
        <ul class="people" aria-labelledby="people">
          ${sorted.map(
            ({ person, number, first }) =>
              html`<li>
                <button name="person" value="${number}">
                  ${person.displayName}<small
                    >${first && 'suggested · '}${person.email ?? person.upn} · groups: ${person.groups.length}</small
                  >
                </button>
              </li>`,
          )}
        </ul>
      </form>
      <nav aria-label="Pages of people">
        ${from > 0 && html`<a href="${action}?from=${older}">Earlier</a>`}<a href="${action}?from=${from + PAGE_SIZE}"
          >Later</a
        >
      </nav>
      <form method="get" action="${action}">
        <p class="row">
          <label>Go to person number <input name="from" type="number" min="0" max="999999999" value="${from}" /></label>
          <button class="main">Go</button>
        </p>
      </form>
      <h2>Somebody made to measure</h2>
      <form method="post" action="${action}">
        <fieldset>
          <legend>Persona</legend>
          <label>Key of the person <input name="key" value="visitor" required maxlength="80" /></label>
          ${(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map(
            (name) =>
              html`<label
                >${LABELS[name]}
                <select name="${name}">
                  ${CHOICES[name].map((option) => html`<option>${option}</option>`)}
                </select></label
              >`,
          )}
          <label>Number of groups <input name="groups" type="number" min="0" max="2000" value="0" /></label>
        </fieldset>
        <p><button class="main" name="person" value="made">Sign in</button></p>
      </form>`,
  };
}

/** The persona that a form describes; null when it names what there is not. */
export function personaOf(form: { get(name: string): string | null }): PersonaSpec | null {
  const groups = Number(form.get('groups') ?? 0);
  if (!Number.isInteger(groups) || groups < 0 || groups > 2000) return null;
  const pick = <T extends string>(name: string, options: readonly [T, ...T[]]): T | undefined => {
    const value = form.get(name) ?? options[0];
    return options.find((option) => option === value);
  };
  const kind = pick('kind', CHOICES.kind);
  const email = pick('email', CHOICES.email);
  const upn = pick('upn', CHOICES.upn);
  const name = pick('name', CHOICES.name);
  const profile = pick('profile', CHOICES.profile);
  const groupNames = pick('groupNames', CHOICES.groupNames);
  const assigned = pick('assigned', CHOICES.assigned);
  if (!kind || !email || !upn || !name || !profile || !groupNames || !assigned) return null;
  return { kind, email, upn, name, profile, groupNames, groups, assigned: assigned === 'yes' };
}
