import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/foreign-key',
  stage: 'draft',
  summary:
    "A response for the victim, signed with the attacker's own key, whose look-alike certificate lies in the message.",
  source: {
    title: 'A certificate in KeyInfo taken for the trusted one (CVE-2024-32962)',
    at: 'GHSA-2xp3-57p7-qf4v (xml-crypto)',
    basis: 'issue',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  touches: ['key', 'nameId', 'attributes'],
  apply: (draft, _options, context) => ({ ...draft, ...context.victim(), key: context.attackerKey }),
});
