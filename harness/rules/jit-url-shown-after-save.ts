import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/url-shown-after-save',
  level: 'MUST',
  says: 'Once an SSO method with JIT is saved its JIT login URL MUST be shown, and MUST be the same whenever the owner comes back to look.',
  source: productRules('jit/url-shown-after-save'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const methods = log.all('target.method');
    const created = methods.find(({ data }) => data.action === 'create' && data.accepted && data.jitAsked);
    if (!created) return blocked('No SSO method with JIT was created.', ...methods);
    const url = created.data.jitLoginUrl;
    if (!url) return fail('No JIT login URL was shown after saving.', { expected: 'a URL', actual: 'none' }, created);
    const looks = log
      .after(created)
      .all('target.method')
      .filter(({ data }) => data.action === 'show');
    if (looks.length === 0) return blocked('The owner never came back to look.', created);
    const other = looks.find(({ data }) => data.accepted && data.jitLoginUrl !== url);
    if (other)
      return fail(
        'The JIT login URL is not the same later.',
        { expected: url, actual: other.data.jitLoginUrl ?? 'none' },
        created,
        other,
      );
    const unseen = looks.find(({ data }) => !data.accepted);
    if (unseen) return blocked(`The owner could not look (${unseen.data.status ?? 'no answer'}).`, created, unseen);
    return pass(`The same URL was shown after saving and ${looks.length} times later.`, created, ...looks);
  },
});
