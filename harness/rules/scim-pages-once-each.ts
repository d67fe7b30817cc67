import { isObject, isQuery, leftOut, scimCalls, succeeded } from '../judge.ts';
import { blocked, defineRule, fail, pass, scimProtocol, type Evidence } from '../rule.ts';

export default defineRule({
  id: 'scim/pages-once-each',
  level: 'MUST',
  says: 'Pages MUST together hold every result, and none twice.',
  source: scimProtocol('§3.4.2.4'),
  covers: ['C069', 'R029'],
  needs: ['scim'],
  judge: (log) => {
    const pages = scimCalls(log).filter(
      (call) =>
        isQuery(call) &&
        call.facts.query.startIndex !== undefined &&
        Number(call.facts.query.count) > 0 &&
        call.facts.finds !== null,
    );
    const [first] = pages;
    if (!first) return blocked('No pages were asked for.');
    const unoffered = pages.map((page) => leftOut(log, page)).find((finding) => finding !== null);
    if (unoffered) return unoffered;
    const evidence: Evidence = [first.seen, ...pages.slice(1).map(({ seen }) => seen)];
    const refused = pages.find(({ facts: { answer } }) => !answer || !succeeded(answer));
    if (refused) return blocked(`A page was answered with ${refused.facts.answer?.status ?? 'nothing'}.`, ...evidence);
    const found = pages.flatMap(({ facts: { answer } }) => answer?.ids ?? []);
    const wanted = first.facts.finds?.these ?? [];
    const missing = wanted.filter((id) => !found.includes(id));
    const twice = found.filter((id, at) => found.indexOf(id) !== at);
    const total = pages.map(({ facts: { answer } }) => (isObject(answer?.json) ? answer.json.totalResults : undefined));
    const odd = total.find((each) => each !== wanted.length);
    if (total.every((each) => each === wanted.length) && missing.length === 0 && twice.length === 0)
      return pass(`${pages.length} pages hold every result once.`, ...evidence);
    const actual = `${missing.length} missing, ${twice.length} twice, ${JSON.stringify(odd) ?? wanted.length} told of ${wanted.length}`;
    return fail(`Of the results ${actual}.`, { expected: 'each once', actual }, ...evidence);
  },
});
