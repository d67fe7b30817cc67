// Generated from report.schema.json by "npm run generate". Do not edit.

export type Level = 'MUST' | 'SHOULD' | 'MAY';
export type Status = 'pass' | 'fail' | 'blocked' | 'skipped' | 'error';
export type Actor = 'browser' | 'idp' | 'target' | 'harness';

/**
 * What one run found. Version 1. Every other report format is a function of this document.
 */
export interface Report {
  schemaVersion: 1;
  tool: {
    name: 'jitmus';
    version: string;
  };
  /**
   * False when the run was interrupted or an error of the harness ended it early.
   */
  complete: boolean;
  /**
   * Of an incomplete run: ids of the cases that were to be run and were not.
   */
  missing?: string[];
  run: RunFacts;
  target: {
    name: string;
    /**
     * reference: the embedded service provider; file: a target file of the user.
     */
    kind: 'reference' | 'file';
    /**
     * Path of the target file as it was given.
     */
    file?: string;
    /**
     * The deliberate defect the reference was started with.
     */
    defect?: string;
    /**
     * Capability → why the target does not have it.
     */
    lacks?: {
      [k: string]: string;
    };
  };
  totals: Totals;
  rules: RuleFacts[];
  cases: CaseResult[];
  errors: RunError[];
  background?: Background;
}
export interface RunFacts {
  id: string;
  startedAt: string;
  durationMs: number;
  seed: number;
  /**
   * The command line, as it can be typed again.
   */
  command: string;
  node: string;
  driver: 'http' | 'browser';
  /**
   * SHOULD rules gate too.
   */
  strict?: boolean;
  /**
   * The mock IdPs answered over https. False where it is left out.
   */
  tls?: boolean;
  /**
   * The mock IdPs bore the vendors' own addresses. False where it is left out.
   */
  impersonate?: boolean;
  /**
   * What else than secrets was taken out.
   */
  redact?: 'personal';
  /**
   * The further folder of scenarios, as it was given.
   */
  scenarios?: string;
  exitCode: 0 | 1 | 2;
  /**
   * One sentence: why the run ended with that exit code.
   */
  exitBecause?: string;
  shard?: {
    /**
     * From 1.
     */
    index: number;
    of: number;
    /**
     * Number of cases of all shards together.
     */
    cases?: number;
    /**
     * Patterns or options left out some of the target's cases.
     */
    narrowed?: boolean;
    /**
     * For each case of this report its place among all, from 0.
     */
    places?: number[];
  };
  /**
   * Id of the run whose failures were known, so that only new ones gate (--baseline).
   */
  baseline?: string;
}
/**
 * Counts of verdicts on the target. Verdicts of rules whose subject is the mock are not counted.
 */
export interface Totals {
  pass: number;
  fail: number;
  blocked: number;
  skipped: number;
  error: number;
}
export interface RuleFacts {
  id: string;
  level: Level;
  says: string;
  source: Source;
  subject: 'target' | 'mock';
}
export interface Source {
  title: string;
  /**
   * Section, path, address or thread.
   */
  at: string;
  basis: 'specification' | 'vendor-doc' | 'capture' | 'issue' | 'inferred';
  checked: string;
}
export interface CaseResult {
  /**
   * <scenario>@<idp>.<protocol>[/<variant>]
   */
  id: string;
  scenario: string;
  file: string;
  title: string;
  why: string;
  idp: 'entra' | 'google' | 'okta' | 'other';
  protocol: 'saml' | 'oidc' | 'scim';
  variant?: string;
  /**
   * First folder of the scenario: jit, sso, attacks …
   */
  area: string;
  faults: string[];
  driver: 'http' | 'browser';
  durationMs: number;
  /**
   * The same kind of sign-in without the fault. Null where the case needs none.
   */
  control: null | {
    status: 'accepted' | 'refused' | 'unclear';
    because: string;
  };
  verdicts: Verdict[];
  observations: Observation[];
}
export interface Verdict {
  rule: string;
  level: Level;
  /**
   * How bad a failure of a security rule is. Null elsewhere.
   */
  grade: 'bypass' | 'check-missing' | 'hygiene' | null;
  status: Status;
  because: string;
  expected?: string;
  actual?: string;
  /**
   * Ids of observations of this case.
   */
  evidence: string[];
  /**
   * Line of the scenario's file that asks for the rule, from 1.
   */
  line?: number;
  waived?: {
    because: string;
    until: string;
  };
  /**
   * Id of the run of --baseline in which it was as bad already, so that it does not gate.
   */
  known?: string;
}
/**
 * One immutable fact of a case, redacted. Drawn as an arrow where `to` is given, as a note on `from` where not.
 */
export interface Observation {
  /**
   * o1, o2 … in the order seen.
   */
  id: string;
  /**
   * Milliseconds since the case began.
   */
  atMs: number;
  /**
   * Number of the scenario step it belongs to, from 1.
   */
  step?: number;
  /**
   * Which browser of the case, where it has several: a, b …
   */
  browser?: string;
  /**
   * http.exchange, idp.emitted, target.account …
   */
  kind: string;
  from: Actor;
  to?: Actor;
  /**
   * One sentence for a reader.
   */
  says: string;
  /**
   * The fact itself, as the rules read it.
   */
  data: {
    [k: string]: unknown;
  };
  artefacts?: Artefact[];
}
/**
 * A message or page in full. Either the text, or a file beside the report where the text is too large.
 */
export interface Artefact {
  label: string;
  mediaType: 'application/xml' | 'application/json' | 'text/html' | 'text/plain' | 'image/png';
  /**
   * Of an image: base64.
   */
  text?: string;
  /**
   * Relative to the report: evidence/<name>.
   */
  file?: string;
  /**
   * What the vendor would have sent, where a fault changed it.
   */
  genuine?: string;
}
export interface RunError {
  code: string;
  message: string;
  at?: string;
}
/**
 * What a reader of the cases may want to know besides.
 */
export interface Background {
  /**
   * The faults that the cases name.
   */
  faults: {
    id: string;
    summary: string;
    source: Source;
  }[];
  claims: Claim[];
  checks: Check[];
  /**
   * Cases of the scenarios asked for that were not even planned, by reason.
   */
  leftOut: {
    because: string;
    cases: string[];
  }[];
}
/**
 * What the mock of a vendor does because the vendor does so.
 */
export interface Claim {
  id: string;
  idp: string;
  protocol: 'saml' | 'oidc' | 'scim';
  summary: string;
  /**
   * Where sources contradict each other, or tell nothing: what is done unless the target file chooses otherwise.
   */
  form?: string;
  source: Source;
}
/**
 * A line of the catalogue of checks, whether it is checked or not.
 */
export interface Check {
  id: string;
  /**
   * saml, oidc, scim …
   */
  catalogue: string;
  check: string;
  /**
   * Where the check was seen.
   */
  from: string[];
  expect: 'refuse' | 'accept' | 'defined' | 'policy';
  level: 'MUST' | 'SHOULD' | 'lens' | 'out';
  /**
   * Scenarios, with their variant where that alone checks it, rules, and tests of the mock IdPs (….test.ts).
   */
  by: string[];
  /**
   * Why nothing checks it.
   */
  absent?: string;
}
