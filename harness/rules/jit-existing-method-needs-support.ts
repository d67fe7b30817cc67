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
    const before = log
      .before(update)
      .all('target.method')
      .findLast(({ data }) => data.accepted);
    const shown = log
      .after(update)
      .all('target.method')
      .find(({ data }) => data.action === 'show');
    const { status, accepted, text } = update.data;
    if (status === null || status >= 500) return blocked(`The request failed (${status ?? 'no answer'}).`, update);
    if (!before) return blocked('There was no method before.', update);
    if (!shown?.data.accepted)
      return blocked('The method could not be looked at afterwards.', update, ...(shown ? [shown] : []));

    const expected = 'a refusal that names support, and a method still without JIT';
    const answer = `${accepted ? 'accepted' : 'refused'} (${status}): ${text}`;
    const url = shown.data.jitLoginUrl;
    if (url !== before.data.jitLoginUrl)
      return fail('The owner switched JIT on.', { expected, actual: `${answer}; JIT login URL ${url}` }, update, shown);
    if (accepted && url !== null)
      return blocked('The method had a JIT login URL before, so whether JIT is on now cannot be told.', update, shown);
    if (!namesSupport(text))
      return fail('The answer does not say to contact support.', { expected, actual: answer }, update, shown);
    return pass('Support is named, and the method is as it was.', update, shown);
  },
});

/** "Contact support", not "this type does not support JIT". */
const namesSupport = (text: string) =>
  /\b(contact|ask|call|reach|e-?mail|write|speak|talk|get in touch)\b[^.]{0,40}\bsupport\b|contact[-_ ]?support|needs?[-_ ]support|\bsupport[-_ @](team|desk|staff|request|ticket|cent(er|re)|agent)|support@|\b(only|by|through|via) (our |the |your )?support\b/i.test(
    text,
  );
