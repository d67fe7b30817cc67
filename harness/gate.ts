import type { CaseResult, Totals, Verdict } from '../reports/index.ts';

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
  #failed = 0;
  #blocked = 0;
  #mockBroken = 0;
  /** Would gate, were they not as bad in the baseline already. */
  #known = 0;

  /** `mockRules`: ids of rules that judge the mock, which no target is blamed for. */
  constructor(strict: boolean, mockRules: ReadonlySet<string>) {
    this.#strict = strict;
    this.#mockRules = mockRules;
  }

  add(result: Pick<CaseResult, 'verdicts'>): void {
    for (const verdict of result.verdicts) this.#count(verdict);
  }

  /** Whether a verdict by itself makes the run end with 1. */
  gates(verdict: Pick<Verdict, 'level' | 'status' | 'waived' | 'known'>): boolean {
    return verdict.known === undefined && this.#wouldGate(verdict);
  }

  /**
   * 2 wins over 1. `trouble`: why the verdicts cannot be trusted, if so. A failure is a verdict also where nothing passed; a
   * run in which nothing passed and nothing failed has none.
   */
  ending(trouble: string | null, staleWaivers: number): Ending {
    const { error } = this.totals;
    if (trouble !== null) return { exitCode: 2, because: trouble };
    if (error > 0) return { exitCode: 2, because: `The harness failed in ${counted(error, 'verdict')}.` };
    if (this.#mockBroken > 0)
      return { exitCode: 2, because: 'The mock IdPs did not keep a rule of their own, so no verdict can be trusted.' };
    if (this.#mustPassed === 0 && this.#failed === 0)
      return { exitCode: 2, because: `Nothing passed, so there is no verdict${this.#blockedToo()}.` };
    if (this.#failed + this.#blocked > 0) return { exitCode: 1, because: this.#broken() };
    if (staleWaivers > 0) return { exitCode: 1, because: `${counted(staleWaivers, 'waiver')} stale or past the date.` };
    const passed = `${counted(this.#mustPassed, 'MUST verdict')} passed`;
    if (this.#known === 0) return { exitCode: 0, because: `${passed}, none failed or was blocked.` };
    return { exitCode: 0, because: `${passed}, and nothing is worse than in the baseline (${this.#known} known).` };
  }

  #wouldGate(verdict: Pick<Verdict, 'level' | 'status' | 'waived'>): boolean {
    const demanded = verdict.level === 'MUST' || (this.#strict && verdict.level === 'SHOULD');
    return isBroken(verdict) && !verdict.waived && demanded;
  }

  #broken(): string {
    const noun = this.#strict ? 'verdict' : 'MUST verdict';
    const failed = this.#failed > 0 ? [`${counted(this.#failed, noun)} failed`] : [];
    const blocked = this.#blocked > 0 ? [`${counted(this.#blocked, noun)} blocked`] : [];
    return `${[...failed, ...blocked].join(', ')}.`;
  }

  #blockedToo(): string {
    return this.#blocked > 0 ? `: ${counted(this.#blocked, 'verdict')} blocked` : '';
  }

  #count(verdict: Verdict): void {
    if (this.#mockRules.has(verdict.rule)) {
      if (verdict.status === 'error' || (isBroken(verdict) && !verdict.waived)) this.#mockBroken++;
      return;
    }
    this.totals[verdict.status]++;
    if (verdict.status === 'pass' && verdict.level === 'MUST') this.#mustPassed++;
    if (!this.#wouldGate(verdict)) return;
    if (verdict.known !== undefined) return void this.#known++;
    if (verdict.status === 'fail') this.#failed++;
    else this.#blocked++;
  }
}

const isBroken = ({ status }: Pick<Verdict, 'status'>) => status === 'fail' || status === 'blocked';

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
