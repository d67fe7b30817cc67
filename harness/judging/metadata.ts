import type { CaseLog, MetadataReading, Observation } from '../observation.ts';
import { blocked, fail, pass, type Finding } from '../rule.ts';
import type { Objection } from './requests.ts';

/** Metadata that could be read. */
export interface ReadMetadata {
  seen: Observation<'target.metadata'>;
  facts: MetadataReading;
  metadata: NonNullable<MetadataReading['metadata']>;
  /** Its roles as service provider of SAML 2.0; where it names no protocol right, all of them. */
  roles: NonNullable<MetadataReading['metadata']>['roles'];
}

export const SAML2 = 'urn:oasis:names:tc:SAML:2.0:protocol';

/** The metadata that was read last, as far as it could be read. */
export function metadataIn(log: CaseLog): ReadMetadata | undefined {
  const seen = log.last('target.metadata');
  if (!seen?.data.metadata) return undefined;
  const { metadata } = seen.data;
  const ofSaml2 = metadata.roles.filter(({ protocols }) => protocols.includes(SAML2));
  return { seen, facts: seen.data, metadata, roles: ofSaml2.length > 0 ? ofSaml2 : metadata.roles };
}

/** Judges the metadata of the case. What could not be read blocks: another rule says what is wrong with it. */
export function withMetadata(log: CaseLog, judge: (read: ReadMetadata) => Finding): Finding {
  const seen = log.last('target.metadata');
  if (!seen) return blocked('The metadata was not read.');
  const { unreachable, problem } = seen.data;
  if (unreachable !== null) return blocked(`The metadata could not be fetched: ${unreachable}`, seen);
  const read = metadataIn(log);
  return read ? judge(read) : blocked(`The metadata could not be read: ${problem ?? 'unknown'}.`, seen);
}

/** The metadata must be free of this objection. */
export function judgeMetadata(
  log: CaseLog,
  sound: string,
  object: (read: ReadMetadata) => Objection | null,
  grade?: 'hygiene',
): Finding {
  return withMetadata(log, (read) => {
    const objection = object(read);
    if (!objection) return pass(sound, read.seen);
    const { because, expected, actual } = objection;
    return fail(because, { expected, actual, ...(grade ? { grade } : {}) }, read.seen);
  });
}
