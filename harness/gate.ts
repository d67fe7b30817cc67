import type { CaseResult, Status, Totals, Verdict } from '../reports/index.ts';

/** How a run ends, and why in one sentence. */
export interface Ending {
  exitCode: 0 | 1 | 2;
  because: string;
}

/** Counts verdicts as they come, so that nothing else need be kept. */
export class Gate {
  readonly totals: Totals = { pass: 0, fail: 0, blocked: 0, skipped: 0, error: 0 };
  readonly #strict: boolean;
  readonly #mockRules: ReadonlySet<string>;
  #mustPassed = 0;
  #gating = 0;
  #mockBroken = 0;

  /** `mockRules`: ids of rules that judge the mock, which no target is blamed for. */
  constructor(strict: boolean, mockRules: ReadonlySet<string>) {
    this.#strict = strict;
    this.#mockRules = mockRules;
  }

  add(result: Pick<CaseResult, 'verdicts'>): void {
    for (const verdict of result.verdicts) this.#count(verdict);
  }

  /** Whether a verdict by itself makes the run end with 1. */
  gates(verdict: Pick<Verdict, 'level' | 'status' | 'waived'>): boolean {
    const broken: Status[] = ['fail', 'blocked'];
    return (
      broken.includes(verdict.status) &&
      !verdict.waived &&
      (verdict.level === 'MUST' || (this.#strict && verdict.level === 'SHOULD'))
    );
  }

  /** 2 wins over 1. `trouble`: why the verdicts cannot be trusted, if so. */
  ending(trouble: string | null, staleWaivers: number): Ending {
    if (trouble !== null) return { exitCode: 2, because: trouble };
    if (this.totals.error > 0) return { exitCode: 2, because: `The harness failed in ${this.totals.error} verdicts.` };
    if (this.#mockBroken > 0)
      return { exitCode: 2, because: 'The mock IdPs broke a rule of their own, so no verdict can be trusted.' };
    if (this.#gating > 0)
      return { exitCode: 1, because: `${this.#gating} ${this.#strict ? '' : 'MUST '}verdicts failed or were blocked.` };
    if (staleWaivers > 0) return { exitCode: 1, because: `${staleWaivers} waivers are stale or past their date.` };
    if (this.#mustPassed === 0) return { exitCode: 2, because: 'Nothing passed, so there is no verdict.' };
    return { exitCode: 0, because: `${this.#mustPassed} MUST verdicts passed, none failed or was blocked.` };
  }

  #count(verdict: Verdict): void {
    if (this.#mockRules.has(verdict.rule)) {
      if (verdict.status === 'fail' || verdict.status === 'blocked') this.#mockBroken++;
      else if (verdict.status === 'error') this.totals.error++;
      return;
    }
    this.totals[verdict.status]++;
    if (verdict.status === 'pass' && verdict.level === 'MUST') this.#mustPassed++;
    if (this.gates(verdict)) this.#gating++;
  }
}
