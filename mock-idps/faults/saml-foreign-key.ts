import { defineFault } from '../fault.ts';
import type { SamlDraft } from '../saml/draft.ts';
import type { KeyData } from '../saml/signature-form.ts';
import type { AttackerKey } from '../saml/respond.ts';

export default defineFault({
  id: 'saml/foreign-key',
  stage: 'draft',
  summary:
    "A response for the victim, signed with the attacker's own key, and a certificate in the message that is to vouch for it.",
  source: {
    title:
      'A certificate in KeyInfo taken for the trusted one (CVE-2024-32962); two keys named, one used and one trusted (CVE-2019-1006)',
    at: 'GHSA-2xp3-57p7-qf4v (xml-crypto)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  // `look-alike`: subject, issuer, serial number and dates of the genuine one; `chain`: one that the look-alike issued.
  options: {
    certificate: ['look-alike', 'stranger', 'chain', 'genuine', 'stranger-and-genuine', 'key-value-and-genuine'],
  },
  touches: ['key', 'signature', 'nameId', 'attributes'],
  apply: (draft, { certificate }, context) => ({
    ...draft,
    ...context.victim(),
    ...signedBy[certificate](draft, context.attackerKey),
  }),
});

const withKeyInfo = (draft: SamlDraft, key: AttackerKey, ...keyInfo: KeyData[]) => ({
  key,
  signature: { ...draft.signature, keyInfo },
});

const signedBy = {
  'look-alike': (_, key) => ({ key }),
  stranger: (_, key) => ({ key: { ...key, certificateBase64: key.stranger } }),
  chain: (draft, key) => withKeyInfo(draft, key, { certificates: [key.issued, key.certificateBase64] }),
  genuine: (draft, { privateKey }) => ({ key: { ...draft.key, privateKey } }),
  'stranger-and-genuine': (draft, key) =>
    withKeyInfo(draft, key, { certificates: [key.stranger] }, { certificates: [draft.key.certificateBase64] }),
  'key-value-and-genuine': (draft, key) =>
    withKeyInfo(draft, key, { valueOf: key.privateKey }, { certificates: [draft.key.certificateBase64] }),
} satisfies Record<string, (draft: SamlDraft, key: AttackerKey) => Partial<SamlDraft>>;
