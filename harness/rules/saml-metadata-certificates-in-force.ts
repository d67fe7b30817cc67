import { judgeMetadata } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-certificates-in-force',
  level: 'SHOULD',
  says: 'Certificates in metadata SHOULD be neither expired nor from the future.',
  source: {
    title: 'SAML 2.0 Metadata, and the certificates of RFC 5280',
    at: 'saml-metadata-2.0-os §2.4.1.1; RFC 5280 §4.1.2.5',
    basis: 'specification',
    checked: '2026-11-24',
  },
  covers: ['S194'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(
      log,
      'Every certificate is in force.',
      ({ roles }) => {
        const other = roles
          .flatMap(({ certificates }) => certificates)
          .find(({ lifetime }) => lifetime !== null && lifetime !== 'in-force');
        return other === undefined
          ? null
          : {
              because: 'A certificate is not in force, and identity providers may refuse it.',
              expected: 'a certificate in force',
              actual: `one that ${other.lifetime === 'over' ? 'has expired' : 'has not begun'} (use: ${other.use})`,
            };
      },
      'hygiene',
    ),
});
