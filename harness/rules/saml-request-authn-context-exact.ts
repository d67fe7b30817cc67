import { judgeRequests, quoted } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/request-authn-context-exact',
  level: 'SHOULD',
  says: 'A RequestedAuthnContext SHOULD ask for an exact match, because Entra ID takes no other comparison.',
  source: {
    title: 'AADSTS900235 in the wild',
    at: 'centreon/centreon#5166; MicrosoftDocs/entra-docs#1244',
    basis: 'issue',
    checked: '2026-11-24',
  },
  covers: ['S206'],
  judge: (log) =>
    judgeRequests(
      log,
      'It asks for no other comparison than exact.',
      ({ said }) =>
        said.authnContext === null || said.authnContext.comparison === 'exact'
          ? null
          : {
              because: 'Entra ID refuses the request with AADSTS900235.',
              expected: 'exact, or no RequestedAuthnContext',
              actual: quoted(said.authnContext.comparison),
            },
      'hygiene',
    ),
});
