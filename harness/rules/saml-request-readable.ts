import { each, requestsIn } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-readable',
  level: 'MUST',
  says: 'An AuthnRequest MUST be well-formed XML in base64, and on HTTP-Redirect deflated before.',
  source: saml('bindings', '§3.4.4.1, §3.5.4; profiles §4.1.4.1'),
  covers: ['S201'],
  judge: (log) =>
    each(requestsIn(log), 'The application sent no request.', (seen) => {
      const { problem, binding } = seen.data;
      if (problem === null) return pass('The request can be read.', seen);
      if (unread.has(problem)) return blocked(`jitmus does not read it: ${problem}.`, seen);
      return fail(
        'The request cannot be read.',
        { expected: `an AuthnRequest on the ${binding} binding`, actual: words[problem] ?? problem },
        seen,
      );
    }),
});

/** Permitted, and yet not read here. */
const unread: ReadonlySet<string> = new Set(['doctype', 'too-large']);

const words: Readonly<Record<string, string>> = {
  missing: 'no SAMLRequest at all',
  repeated: 'a parameter that comes twice',
  'not-base64': 'something that is not base64',
  'not-deflated': 'something that does not inflate',
  'not-utf8': 'bytes that are not UTF-8',
  'not-xml': 'something that is not well-formed XML',
  'not-authn-request': 'another document than an AuthnRequest',
  logout: 'a LogoutRequest',
};
