import { eachRequest, metadataIn } from '../judge.ts';
import { defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/request-signature',
  level: 'MUST',
  says: 'The signature of an AuthnRequest MUST hold, by the key that the application has published.',
  source: saml('core', '§5.4.2; bindings §3.4.4.1'),
  covers: ['S208'],
  needs: ['signed-requests'],
  judge: (log) =>
    eachRequest(log, ({ seen, facts }) => {
      const metadata = metadataIn(log);
      const evidence = [seen, ...(metadata ? [metadata.seen] : [])] as const;
      const { state, algorithms } = facts.signature;
      switch (state) {
        case 'valid':
          return pass('The signature holds.', ...evidence);
        case 'absent':
          return skipped('The request is not signed.', seen);
        case 'unsupported':
          return skipped(`jitmus cannot check signatures by ${algorithms.join(', ')}.`, seen);
        case 'unchecked':
          return skipped(
            'Neither the target file nor the metadata names the certificate to check it with.',
            ...evidence,
          );
        case 'invalid':
          return fail(
            'The signature does not hold.',
            { expected: 'a signature over the request as sent, by a published key', actual: 'another' },
            ...evidence,
          );
      }
    }),
});
