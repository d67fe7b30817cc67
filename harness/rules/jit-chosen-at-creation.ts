import { each } from '../judge.ts';
import { defineRule, fail, pass, productRules } from '../rule.ts';

export default defineRule({
  id: 'jit/chosen-at-creation',
  level: 'MUST',
  says: 'JIT provisioning MUST be offered while an SSO method is created for Entra ID, Google Workspace or Okta, and for no other IdP type.',
  source: productRules('jit/chosen-at-creation'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const offered = log.last('case.given')?.data.idp !== 'other';
    const created = log.all('target.method').filter(({ data }) => data.action === 'create' && data.jitAsked);
    return each(created, 'No SSO method with JIT was asked for.', (method) => {
      const has = method.data.accepted && method.data.jitLoginUrl !== null;
      const actual = has
        ? 'a method with a JIT login URL'
        : method.data.accepted
          ? 'a method without JIT'
          : `refused (${method.data.status}): ${method.data.text}`;
      if (has === offered)
        return pass(offered ? 'The method was created with JIT.' : 'JIT was not granted for this IdP type.', method);
      return fail(
        offered ? 'JIT could not be chosen at creation.' : 'JIT was granted for an IdP type that does not offer it.',
        { expected: offered ? 'a method with a JIT login URL' : 'a refusal, or a method without JIT', actual },
        method,
      );
    });
  },
});
