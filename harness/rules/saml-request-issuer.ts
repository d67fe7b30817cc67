import { judgeRequests, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-issuer',
  level: 'MUST',
  says: 'The Issuer of an AuthnRequest MUST be the entity ID of the application.',
  source: saml('profiles', '§4.1.4.1'),
  covers: ['S204'],
  judge: (log) =>
    judgeRequests(log, 'Its Issuer is the entity ID.', ({ said, facts }) => {
      const { issuer } = said;
      const { entityId } = facts.expected;
      if (issuer?.value !== entityId)
        return {
          because: 'The Issuer is not the entity ID.',
          expected: quoted(entityId),
          actual: quoted(issuer?.value ?? null),
        };
      if (issuer.format === null || issuer.format === ENTITY) return null;
      return { because: 'The Format of the Issuer is another than entity.', expected: ENTITY, actual: issuer.format };
    }),
});

const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';
