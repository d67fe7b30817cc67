import { attempts, type Attempt } from '../attempt.ts';
import { judgeFault } from '../judge.ts';
import { blocked, defineRule, openIdDiscovery, pass } from '../rule.ts';

export default defineRule({
  id: 'oidc/discovery-issuer',
  level: 'MUST',
  says: 'A relying party MUST NOT use a discovery document whose issuer is not exactly the one that it asked.',
  source: openIdDiscovery('§4.3'),
  passesOnRefusal: true,
  judge(log) {
    const created = log.all('target.method').find(({ data }) => data.action === 'create');
    if (!created) return blocked('No SSO method was created.');
    const { status, accepted } = created.data;
    if (status === null || status >= 500)
      return blocked(`Whether the discovery document was refused cannot be told: ${status ?? 'no answer'}.`, created);
    if (!accepted) return pass('No SSO method was made of the discovery document.', created);
    // Who reads the document when somebody comes says no before the IdP is reached.
    const early = attempts(log).find(({ answered, ended }) => !answered && ended.every(isPage));
    const [first, ...others] = early?.sessions ?? [];
    if (first && [first, ...others].every(({ data }) => data.email === null))
      return pass('Nobody was sent to the IdP of the discovery document.', first, ...others);
    return judgeFault(log, 'oidc/issuer');
  },
});

const isPage = ({ data }: Attempt['ended'][number]) => data.outcome === 'page';
