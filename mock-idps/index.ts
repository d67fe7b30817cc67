/** The only door of the mock identity providers. */
export type { App, AppSettings, KeyStep, RelyingParty, SigningShape, ValueSource, Vendor } from './app.ts';
export { mockDefects, type MockDefect } from './defects.ts';
export { openDirectory, type Directory } from './directory/directory.ts';
export { MAX_NUMBER } from './directory/numbering.ts';
export { namesOfGroups } from './directory/groups.ts';
export type { Group, Person, PersonaSpec, PersonChange } from './directory/person.ts';
export type {
  AuthorizationAnswered,
  AuthorizationRequested,
  BackChannelCall,
  ClaimsTold,
  Delivery,
  Emitted,
  EndSessionRequested,
  Happened,
  IdpEvent,
  LogoutReceived,
  LogoutSent,
  LogoutTold,
  Refused,
  RequestReceived,
  RequestSignature,
} from './event.ts';
export type { FaultFacts, FaultUse } from './fault.ts';
export { faultList, parseFaultUse } from './fault-list.ts';
export type { Fetched, Hinders, Hindrance, NetworkFailure } from './hindrance.ts';
export { IdpError, type IdpErrorCode } from './idp-error.ts';
export {
  startIdps,
  type Idps,
  type Impersonation,
  type IdpsOptions,
  type SignInOrder,
  type SignInTicket,
  type SignOutOrder,
  type SignOutTicket,
  type Ticket,
} from './idps.ts';
export type { OpenDesk } from './server/beside.ts';
export type { Ending, Exchange } from './scim/exchange.ts';
export type {
  ConnectionTest,
  CycleReport,
  Failure,
  FailureCode,
  ImportedUser,
  ImportReport,
  ObjectOutcome,
  Outcome,
  Quarantine,
  SkipReason,
  Task,
  WaitReason,
} from './scim/outcome.ts';
export type {
  PersonAttributes,
  Provisioning,
  ProvisioningOptions,
  ProvisioningSettings,
  ProvisioningVendor,
} from './scim/provisioning.ts';
export { retryAfterMs } from './scim/retry-after.ts';
export type { Source } from './source.ts';
export { ownTlsIdentity, type TlsIdentity } from './tls.ts';
export { quirkList, requestCheckList, switchList, type QuirkFacts, type SwitchFacts } from './switches.ts';
