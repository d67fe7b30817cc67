import type { ReportingConfiguration, ReportingDescriptor } from 'sarif';
import type { RuleFacts } from '../report.ts';
import { visible } from '../visible.ts';
import { markdownText } from './markdown-text.ts';
import { messageText } from './sarif-text.ts';

/** What a level is in SARIF where nothing else is said. */
export const LEVELS = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const satisfies Record<
  RuleFacts['level'],
  ReportingConfiguration.level
>;

const BASIS = {
  specification: 'a specification',
  'vendor-doc': "the vendor's documentation",
  capture: 'a capture',
  issue: 'an issue thread',
  inferred: 'an inference',
} as const satisfies Record<RuleFacts['source']['basis'], string>;

/** A rule with its help, which viewers show beside each result. */
export function descriptorOf({ id, level, says, source, subject }: RuleFacts): ReportingDescriptor {
  const address = /^https?:\/\/[\x21-\x7e]+$/.test(source.at) && URL.canParse(source.at) ? source.at : undefined;
  const basis = `Source, ${BASIS[source.basis]}, last checked on ${source.checked}`;
  return {
    id: visible(id),
    shortDescription: { text: messageText(says) },
    fullDescription: { text: messageText(says) },
    help: {
      text: messageText(`${level}: ${says}\n\n${basis}: ${source.title}, ${source.at}`),
      markdown: `**${level}** ${markdownText(says)}\n\n${basis}: ${markdownText(`${source.title}, ${source.at}`)}`,
    },
    ...(address === undefined ? {} : { helpUri: address }),
    defaultConfiguration: { level: LEVELS[level] },
    properties: { tags: [visible(id.split('/')[0] ?? id), level, subject], subject },
  };
}
