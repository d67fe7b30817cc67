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
    judgeResources(log, (resource) => (holdsPassword(resource) ? 'it holds a password' : null), 'no password'),
});

/** Under whatever spelling, in whatever part of it. */
const holdsPassword = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([name, part]) => (/^password$/i.test(name) && part != null) || holdsPassword(part));
