/** The library: mock identity providers and scenarios within a test of your own. */
export type {
  ClaimsTold,
  ConnectionTest,
  CycleReport,
  Emitted,
  Exchange,
  Group,
  IdpEvent,
  ImportReport,
  Outcome,
  Person,
  PersonAttributes,
  PersonChange,
  Provisioning,
  ProvisioningSettings,
  Refused,
  RelyingParty,
  SigningShape,
  Task,
  Vendor,
} from '../mock-idps/index.ts';
export { IdpError, type IdpErrorCode } from '../mock-idps/index.ts';
export { JitmusError } from '../harness/errors.ts';
export type { Answer, Browser, Visit } from './browser.ts';
export { faults, type Fault, type FaultChoice, type FaultId, type FaultOptions } from './fault.ts';
export type { ApplicationUnderTest, StartApplication } from './application-under-test.ts';
export type { Idp, ScimOptions, SignInOptions } from './idp.ts';
export { personas, type Persona, type PersonaName, type Personas, type Who } from './persona.ts';
export type { PreparedSignIn } from './prepared-sign-in.ts';
export type { Application, IdpSettings, SamlApplication } from './registration.ts';
export {
  runScenario,
  type CaseResult,
  type ScenarioOptions,
  type ScenarioResult,
  type Verdict,
} from './run-scenario.ts';
export type { DeliveredResponse, SignIn } from './sign-in.ts';
export { startIdps, type MockIdps, type StartOptions } from './start-idps.ts';
