import { IdpError } from './idp-error.ts';
import { nearest } from './nearest.ts';
import type { Switch } from './saml/profile.ts';

/** Refuses switches that are not among those known, and forms that they do not have. @throws IdpError `SWITCH_UNKNOWN`, `SWITCH_FORM_UNKNOWN` */
export function checkSwitches(chosen: Readonly<Record<string, string>> = {}, known: readonly Switch[]): void {
  for (const [id, form] of Object.entries(chosen)) {
    const found = known.find((candidate) => candidate.id === id);
    if (!found) {
      const ids = known.map((candidate) => candidate.id);
      throw new IdpError('SWITCH_UNKNOWN', `There is no switch "${id}" here.${hint(id, ids)}`);
    }
    const forms = Object.keys(found.forms);
    if (!forms.includes(form))
      throw new IdpError('SWITCH_FORM_UNKNOWN', `The switch "${id}" has no form "${form}".${hint(form, forms)}`);
  }
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant) return ` Did you mean "${meant}"?`;
  return known.length > 0 ? ` There are: ${known.join(', ')}.` : ' There are none.';
}
