import { judgeRequests } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-allow-create',
  level: 'SHOULD',
  says: 'A NameIDPolicy that asks for a transient identifier SHOULD say nothing of AllowCreate.',
  source: saml('core', '§3.4.1.1, erratum E14'),
  covers: ['S205'],
  judge: (log) =>
    judgeRequests(
      log,
      'It does not speak of creating what is transient.',
      ({ said }) =>
        said.nameIdPolicy?.format === TRANSIENT && said.nameIdPolicy.allowCreate !== null
          ? {
              because: 'AllowCreate means nothing for transient identifiers.',
              expected: 'no AllowCreate',
              actual: `AllowCreate ${said.nameIdPolicy.allowCreate}`,
            }
          : null,
      'hygiene',
    ),
});

const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
