import { withMetadata } from '../judge.ts';
import { defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-encryption-key',
  level: 'SHOULD',
  says: 'A key for encryption in metadata SHOULD be one with which identity providers can encrypt.',
  source: saml('metadata', '§2.4.1.1'),
  covers: ['S193'],
  needs: ['sp-metadata'],
  judge: (log) =>
    withMetadata(log, ({ seen, roles }) => {
      const keys = roles.flatMap(({ certificates }) => certificates).filter(({ use }) => use === 'encryption');
      if (keys.length === 0) return skipped('The metadata publishes no key for encryption.', seen);
      const useless = keys.find(({ encrypts }) => encrypts !== null);
      if (!useless) return pass('A content key was wrapped with it.', seen);
      const detail = { expected: 'a key that wraps content keys', actual: useless.encrypts ?? '' };
      return fail('Nothing can be encrypted with the key.', detail, seen);
    }),
});
