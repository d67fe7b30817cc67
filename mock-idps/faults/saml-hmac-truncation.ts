import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/hmac-truncation',
  stage: 'draft',
  summary:
    'A response for the victim, with an HMAC of which the message itself says that hardly anything has to be compared.',
  source: {
    title: 'HMACOutputLength below half of the hash (CVE-2009-0217)',
    at: 'xmldsig-core1 §6.3.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { bits: ['8', '1', '0'] },
  touches: ['signature', 'nameId', 'attributes'],
  apply: (draft, { bits }, context) => ({
    ...draft,
    ...context.victim(),
    signature: {
      ...draft.signature,
      method: 'hmac-sha1',
      secret: { key: draft.key.certificate, bits: Number(bits) },
    },
  }),
});
