import { blocked, defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/existing-method-needs-support',
  level: 'MUST',
  says: 'The owner MUST NOT be able to switch JIT on for an SSO method that was made without it: the application says to contact support, and nothing changes.',
  source: productRules('jit/existing-method-needs-support'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const methods = log.all('target.method');
    const update = methods.find(({ data }) => data.action === 'update' && data.jitAsked);
    if (!update) return blocked('Nobody asked for JIT on an existing method.', ...methods);
    const expected = 'a refusal that names support, and a method still without JIT';
    if (update.data.accepted) {
      const shown = methods
        .filter(({ id }) => Number(id.slice(1)) > Number(update.id.slice(1)))
        .find(({ data }) => data.action === 'show');
      if (shown?.data.accepted && shown.data.jitLoginUrl === null && /support/i.test(update.data.text))
        return pass('Nothing changed, and support is named.', update, shown);
      return fail(
        'The owner switched JIT on.',
        { expected, actual: `accepted (${update.data.status}): ${update.data.text}` },
        update,
        ...(shown ? [shown] : []),
      );
    }
    if (update.data.status === null || update.data.status >= 500)
      return blocked(`The request failed (${update.data.status ?? 'no answer'}).`, update);
    const shown = methods
      .filter(({ id }) => Number(id.slice(1)) > Number(update.id.slice(1)))
      .find(({ data }) => data.action === 'show');
    if (!shown?.data.accepted)
      return blocked('The method could not be looked at afterwards.', update, ...(shown ? [shown] : []));
    if (shown.data.jitLoginUrl !== null)
      return fail(
        'Refused, and yet the method has a JIT login URL now.',
        { expected, actual: shown.data.jitLoginUrl },
        update,
        shown,
      );
    if (!/support/i.test(update.data.text))
      return fail('The refusal does not say to contact support.', { expected, actual: update.data.text }, update);
    return pass('Refused with a word about support; the method is as it was.', update, shown);
  },
});
