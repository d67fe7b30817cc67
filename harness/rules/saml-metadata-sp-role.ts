import { judgeMetadata, SAML2 } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-sp-role',
  level: 'MUST',
  says: 'Metadata of an application MUST hold a role as service provider that supports the protocol of SAML 2.0.',
  source: saml('metadata', '§2.4.1, §2.4.4'),
  covers: ['S191'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'It names the protocol of SAML 2.0.', ({ metadata }) =>
      metadata.roles.some(({ protocols }) => protocols.includes(SAML2))
        ? null
        : {
            because: 'No SPSSODescriptor supports SAML 2.0.',
            expected: SAML2,
            actual: metadata.roles.flatMap(({ protocols }) => protocols).join(' ') || 'nothing',
          },
    ),
});
