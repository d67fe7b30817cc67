import type { Attempt } from '../attempt.ts';
import { skipped, type Finding } from '../rule.ts';

/** Where an application does not ask userinfo, faults of its answer are never met. */
export function unasked({ facts, happened, emitted }: Attempt): Finding | undefined {
  const isMeant = facts.faults.some(({ id }) => id.startsWith('oidc/userinfo-'));
  // Without an ID token nothing could be asked with.
  if (!isMeant || !emitted || happened.some(({ data }) => data.what === 'userinfo')) return undefined;
  return skipped('The application did not ask userinfo.', emitted);
}
