import type { SamlDraft } from './draft.ts';

/** The draft with every window of validity moved by so many milliseconds, and nothing else. */
export function shifted(draft: SamlDraft, by: number): SamlDraft {
  const moved = (time: number | null): number | null => (time === null ? null : time + by);
  return {
    ...draft,
    notBefore: moved(draft.notBefore),
    notOnOrAfter: moved(draft.notOnOrAfter),
    confirmationNotOnOrAfter: moved(draft.confirmationNotOnOrAfter),
  };
}
