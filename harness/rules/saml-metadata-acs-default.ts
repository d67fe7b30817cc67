import { judgeMetadata } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-acs-default',
  level: 'SHOULD',
  says: 'Metadata SHOULD mark one assertion consumer service as the default at most.',
  source: saml('metadata', '§2.2.3'),
  covers: ['S195'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(
      log,
      'One assertion consumer service at most is the default.',
      ({ roles }) => {
        const most = Math.max(0, ...roles.map(({ acs }) => acs.filter(({ isDefault }) => isDefault).length));
        return most <= 1
          ? null
          : {
              because: 'Of several defaults the first counts, which is easily overlooked.',
              expected: 'one default',
              actual: `${most} defaults`,
            };
      },
      'hygiene',
    ),
});
