import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-in-force',
  level: 'MUST',
  says: 'Metadata MUST be in force while it is served.',
  source: saml('metadata', '§2.3.1, §2.3.2, §2.4.1'),
  covers: ['S189'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'Its validUntil is not past.', ({ metadata }) =>
      metadata.expired
        ? {
            because: 'Its validUntil is past, so that no identity provider may use it.',
            expected: 'a time in the future, or none',
            actual: 'a time in the past',
          }
        : null,
    ),
});
