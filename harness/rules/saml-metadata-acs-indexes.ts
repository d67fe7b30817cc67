import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-acs-indexes',
  level: 'MUST',
  says: 'The assertion consumer services in metadata MUST have different indexes.',
  source: saml('metadata', '§2.2.3'),
  covers: ['S195'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'Every assertion consumer service has an index of its own.', ({ roles }) => {
      const twice = roles.flatMap(({ acs }) => {
        const indexes = acs.map(({ index }) => index);
        return indexes.filter((index, at) => index !== null && indexes.indexOf(index) !== at);
      });
      return twice.length === 0
        ? null
        : {
            because: 'Two assertion consumer services have the same index.',
            expected: 'different indexes',
            actual: `${twice.join(', ')} more than once`,
          };
    }),
});
