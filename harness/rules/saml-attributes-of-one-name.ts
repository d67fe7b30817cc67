import { attempts } from '../attempt.ts';
import { each, judgeVariation, sameSet, storedAccount } from '../judge.ts';
import { blocked, defineRule, fail, pass } from '../rule.ts';

const FAULT = 'saml/groups-as-several-attributes';

export default defineRule({
  id: 'saml/attributes-of-one-name',
  level: 'SHOULD',
  says: 'Several Attribute elements of one name SHOULD be read as one attribute with the values of all: Keycloak writes groups in this way.',
  source: {
    title: 'Groups in several attributes of one name',
    at: 'metabase/metabase#20744; codelibs/fess-docs#494',
    basis: 'issue',
    checked: '2026-11-24',
  },
  needs: ['jit', 'accounts', 'groups'],
  failsOnRefusal: true,
  judge(log) {
    const letIn = judgeVariation(log, FAULT);
    if (letIn.status !== 'pass') return letIn;
    const varied = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => id === FAULT));
    return each(varied, 'No groups came in several attributes.', (attempt) => {
      const { emitted } = attempt;
      const sent = emitted?.data.groups;
      if (!emitted || !sent?.length || sent === 'overage') return blocked('The IdP sent no groups.', attempt.started);
      const made = storedAccount(attempt);
      if ('missing' in made) return made.missing;
      const { reading, groups } = made;
      if (groups === null) return blocked('The groups of the account could not be read back.', reading);
      if (sameSet(sent, groups)) return pass('The groups of all attributes are there.', emitted, reading);
      return fail(
        'The groups are not those of all attributes.',
        { expected: sent.join(', '), actual: groups.join(', ') || 'no groups' },
        emitted,
        reading,
      );
    });
  },
});
