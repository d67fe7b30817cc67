import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/unsigned',
  stage: 'draft',
  summary: 'A response that claims to be the victim and carries no signature at all.',
  source: {
    title: 'SAML 2.0 Profiles, use of POST binding',
    at: 'saml-profiles-2.0-os §4.1.4.5',
    basis: 'specification',
    checked: '2026-11-23',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  touches: ['sign', 'nameId', 'attributes'],
  apply: (draft, _options, context) => ({ ...draft, ...context.victim(), sign: 'none' }),
});
