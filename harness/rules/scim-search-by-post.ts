import { judgeCalls, mustFind } from '../judge.ts';
import { defineRule, scimProtocol, skipped } from '../rule.ts';

export default defineRule({
  id: 'scim/search-by-post',
  level: 'SHOULD',
  says: 'A POST to .search SHOULD find what the same query by GET finds.',
  source: scimProtocol('§3.4.3'),
  covers: ['C073', 'R046'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { path } }) => path.endsWith('/.search'),
      'Nobody searched by POST.',
      (call) => {
        const { seen, answer } = call;
        if ([404, 405, 501].includes(answer.status))
          return skipped(`Searching by POST is not offered: ${answer.status}.`, seen);
        return mustFind(call);
      },
    ),
});
