import { judgeRequests, NAMEID_FORMATS, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-nameid-policy',
  level: 'SHOULD',
  says: 'A NameIDPolicy SHOULD ask for a format that SAML knows, or for none.',
  source: saml('core', '§3.4.1.1, §8.3'),
  covers: ['S205'],
  judge: (log) =>
    judgeRequests(
      log,
      'It asks for no format that SAML does not know.',
      ({ said }) => {
        const format = said.nameIdPolicy?.format ?? null;
        return format === null || NAMEID_FORMATS.has(format)
          ? null
          : {
              because: 'It asks for a format of its own.',
              expected: 'a format of SAML, or none',
              actual: quoted(format),
            };
      },
      'hygiene',
    ),
});
