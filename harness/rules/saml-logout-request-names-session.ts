import { each, logoutRequests, quoted } from '../judge.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/logout-request-names-session',
  level: 'MUST',
  says: 'A LogoutRequest of an application MUST name the person as the assertion did, and at least one SessionIndex.',
  source: saml('profiles', '§4.4.4.1; §4.4.3.1'),
  needs: ['single-logout'],
  judge: (log) =>
    each(logoutRequests(log), 'The application sent no LogoutRequest.', ({ seen, emitted }) => {
      if (!emitted) return blocked('What the IdP had told of the session was not seen.', seen);
      const { nameId, sessionIndexes } = seen.data;
      const issued = emitted.data;
      const evidence = [seen, emitted] as const;
      if (nameId?.value !== issued.nameId.value) {
        const detail = { expected: quoted(issued.nameId.value), actual: quoted(nameId?.value ?? null) };
        return fail('The LogoutRequest names somebody else than the assertion.', detail, ...evidence);
      }
      if (nameId.format !== null && issued.nameId.format !== null && nameId.format !== issued.nameId.format) {
        const detail = { expected: issued.nameId.format, actual: nameId.format };
        return fail('The NameID has another Format than in the assertion.', detail, ...evidence);
      }
      if (issued.sessionIndex === null) return pass('The person is named as in the assertion.', ...evidence);
      if (sessionIndexes.includes(issued.sessionIndex))
        return pass('Person and session are named as in the assertion.', ...evidence);
      const actual = sessionIndexes.map(quoted).join(', ') || 'none';
      return fail(
        'The LogoutRequest does not name the session of the assertion.',
        { expected: `the SessionIndex ${quoted(issued.sessionIndex)}`, actual },
        ...evidence,
      );
    }),
});
