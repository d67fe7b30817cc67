import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-schema',
  level: 'SHOULD',
  says: 'Metadata SHOULD be what the schema of SAML metadata allows.',
  source: saml('metadata', '§2; saml-schema-metadata-2.0.xsd'),
  covers: ['S189', 'S191', 'S195'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'The schema allows it.', ({ metadata }) =>
      metadata.problems.length === 0
        ? null
        : {
            because: 'The schema does not allow the metadata.',
            expected: 'metadata that the schema allows',
            actual: metadata.problems.join(' '),
          },
    ),
});
