import { judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/no-password',
  level: 'MUST',
  says: 'A SCIM server MUST NOT return a password, in whatever form.',
  source: scimSchema('§4.1.1, §9.2'),
  covers: ['C025', 'R013'],
  needs: ['scim'],
  judge: (log) =>
    judgeResources(log, ({ password }) => (password === undefined ? null : 'it holds a password'), 'no password'),
});
