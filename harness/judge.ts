/** What rules are made of. */
export { accountChanges } from './judging/account-changes.ts';
export {
  accountMade,
  firstSignIns,
  FURTHER,
  furtherAccount,
  laterSignIns,
  storedAccount,
  unchanged,
} from './judging/account.ts';
export { judgeClearAnswer } from './judging/clear-answer.ts';
export { couldNotSay } from './judging/doubts.ts';
export { each } from './judging/each.ts';
export { endWords } from './judging/end-words.ts';
export { judgeFetches } from './judging/fetches.ts';
export { judgeFault } from './judging/forgery.ts';
export { BROKEN_TOKEN_SIGNATURES } from './judging/token-signature.ts';
export { harmful, seenIn, told } from './judging/entries.ts';
export { NAMEID_FORMATS } from './judging/nameid-formats.ts';
export { outcome, type Outcome } from './judging/outcome.ts';
export { reasonsToRefuse } from './judging/reasons.ts';
export { judgeMetadata, metadataIn, SAML2, withMetadata } from './judging/metadata.ts';
export { eachRequest, judgeRequests, quoted, requestsIn } from './judging/requests.ts';
export { mustBeRefused, refusal, refusedFor } from './judging/refusal.ts';
export { judgeOidcEnded, judgeOidcLogoutFault, notTold } from './judging/openid-sign-outs.ts';
export {
  judgeBystanders,
  judgeEnded,
  judgeLogoutFault,
  judgeOwnSession,
  logoutRequests,
  namesStrongly,
  notBrought,
  ownSession,
  signOuts,
  signOutsAt,
  unmet,
} from './judging/sign-outs.ts';
export { sameSet } from './judging/same-set.ts';
export { mustBeSignedIn } from './judging/signed-in.ts';
export { neverTheVictim } from './judging/victim.ts';
export { unasked } from './judging/unasked.ts';
export { judgeVariation } from './judging/variation.ts';
export * from './judging/scim-calls.ts';
export * from './judging/provisioning.ts';
