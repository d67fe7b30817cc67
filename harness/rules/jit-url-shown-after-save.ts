import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/url-shown-after-save',
  level: 'MUST',
  says: 'Once an SSO method with JIT is saved its JIT login URL MUST be shown, and MUST be the same whenever the owner comes back to look.',
  source: productRules('jit/url-shown-after-save'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const methods = log.all('target.method');
    const created = methods.find(({ data }) => data.action === 'create' && data.accepted);
    if (!created) return blocked('No SSO method was created.', ...methods);
    const url = created.data.jitLoginUrl;
    if (!url) return fail('No JIT login URL was shown after saving.', { expected: 'a URL', actual: 'none' }, created);
    const looks = methods.filter(({ data }) => data.action === 'show');
    if (looks.length === 0) return blocked('The owner never came back to look.', created);
    const other = looks.find(({ data }) => data.jitLoginUrl !== url);
    if (other) {
      const actual = other.data.jitLoginUrl ?? (other.data.accepted ? 'none' : `an error (${other.data.status})`);
      return fail('The JIT login URL is not the same later.', { expected: url, actual }, created, other);
    }
    return pass(`The same URL was shown after saving and ${looks.length} times later.`, created, ...looks);
  },
});
