import { judgeMetadata } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-key-strength',
  level: 'SHOULD',
  says: 'Keys in metadata SHOULD be of 2048 bits or more, on elliptic curves of 256 or more.',
  source: {
    title: 'NIST SP 800-131A Rev. 2, key lengths',
    at: 'SP 800-131A Rev. 2 §3, §6; SP 800-57 Part 1 Rev. 5 §5.6.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  covers: ['S194'],
  needs: ['sp-metadata'],
  judge: (log) =>
    judgeMetadata(
      log,
      'No key is short.',
      ({ roles }) => {
        const short = roles
          .flatMap(({ certificates }) => certificates)
          .find(({ keyType, bits }) => bits !== null && bits < (keyType === 'ec' ? 256 : 2048));
        return short === undefined
          ? null
          : {
              because: 'A key is too short.',
              expected: short.keyType === 'ec' ? '256 bits or more' : '2048 bits or more',
              actual: `${short.keyType} of ${short.bits} bits (use: ${short.use})`,
            };
      },
      'hygiene',
    ),
});
