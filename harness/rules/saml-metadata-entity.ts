import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-entity',
  level: 'MUST',
  says: 'Metadata of an application MUST hold exactly one EntityDescriptor of its own entity ID.',
  source: saml('metadata', '§2.3.2'),
  covers: ['S189'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'One EntityDescriptor has the entity ID of the application.', ({ metadata, facts }) => {
      const { entityId } = facts.expected;
      const own = metadata.entities.filter((id) => id === entityId);
      return own.length === 1
        ? null
        : {
            because:
              own.length === 0 ? 'It is the metadata of somebody else.' : 'The entity ID stands there more than once.',
            expected: entityId,
            actual: metadata.entities.join(', '),
          };
    }),
});
