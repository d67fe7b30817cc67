import { eachRequest, metadataIn } from '../judge.ts';
import { defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/request-signed-as-promised',
  level: 'MUST',
  says: 'An application that says that it signs its AuthnRequests MUST sign them.',
  source: saml('metadata', '§2.4.4'),
  covers: ['S208', 'S191'],
  judge: (log) =>
    eachRequest(log, ({ seen, facts }) => {
      const metadata = metadataIn(log);
      const published = metadata?.roles.some((role) => role.authnRequestsSigned) === true;
      const promise = facts.signature.promisedBy ?? (published ? 'the metadata (AuthnRequestsSigned)' : null);
      const evidence = [seen, ...(metadata ? [metadata.seen] : [])] as const;
      if (promise === null)
        return metadata
          ? pass('The metadata does not promise signed requests.', ...evidence)
          : skipped('Nothing says whether the application signs its requests.', seen);
      if (facts.signature.state !== 'absent')
        return pass(`The request is signed, as promised by ${promise}.`, ...evidence);
      const actual = 'no signature';
      return fail(`Signed requests are promised by ${promise}.`, { expected: 'a signature', actual }, ...evidence);
    }),
});
