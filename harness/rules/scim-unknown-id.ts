import { judgeCalls, mustBeRefusedWith, NOBODY } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/unknown-id',
  level: 'MUST',
  says: 'A SCIM server MUST answer a request for a resource that there is not with 404, and make none.',
  source: scimProtocol('§3.4.1, §3.5.1, §3.12'),
  covers: ['C036', 'R027', 'R049'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { path } }) => path.includes(`/${NOBODY}`),
      'Nobody asked for what there is not.',
      (call) => mustBeRefusedWith(call, [404]),
    ),
});
