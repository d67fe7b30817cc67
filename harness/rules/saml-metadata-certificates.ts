import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-certificates',
  level: 'MUST',
  says: 'Certificates in metadata MUST be ones that can be read.',
  source: saml('metadata', '§2.4.1.1; xmldsig-core §4.4.4'),
  covers: ['S193'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'Every certificate can be read.', ({ roles }) => {
      const broken = roles.flatMap(({ certificates }) => certificates).find(({ problem }) => problem !== null);
      return broken === undefined
        ? null
        : {
            because: 'A certificate cannot be read.',
            expected: 'base64 of an X.509 certificate',
            actual: `${broken.problem} (use: ${broken.use})`,
          };
    }),
});
