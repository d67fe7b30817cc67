import { findingGroup, mockRules, outcomes, severity } from '../../outcome.ts';
import type { Outcome } from '../../outcome.ts';
import type { ReportHead, RuleFacts, Status, Verdict } from '../../report.ts';
import type { CaseSummary, PageIndex } from '../document.ts';

/** What a reader sees of a verdict or a case: its status, or that it is a warning or waived. */
export type Mark = Status | 'warning' | 'waived';

/** A case in the list. */
export interface CaseRow {
  /** Place in the report. */
  index: number;
  facts: CaseSummary;
  /** Of the worst verdict. */
  mark: Mark;
  /** Of the worst verdict: 0 is the worst. */
  severity: number;
}

/** The report as the page works with it. */
export interface Model {
  head: ReportHead;
  rows: CaseRow[];
  rules: ReadonlyMap<string, RuleFacts>;
  /** Ids of the rules that judge the mocks. */
  mocks: ReadonlySet<string>;
  outcomeOf(verdict: Verdict): Outcome;
  markOf(verdict: Verdict): Mark;
  /** 0 is the worst. */
  severityOf(verdict: Verdict): number;
}

export function modelOf({ head, cases }: PageIndex): Model {
  const outcomeOf = outcomes(head);
  const markOf = (verdict: Verdict): Mark => {
    const outcome = outcomeOf(verdict);
    return outcome === 'warning' || outcome === 'waived' ? outcome : verdict.status;
  };
  const severityOf = (verdict: Verdict) => severity(findingGroup(verdict, outcomeOf(verdict)));
  const mocks = mockRules(head);
  return {
    head,
    rows: cases.map((facts, index) => {
      const onTarget = facts.verdicts.filter(({ rule }) => !mocks.has(rule));
      const worst = worstOf(onTarget.length > 0 ? onTarget : facts.verdicts, severityOf);
      return worst
        ? { index, facts, mark: markOf(worst), severity: severityOf(worst) }
        : { index, facts, mark: 'skipped', severity: severity(null) };
    }),
    rules: new Map(head.rules.map((rule) => [rule.id, rule])),
    mocks,
    outcomeOf,
    markOf,
    severityOf,
  };
}

/** Of equally grave verdicts a pass tells more than a skip. */
function worstOf(verdicts: Verdict[], severityOf: (verdict: Verdict) => number): Verdict | undefined {
  const rank = (verdict: Verdict) => severityOf(verdict) * 2 + (verdict.status === 'skipped' ? 1 : 0);
  return verdicts.reduce<Verdict | undefined>((worst, verdict) => {
    return worst === undefined || rank(verdict) < rank(worst) ? verdict : worst;
  }, undefined);
}

/** How the vendors call themselves. */
export const IDP_NAMES = { entra: 'Entra ID', google: 'Google', okta: 'Okta', other: 'Other' } as const;

export const IDPS = ['entra', 'google', 'okta', 'other'] as const;

export const PROTOCOLS = ['saml', 'oidc', 'scim'] as const;

export const STATUSES = ['fail', 'blocked', 'error', 'pass', 'skipped'] as const;
