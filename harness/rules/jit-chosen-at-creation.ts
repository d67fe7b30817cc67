import { each } from '../judge.ts';
import type { CaseLog, Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, productRules, type Finding } from '../rule.ts';

export default defineRule({
  id: 'jit/chosen-at-creation',
  level: 'MUST',
  says: 'JIT provisioning MUST be offered while an SSO method is created for Entra ID, Google Workspace or Okta, and for no other IdP type.',
  source: productRules('jit/chosen-at-creation'),
  needs: ['sso-methods', 'jit'],
  judge(log) {
    const idp = log.last('case.given')?.data.idp;
    const created = log.all('target.method').filter(({ data }) => data.action === 'create' && data.jitAsked);
    return each(created, 'No SSO method with JIT was asked for.', (method) => {
      const { status } = method.data;
      if (idp === undefined || status === null || status >= 500)
        return blocked(`The request failed (${status ?? 'no answer'}).`, method);
      return idp === 'other' ? mustNotBeGranted(method, log) : mustBeGranted(method);
    });
  },
});

type Method = Observation<'target.method'>;

const granted = ({ data }: Method) => data.accepted && data.jitLoginUrl !== null;

function mustBeGranted(method: Method): Finding {
  if (granted(method)) return pass('The method was created with JIT.', method);
  const { accepted, status, text } = method.data;
  const actual = accepted ? 'a method without JIT' : `refused (${status}): ${text}`;
  return fail('JIT could not be chosen at creation.', { expected: 'a method with a JIT login URL', actual }, method);
}

function mustNotBeGranted(method: Method, log: CaseLog): Finding {
  if (granted(method))
    return fail(
      'JIT was granted for an IdP type that does not offer it.',
      { expected: 'a refusal, or a method without JIT', actual: 'a method with a JIT login URL' },
      method,
    );
  if (method.data.accepted) return pass('The method was created without JIT.', method);
  // An application that refuses every method of this type has not shown why.
  const plain = log.all('target.method').find(({ data }) => data.action === 'create' && data.jitAsked === false);
  if (!plain?.data.accepted)
    return blocked(
      `Refused (${method.data.status}), and no method of this IdP type without JIT was created either.`,
      method,
      ...(plain ? [plain] : []),
    );
  return pass('JIT was refused for this IdP type, and a method without it was created.', method, plain);
}
