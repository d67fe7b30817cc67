import { judgeMetadata, quoted, NAMEID_FORMATS } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-nameid-formats',
  level: 'SHOULD',
  says: 'Metadata SHOULD ask for formats of name identifiers that SAML knows.',
  source: saml('core', '§8.3; metadata §2.4.2'),
  covers: ['S197'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(
      log,
      'It asks for no format that SAML does not know.',
      ({ roles }) => {
        const strange = roles
          .flatMap(({ nameIdFormats }) => nameIdFormats)
          .find((format) => !NAMEID_FORMATS.has(format));
        return strange === undefined
          ? null
          : { because: 'It asks for a format of its own.', expected: 'formats of SAML', actual: quoted(strange) };
      },
      'hygiene',
    ),
});
