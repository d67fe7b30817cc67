import type { Source } from './source.ts';

/** A fault as scenarios name it, with options that differ from its defaults. */
export interface FaultUse {
  id: string;
  options?: Record<string, unknown>;
}

/** What scenarios, the plan and reports need to know of a fault without running it. */
export interface FaultFacts {
  id: `${'saml' | 'oidc' | 'scim'}/${string}`;
  /** `draft`: before signing; `wire`: after signing; `delivery`: order, time, place, browser. */
  stage: 'draft' | 'wire' | 'delivery';
  /** `target` faults touch what the target fetches and caches (metadata, JWKS) and need a target of their own. */
  scope: 'sign-in' | 'target';
  summary: string;
  source: Source;
  /** What a sound service provider does. */
  expect: 'refuse' | 'accept' | 'defined';
  /**
   * `identity`: forges who signs in, so that signing in the genuine signer is harmless.
   * `check`: omits or violates a mandatory check, so that signing in anybody is a failure.
   */
  harm: 'identity' | 'check';
  /** How bad it is when it gets through. */
  grade: 'bypass' | 'check-missing' | 'hygiene';
  /** The signing shapes that can carry it; absent: all. */
  shapes?: readonly ('assertion' | 'response' | 'both' | 'encrypted')[];
}
