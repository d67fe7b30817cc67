import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-acs',
  level: 'MUST',
  says: 'Metadata of an application MUST name the address where it takes responses by HTTP-POST.',
  source: saml('metadata', '§2.4.4; profiles §4.1.6'),
  covers: ['S195'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(log, 'It names the assertion consumer service.', ({ roles, facts }) => {
      const posts = roles.flatMap(({ acs }) => acs).filter(({ binding }) => binding === POST);
      return posts.some(({ location }) => location === facts.expected.acsUrl)
        ? null
        : {
            because: 'The assertion consumer service is not in the metadata.',
            expected: `${facts.expected.acsUrl} by HTTP-POST`,
            actual: posts.map(({ location }) => location).join(', ') || 'no address by HTTP-POST',
          };
    }),
});

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
