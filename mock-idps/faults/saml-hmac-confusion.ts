import { X509Certificate } from 'node:crypto';
import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/hmac-confusion',
  stage: 'draft',
  summary: "A response for the victim, with an HMAC whose secret is the IdP's public certificate.",
  source: {
    title: 'HMAC verified with the key that was configured for RSA',
    at: 'GHSA-c27r-x354-4m68 (xml-crypto)',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  // A verifier uses the text that it holds, so every way in which libraries write a certificate is a secret of its own.
  options: {
    secret: ['pem', 'pem-without-last-line-break', 'pem-on-one-line', 'base64', 'der', 'public-key-pem'],
    method: ['hmac-sha1', 'hmac-sha256'],
  },
  touches: ['signature', 'nameId', 'attributes'],
  apply: (draft, { secret, method }, context) => ({
    ...draft,
    ...context.victim(),
    signature: { ...draft.signature, method, secret: { key: secrets[secret](draft.key.certificate) } },
  }),
});

const base64Of = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');

const secrets = {
  // Lines of 64 characters, each ended, the last one too.
  pem: (pem) => pem,
  'pem-without-last-line-break': (pem) => pem.trimEnd(),
  'pem-on-one-line': (pem) => `-----BEGIN CERTIFICATE-----\n${base64Of(pem)}\n-----END CERTIFICATE-----\n`,
  base64: base64Of,
  der: (pem) => Buffer.from(base64Of(pem), 'base64'),
  'public-key-pem': (pem) => new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }),
} satisfies Record<string, (pem: string) => string | Buffer>;
