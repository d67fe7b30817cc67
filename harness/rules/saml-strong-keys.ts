import { attempts } from '../attempt.ts';
import { each, outcome, seenIn, told } from '../judge.ts';
import { blocked, defineRule, fail, pass, type Finding } from '../rule.ts';

export default defineRule({
  id: 'saml/strong-keys',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse an IdP whose signing key has fewer than 2048 bits, when it is set up or at the latest when somebody signs in.',
  source: {
    title: 'NIST SP 800-131A, RSA keys for digital signatures',
    at: 'SP 800-131A Rev. 2 §3',
    basis: 'specification',
    checked: '2026-11-24',
  },
  needs: ['sso-methods'],
  passesOnRefusal: true,
  judge(log) {
    if (log.last('case.given')?.data.keys !== 'weak') return blocked('The key of the IdP was not weak.');
    const created = log.all('target.method').findLast(({ data }) => data.action === 'create');
    if (!created) return blocked('No SSO method was created.');
    const { accepted, status } = created.data;
    if (!accepted && status !== null && status < 500) return pass('The SSO method was not taken.', created);
    if (!accepted)
      return blocked(`Whether the SSO method was refused cannot be told: ${status ?? 'no answer'}.`, created);
    return each(attempts(log), 'Nobody signed in.', (attempt): Finding => {
      const result = outcome(attempt);
      if (result.kind === 'unclear')
        return blocked(`Whether it was refused cannot be told. ${result.because}`, ...result.witness);
      if (result.kind === 'refused') return pass('The sign-in was refused.', ...result.witness);
      const found = { expected: 'no session and no account', actual: told(result.entries), grade: 'hygiene' as const };
      return fail('Let in by a key of 1024 bits.', found, ...seenIn(result.entries));
    });
  },
});
