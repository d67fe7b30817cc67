import type { Identity, SamlDraft } from './draft.ts';

/** The draft with the victim's address as NameID, rewritten. `rewrite`: from what stands left of `@`, and the rest with it. */
export function changedNameId(
  draft: SamlDraft,
  victim: Identity,
  rewrite: (local: string, rest: string) => string,
): SamlDraft {
  const address = victim.nameId?.value ?? '';
  const at = address.indexOf('@');
  if (!draft.nameId || at < 1) throw new RangeError("The victim's NameID is no address.");
  return { ...draft, nameId: { ...draft.nameId, value: rewrite(address.slice(0, at), address.slice(at)) } };
}
