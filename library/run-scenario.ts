import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CaseResult, RunError, Totals, Verdict } from '../reports/index.ts';
import type { Vendor } from '../mock-idps/index.ts';
import type { JitmusError as JitmusProblem } from '../harness/errors.ts';
import type { ScenarioForm } from '../harness/scenario.ts';

export type { CaseResult, Verdict };

/** Against what a scenario is run, and with what. */
export interface ScenarioOptions {
  /** Path of a target file, which describes your application; or `reference`, the embedded service provider. */
  target: string;
  /** Default: all that the target takes. */
  idps?: readonly Vendor[];
  /** Default: all of the scenario. */
  protocols?: readonly ('saml' | 'oidc' | 'scim')[];
  /** Default `http`: a cookie jar. `browser`: a real Chromium. */
  driver?: 'http' | 'browser';
  /** People, ids and choices follow from it. Default 1. */
  seed?: number;
  /** The mock IdPs answer over https. */
  tls?: boolean;
  /** They bear the vendors' own addresses, behind a proxy (`${idp.proxy.url}`). Needs `tls`. */
  impersonate?: boolean;
  /** SHOULD rules count too. */
  strict?: boolean;
  /** Cases at a time. Default: processor cores. */
  workers?: number;
  /** No new case is begun after it is aborted. */
  signal?: AbortSignal;
}

/** What one run found. */
export interface ScenarioResult {
  /**
   * `passed`: at least one MUST verdict passed, and none failed or was blocked. `failed`: one did. `no-verdict`: nothing that can
   * be trusted: an error of ours, a target that died, or nothing that passed. The exit codes of `jitmus run`.
   */
  readonly outcome: 'passed' | 'failed' | 'no-verdict';
  /** One sentence: why. */
  readonly because: string;
  /** Of the verdicts on the target. */
  readonly totals: Readonly<Totals>;
  /** In the order of the plan, with every observation; as in `report.json`. */
  readonly cases: readonly CaseResult[];
  /** Of all cases, each with the id of its case. */
  readonly verdicts: readonly (Verdict & { readonly case: string })[];
  /** What spoilt the run. */
  readonly errors: readonly RunError[];
  /** Texts too large for the document: path as the observations name it → text. */
  readonly evidence: ReadonlyMap<string, string>;
}

/**
 * Runs a scenario against your application, as `jitmus run` does, and answers the verdicts. `scenario`: the path of a scenario
 * file (`.yaml`), or the id, prefix or glob of scenarios that come with jitmus.
 *
 * @throws JitmusError whatever makes `jitmus run` end with 2 before anything was tried: `SCENARIO_*`, `TARGET_*`,
 * `PATTERN_MATCHES_NOTHING`, `NOTHING_SELECTED`, `BROWSER_MISSING`; IdpError `IDPS_*`, `KEY_*`
 */
export async function runScenario(scenario: string, options: ScenarioOptions): Promise<ScenarioResult> {
  const [{ execute }, { Gate }, { planCases }, { targetNamed }, { JitmusError }] = await Promise.all([
    import('../harness/execute.ts'),
    import('../harness/gate.ts'),
    import('../harness/plan.ts'),
    import('../harness/run-command.ts'),
    import('../harness/errors.ts'),
  ]);
  const target = await targetNamed(options.target, null);
  const { forms, patterns } = await formsOf(scenario);
  const { idps = null, protocols = null, signal = new AbortController().signal } = options;
  const { cases: planned, leftOut } = planCases(forms, target, { patterns, idps, protocols });
  if (planned.length === 0)
    throw new JitmusError('NOTHING_SELECTED', 'No case is left to run.', {
      at: scenario,
      ...(leftOut[0] && { hint: `${leftOut[0].id}: ${leftOut[0].because}.` }),
    });

  const rules = planned.flatMap(({ form }) => form.rules);
  const ofMock = new Set(rules.filter(({ subject }) => subject === 'mock').map(({ id }) => id));
  const gate = new Gate(options.strict ?? false, ofMock);
  const found = new Map<number, CaseResult>();
  const errors: RunError[] = [];
  const evidence = new Map<string, string>();
  const ran = execute({
    target,
    cases: planned,
    seed: options.seed ?? 1,
    workers: options.workers ?? availableParallelism(),
    driver: options.driver ?? 'http',
    ...(options.tls && { tls: true }),
    ...(options.impersonate && { impersonate: true }),
    store: (caseId) => (name, text) => {
      const path = `evidence/${caseId}-${name}.txt`;
      evidence.set(path, text);
      return path;
    },
    onResult: (index, result) => {
      gate.add(result);
      found.set(index, result);
    },
    onError: (error) => errors.push(runError(error)),
    signal,
  });
  await ran.catch((error: unknown) => {
    // What was judged before is worth telling.
    if (!(error instanceof JitmusError) || found.size === 0) throw error;
    errors.push(runError(error));
  });
  const missing = planned.length - found.size;
  const unfinished = missing > 0 ? `${missing} of ${planned.length} cases did not run.` : null;
  const { exitCode, because } = gate.ending(errors[0]?.message ?? unfinished, 0);
  const cases = [...found].sort(([a], [b]) => a - b).map(([, result]) => result);
  return {
    outcome: (['passed', 'failed', 'no-verdict'] as const)[exitCode],
    because,
    totals: gate.totals,
    cases,
    verdicts: cases.flatMap(({ id, verdicts }) => verdicts.map((verdict) => ({ ...verdict, case: id }))),
    errors,
    evidence,
  };
}

const runError = ({ code, message, at }: JitmusProblem): RunError => ({
  code,
  message,
  ...(at !== undefined && { at }),
});

async function formsOf(scenario: string): Promise<{ forms: readonly ScenarioForm[]; patterns: readonly string[] }> {
  const [{ loadScenarioFile, loadScenarios }, { vocabulary }] = await Promise.all([
    import('../harness/scenario.ts'),
    import('../harness/vocabulary.ts'),
  ]);
  if (/\.ya?ml$/.test(scenario))
    return { forms: await loadScenarioFile(vocabulary(), resolve(scenario)), patterns: [] };
  return { forms: (await loadScenarios(vocabulary())).forms, patterns: [scenario] };
}
