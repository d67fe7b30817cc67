import { authorizationRequests } from '../attempt.ts';
import { each, firstSignIns, storedAccount } from '../judge.ts';
import type { Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, productRules, skipped } from '../rule.ts';

export default defineRule({
  id: 'jit/stores-only-email',
  level: 'MUST',
  says: 'An account made by a JIT login MUST hold the email address and no other personal value that the IdP sent.',
  source: productRules('jit/stores-only-email'),
  needs: ['jit', 'accounts'],
  judge(log) {
    return each(firstSignIns(log), 'Nobody without an account signed in through the JIT login URL.', (attempt) => {
      const { emitted } = attempt;
      if (!emitted) return blocked('The IdP sent nothing.', attempt.started);
      const made = storedAccount(attempt);
      if ('missing' in made) return made.missing;
      const { reading } = made;
      if (!reading.data.complete)
        return skipped(
          'The target file does not promise that what it reads back is all that is stored (observe.account.complete).',
          reading,
        );
      const sent = Object.entries(emitted.data.personal).filter(([, value]) => value.trim().length >= SHORTEST);
      const [request] = authorizationRequests(attempt);
      if (sent.length === 0 && request && !request.asked.scope.includes('profile'))
        return skipped(
          'The application asks the IdP for nothing but the email, so nothing else can be stored.',
          request.seen,
        );
      if (sent.length === 0)
        return blocked('The IdP sent no personal value beside the email, so nothing could have been stored.', emitted);
      const leaked = sent.filter(([, value]) => holds(reading, value));
      if (leaked.length === 0)
        return pass(`None of the ${sent.length} other values that the IdP sent is stored.`, emitted, reading);
      const actual = leaked.map(([name, value]) => `${name} (${value})`).join(', ');
      return fail(
        'The account holds more than the email.',
        { expected: 'the email address alone', actual },
        reading,
        emitted,
      );
    });
  },
});

/** Characters below which a value would be found anywhere by chance. */
const SHORTEST = 4;

/** Whether the value stands anywhere in the account, also escaped for HTML or without the signs in ids and numbers. */
function holds(reading: Observation<'target.account'>, value: string): boolean {
  const stored = comparable(JSON.stringify(reading.data.accounts.map(({ fields }) => fields)));
  const escaped = value.replace(
    /[&<>"']/g,
    (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[sign] ?? '#39'};`,
  );
  const forms = [value, escaped, value.replaceAll(/[-+{}]/g, '')];
  return forms.some((form) => stored.includes(comparable(JSON.stringify(form).slice(1, -1))));
}

const comparable = (text: string) => text.normalize('NFC').toLowerCase();
