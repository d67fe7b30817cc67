import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/finds-in-any-case',
  level: 'MUST',
  says: 'Names of attributes, operators and the userName MUST be matched without regard to letter case.',
  source: scimProtocol('§3.4.2.2'),
  covers: ['C064', 'R010', 'R035'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { finds, query } }) =>
        finds !== null &&
        finds.these.length > 0 &&
        /^(USERNAME|userName EQ|userName eq "[^a-z]+")/.test(query.filter ?? ''),
      'Nobody was looked for in another letter case.',
      mustFind,
    ),
});
