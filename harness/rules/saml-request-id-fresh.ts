import { requestsIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-id-fresh',
  level: 'MUST',
  says: 'Every AuthnRequest MUST have an ID of its own.',
  source: saml('core', '§1.3.4'),
  covers: ['S211'],
  judge(log) {
    const requests = requestsIn(log);
    const [first, second, ...others] = requests;
    if (!first || !second) return blocked('It takes two requests to see whether their IDs differ.', ...requests);
    const nameless = requests.find(({ data }) => data.id === null);
    if (nameless) return blocked('A request without an ID could not be compared.', nameless);
    for (const [index, request] of requests.entries()) {
      const earlier = requests.slice(0, index).find(({ data }) => data.id === request.data.id);
      if (!earlier) continue;
      const detail = { expected: 'another ID', actual: `${request.data.id} again`, grade: 'check-missing' } as const;
      return fail('Two requests have the same ID.', detail, earlier, request);
    }
    return pass(`The ${requests.length} requests have different IDs.`, first, second, ...others);
  },
});
