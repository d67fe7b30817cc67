import type { Source } from '../mock-idps/index.ts';

export type { Source };
import type { Capability } from './capability.ts';
import type { CaseLog, Observation } from './observation.ts';

export type Level = 'MUST' | 'SHOULD' | 'MAY';
export type Grade = 'bypass' | 'check-missing' | 'hygiene';

/** At least one observation: without it a pass or a failure cannot be written down. */
export type Evidence = readonly [Observation, ...Observation[]];

/** What a rule found in one case. */
export type Finding =
  | { status: 'pass'; because: string; evidence: Evidence }
  | { status: 'fail'; because: string; expected: string; actual: string; grade: Grade | null; evidence: Evidence }
  | { status: 'blocked'; because: string; evidence: readonly Observation[] }
  | { status: 'skipped'; because: string; evidence: readonly Observation[] };

/** One requirement: who must do what, where that is written, and how the log of one case shows it. */
export interface Rule {
  /** `<area>/<words>`; the file in rules/ has the same name with a hyphen. */
  id: string;
  level: Level;
  /** One sentence with MUST, SHOULD or MAY, readable without the code. */
  says: string;
  source: Source;
  /** Whom it judges. Verdicts on the mock are never counted in a target's totals. */
  subject: 'target' | 'mock';
  /** Lines of the catalogue of checks that it judges by itself, whatever the scenario. */
  covers: readonly string[];
  /** What the target must have for the rule to be judged; where it lacks one the verdict is `skipped`. */
  needs: readonly Capability[];
  /** A pass may mean that something was refused, so it counts only beside an accepted control. */
  passesOnRefusal: boolean;
  /** A failure may mean that something was refused, so it counts only beside an accepted control. */
  failsOnRefusal: boolean;
  judge(log: CaseLog): Finding;
}

type Defaults = 'subject' | 'covers' | 'needs' | 'passesOnRefusal' | 'failsOnRefusal';

/** A rule, with the usual values filled in: it judges the target, needs SAML alone, and does not pass on a refusal. */
export function defineRule(rule: Omit<Rule, Defaults> & Partial<Pick<Rule, Defaults>>): Rule {
  return { subject: 'target', covers: [], needs: [], passesOnRefusal: false, failsOnRefusal: false, ...rule };
}

export function pass(because: string, ...evidence: [Observation, ...Observation[]]): Finding {
  return { status: 'pass', because, evidence };
}

export function fail(
  because: string,
  detail: { expected: string; actual: string; grade?: Grade },
  ...evidence: [Observation, ...Observation[]]
): Finding {
  return {
    status: 'fail',
    because,
    expected: detail.expected,
    actual: detail.actual,
    grade: detail.grade ?? null,
    evidence,
  };
}

/** The rule could not be exercised: say what was missing. Gates like a failure. */
export function blocked(because: string, ...evidence: Observation[]): Finding {
  return { status: 'blocked', because, evidence };
}

/** The target declares that this cannot be seen. */
export function skipped(because: string, ...evidence: Observation[]): Finding {
  return { status: 'skipped', because, evidence };
}

/** Where the product rules stand. */
export const productRules = (id: string): Source => ({
  title: 'Product rules',
  at: `README.md#rules, ${id}`,
  basis: 'specification',
  checked: '2026-11-23',
});

/** A clause of XML Signature Syntax and Processing (W3C Recommendation, version 1.1 of April 2013). */
export const xmlSignature = (section: string): Source => ({
  title: 'XML Signature Syntax and Processing',
  at: `xmldsig-core1 ${section}`,
  basis: 'specification',
  checked: '2026-11-24',
});

/** A clause of SAML 2.0 (OASIS standards of March 2005, with errata). */
export const saml = (document: 'core' | 'bindings' | 'profiles' | 'metadata', section: string): Source => ({
  title: `SAML 2.0 ${{ core: 'Core', bindings: 'Bindings', profiles: 'Profiles', metadata: 'Metadata' }[document]}`,
  at: `saml-${document}-2.0-os ${section}`,
  basis: 'specification',
  checked: '2026-11-23',
});

/** A clause of RFC 9700. */
export const securityPractice = (section: string): Source => ({
  title: 'Best Current Practice for OAuth 2.0 Security',
  at: `RFC 9700 ${section}`,
  basis: 'specification',
  checked: '2026-11-25',
});

/** A clause of OpenID Connect Discovery 1.0. */
export const openIdDiscovery = (section: string): Source => ({
  title: 'OpenID Connect Discovery 1.0',
  at: `openid-connect-discovery-1_0 ${section}`,
  basis: 'specification',
  checked: '2026-11-25',
});

/** A clause of OpenID Connect Core 1.0 (final, with errata set 2). */
export const openIdConnect = (section: string): Source => ({
  title: 'OpenID Connect Core 1.0',
  at: `openid-connect-core-1_0 ${section}`,
  basis: 'specification',
  checked: '2026-11-24',
});

/** A clause of RFC 7643. */
export const scimSchema = (section: string): Source => ({
  title: 'SCIM: Core Schema',
  at: `RFC 7643 ${section}`,
  basis: 'specification',
  checked: '2026-11-29',
});

/** A clause of RFC 7644. */
export const scimProtocol = (section: string): Source => ({
  title: 'SCIM: Protocol',
  at: `RFC 7644 ${section}`,
  basis: 'specification',
  checked: '2026-11-29',
});

/** What Microsoft asks of applications that Entra ID provisions. */
export const entraProvisioning = (part: string): Source => ({
  title: 'Microsoft Entra ID: develop and plan provisioning for a SCIM endpoint',
  at: `learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups, ${part}`,
  basis: 'vendor-doc',
  checked: '2026-11-23',
});

export const rfc = (number: number, section: string, title: string): Source => ({
  title,
  at: `RFC ${number} ${section}`,
  basis: 'specification',
  checked: '2026-11-24',
});

/** A clause of the specifications of logout over OpenID Connect (final, September 2022). */
export const openIdLogout = (kind: 'rpinitiated' | 'frontchannel' | 'backchannel', section: string): Source => ({
  title: {
    rpinitiated: 'OpenID Connect RP-Initiated Logout 1.0',
    frontchannel: 'OpenID Connect Front-Channel Logout 1.0',
    backchannel: 'OpenID Connect Back-Channel Logout 1.0',
  }[kind],
  at: `openid-connect-${kind}-1_0 ${section}`,
  basis: 'specification',
  checked: '2026-11-29',
});
