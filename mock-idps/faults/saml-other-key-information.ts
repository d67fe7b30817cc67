import { defineFault } from '../fault.ts';
import type { SamlDraft } from '../saml/draft.ts';
import type { KeyData } from '../saml/signature-form.ts';

export default defineFault({
  id: 'saml/other-key-information',
  stage: 'draft',
  summary: "The signature is the IdP's, but KeyInfo holds no certificate.",
  source: {
    title: 'SAML 2.0 Core, KeyInfo; a real IdP that sends an RSAKeyValue',
    at: 'saml-core-2.0-os §5.4.5; crewjam/saml testdata, TestSPRealWorldKeyInfoHasRSAPublicKeyNotX509Cert',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  options: { holds: ['nothing', 'key-value', 'subject-name', 'key-name'] },
  touches: ['signature'],
  apply: (draft, { holds }) => ({ ...draft, signature: { ...draft.signature, keyInfo: keyInfo[holds](draft) } }),
});

const keyInfo = {
  nothing: () => [],
  'key-value': ({ key }) => [{ valueOf: key.privateKey }],
  'subject-name': ({ key }) => [{ subjectName: key.subjectName }],
  'key-name': () => [{ keyName: 'signing-key-1' }],
} satisfies Record<string, (draft: SamlDraft) => readonly KeyData[]>;
