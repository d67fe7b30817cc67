import type { AppSettings } from './app.ts';
import { IdpError } from './idp-error.ts';
import { nearest } from './nearest.ts';
import { logoutProfiles } from './profiles/logouts.ts';
import { oidcProfiles } from './profiles/oidc.ts';
import { requestProfiles } from './profiles/requests.ts';
import { responseProfiles } from './profiles/responses.ts';
import type { Quirk, Switch } from './saml/profile.ts';
import type { Source } from './source.ts';
import type { Vendor } from './app.ts';

/** A switch as lists print it. */
export interface SwitchFacts {
  id: string;
  vendor: Vendor;
  summary: string;
  /** Form → what it does. */
  forms: Readonly<Record<string, string>>;
  /** The form that holds where the settings name none. */
  default: string;
  source: Source;
}

/** A quirk as lists print it. */
export interface QuirkFacts {
  id: string;
  vendor: Vendor;
  summary: string;
  source: Source;
}

const switches: readonly Switch[] = [
  ...Object.values(responseProfiles),
  ...Object.values(requestProfiles),
  ...Object.values(logoutProfiles),
  ...Object.values(oidcProfiles),
].flatMap((profile) => profile.switches);
const quirks: readonly Pick<Quirk, 'id' | 'summary' | 'source'>[] = [
  ...Object.values(responseProfiles),
  ...Object.values(oidcProfiles),
].flatMap((profile) => profile.quirks);

/** Contradictions between sources that `settings.switches` decides. */
export const switchList = (): SwitchFacts[] =>
  switches.map(({ id, summary, forms, source }) => ({
    id,
    vendor: vendorOf(id),
    summary,
    forms,
    default: Object.keys(forms)[0] ?? '',
    source,
  }));

/** Vendor habits that are always on. */
export const quirkList = (): QuirkFacts[] =>
  quirks.map(({ id, summary, source }) => ({ id, vendor: vendorOf(id), summary, source }));

/** What the vendors look at before they answer, in their order. */
export const requestCheckList = (): QuirkFacts[] => [
  ...Object.values(requestProfiles).flatMap(({ vendor, beforeSignIn, afterSignIn }) =>
    [...beforeSignIn, ...afterSignIn].map(({ id, summary, source }) => ({ id, vendor, summary, source })),
  ),
  ...Object.values(logoutProfiles).flatMap(({ vendor, checks }) =>
    checks.map(({ id, summary, source }) => ({ id, vendor, summary, source })),
  ),
];

const vendorOf = (id: string): Vendor => id.slice(0, id.indexOf('/')) as Vendor;

/** @throws IdpError `SWITCH_UNKNOWN`, `SWITCH_FORM_UNKNOWN` */
export function checkSwitches(chosen: AppSettings['switches'] = {}): void {
  for (const [id, form] of Object.entries(chosen)) {
    const found = switches.find((candidate) => candidate.id === id);
    if (!found)
      throw new IdpError(
        'SWITCH_UNKNOWN',
        `There is no switch "${id}".${hint(
          id,
          switches.map((s) => s.id),
        )}`,
      );
    const forms = Object.keys(found.forms);
    if (!forms.includes(form)) {
      throw new IdpError('SWITCH_FORM_UNKNOWN', `The switch "${id}" has no form "${form}".${hint(form, forms)}`);
    }
  }
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant ? ` Did you mean "${meant}"?` : ` There are: ${known.join(', ')}.`;
}
