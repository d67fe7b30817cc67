import { attempts } from '../attempt.ts';
import { outcome, seenIn, told, withMetadata } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-want-assertions-signed',
  level: 'SHOULD',
  says: 'An application SHOULD refuse an assertion that is not signed itself where its metadata asks for signed ones, and nowhere else.',
  source: saml('metadata', '§2.4.4'),
  covers: ['S191'],
  needs: ['sp-metadata'],
  passesOnRefusal: true,
  failsOnRefusal: true,
  judge: (log) =>
    withMetadata(log, ({ seen, roles }) => {
      const attempt = attempts(log).find(({ emitted }) => emitted?.data.shape === 'response');
      if (!attempt) return blocked('No assertion came that is not signed itself.', seen);
      const asked = roles.some(({ wantAssertionsSigned }) => wantAssertionsSigned);
      const result = outcome(attempt);
      if (result.kind === 'unclear')
        return blocked(`What became of it cannot be told. ${result.because}`, seen, ...result.witness);
      if (result.kind === 'accepted') {
        const entered = seenIn(result.entries);
        if (!asked) return pass('The metadata asks for no more than the application does.', seen, ...entered);
        const detail = { expected: 'no session', actual: told(result.entries), grade: 'hygiene' } as const;
        return fail('The metadata asks for signed assertions, and this one was taken.', detail, seen, ...entered);
      }
      if (asked)
        return pass('The metadata asks for signed assertions, and this one was refused.', seen, ...result.witness);
      const detail = { expected: 'WantAssertionsSigned="true"', actual: 'no word of it', grade: 'hygiene' } as const;
      return fail(
        'Identity providers are not told that assertions have to be signed.',
        detail,
        seen,
        ...result.witness,
      );
    }),
});
