import { join, resolve } from 'node:path';
import { mockDefects, type Vendor } from '../mock-idps/index.ts';
import { allDefects, defectHint } from './defects.ts';
import type { CaseResult, ReportHead, RunError } from '../reports/index.ts';
import { JitmusError } from './errors.ts';
import { execute } from './execute.ts';
import { Gate } from './gate.ts';
import { evidenceIn, pointLatest } from './output.ts';
import { toolVersion } from './package-root.ts';
import { neededBy, planCases, type Case } from './plan.ts';
import { progress } from './progress.ts';
import { publish } from './publish.ts';
import type { Rule } from './rule.ts';
import { loadScenarios, ownScenarios } from './scenario.ts';
import { Spool } from './spool.ts';
import { referenceTarget } from './targets/reference.ts';
import { loadTarget } from './targets/target-file.ts';
import type { Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';
import { vocabulary } from './vocabulary.ts';
import { loadWaivers, Waivers } from './waivers.ts';

/** Options of `jitmus run`, as typed. */
export interface RunOptions {
  patterns: readonly string[];
  target: string;
  idps: readonly Vendor[] | null;
  protocols: readonly string[] | null;
  driver: 'http' | 'browser';
  /** The mock IdPs answer over https. */
  tls: boolean;
  reporters: readonly string[];
  output: string | null;
  workers: number;
  seed: number;
  strict: boolean;
  waivers: string | null;
  defect: string | null;
  failFast: boolean;
  quiet: boolean;
  /** A further folder of scenarios. */
  scenarios: string | null;
  /** The command line, as it can be typed again. */
  commandLine: string;
}

/** Runs scenarios against a target and writes the reports. Answers the exit code. */
export async function runCommand(options: RunOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const target = await targetNamed(options.target, options.defect);
  const { forms } = await loadScenarios(vocabulary(), [
    ownScenarios,
    ...(options.scenarios ? [options.scenarios] : []),
  ]);
  const { cases } = planCases(forms, target, options);
  if (cases.length === 0)
    throw new JitmusError('NOTHING_SELECTED', 'No case is left to run.', {
      hint: 'jitmus plan tells why cases are left out.',
    });
  const waivers = options.waivers === null ? new Waivers([], today()) : await loadWaivers(options.waivers, today());

  const startedAt = new Date();
  const id = runId(startedAt);
  const folder = resolve(options.output ?? join('reports/out', id));
  const spool = await Spool.open(folder);
  try {
    const run = new Run(options, target, cases, waivers, spool, folder, terminal);
    await run.go();
    const head = run.head(id, startedAt);
    await run.report(head);
    return head.run.exitCode;
  } finally {
    await spool.close();
  }
}

/** The reference service provider, or the application of a target file. */
export async function targetNamed(name: string, defect: string | null): Promise<Target> {
  if (defect !== null) await checkDefect(defect, name);
  if (name !== 'reference') return loadTarget(name);
  return referenceTarget(defect !== null && isOfMock(defect) ? undefined : (defect ?? undefined));
}

const isOfMock = (defect: string) => mockDefects.some(({ id }) => id === defect);

async function checkDefect(defect: string, target: string): Promise<void> {
  const known = await allDefects();
  if (!known.some(({ id }) => id === defect)) {
    const hint = defectHint(defect, known);
    throw new JitmusError('DEFECT_UNKNOWN', `There is no defect "${defect}".`, { at: '--defect', hint });
  }
  if (target === 'reference' || isOfMock(defect)) return;
  throw new JitmusError('USAGE', 'Only the reference service provider has deliberate defects.', { at: '--defect' });
}

class Run {
  readonly #options: RunOptions;
  readonly #target: Target;
  readonly #cases: readonly Case[];
  readonly #waivers: Waivers;
  readonly #spool: Spool;
  readonly #folder: string;
  readonly #terminal: Terminal;
  readonly #gate: Gate;
  readonly #errors: RunError[] = [];
  readonly #evidence: Promise<unknown>[] = [];
  readonly #abort = new AbortController();
  #finished = 0;
  /** Something was put to the application: there is more to report than what was skipped beforehand. */
  #tried = false;
  #trouble: string | null = null;

  constructor(
    options: RunOptions,
    target: Target,
    cases: readonly Case[],
    waivers: Waivers,
    spool: Spool,
    folder: string,
    terminal: Terminal,
  ) {
    this.#options = options;
    this.#target = target;
    this.#cases = cases;
    this.#waivers = waivers;
    this.#spool = spool;
    this.#folder = folder;
    this.#terminal = terminal;
    this.#gate = new Gate(
      options.strict,
      new Set(
        rulesOf(cases)
          .filter(({ subject }) => subject === 'mock')
          .map(({ id }) => id),
      ),
    );
  }

  async go(): Promise<void> {
    const { workers, seed, driver, tls, quiet, defect } = this.#options;
    const shown = progress(this.#terminal, { total: this.#cases.length, target: this.#target.name, quiet });
    const interrupt = (signal: NodeJS.Signals) => {
      if (this.#abort.signal.aborted) process.exit(2);
      this.#fail(new JitmusError('INTERRUPTED', `The run was interrupted (${signal}).`));
      this.#abort.abort();
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    try {
      await execute({
        target: this.#target,
        cases: this.#cases,
        seed,
        workers,
        driver,
        tls,
        ...(defect !== null && isOfMock(defect) ? { mockDefects: [defect] } : {}),
        store: evidenceIn(this.#folder, this.#evidence),
        onResult: async (index, result) => shown.add(await this.#take(index, result)),
        onError: (error) => this.#fail(error),
        signal: this.#abort.signal,
      });
    } catch (error) {
      if (!(error instanceof JitmusError) || !this.#tried) throw error;
      this.#fail(error);
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      shown.end();
      await Promise.all(this.#evidence);
    }
  }

  head(id: string, startedAt: Date): ReportHead {
    const narrowed =
      this.#options.patterns.length > 0 || this.#options.idps !== null || this.#options.protocols !== null;
    const stale = this.#waivers.stale(!narrowed && this.#finished === this.#cases.length);
    if (this.#finished === this.#cases.length)
      for (const { at, because } of stale) this.#errors.push({ code: 'WAIVER_STALE', message: because, at });
    const ending = this.#gate.ending(this.#trouble, stale.length);
    const { name, kind, file, lacks } = this.#target;
    const asked = new Set(this.#cases.flatMap(({ form }) => neededBy(form)));
    const { defect, seed, driver, strict, commandLine } = this.#options;
    return {
      schemaVersion: 1,
      tool: { name: 'jitmus', version: toolVersion() },
      complete: this.#finished === this.#cases.length,
      run: {
        id,
        startedAt: startedAt.toISOString(),
        durationMs: Date.now() - startedAt.getTime(),
        seed,
        command: commandLine,
        node: process.version,
        driver,
        strict,
        exitCode: ending.exitCode,
        exitBecause: ending.because,
      },
      target: {
        name,
        kind,
        ...(file === undefined ? {} : { file }),
        ...(defect === null ? {} : { defect }),
        lacks: Object.fromEntries([...lacks].filter(([capability]) => asked.has(capability))),
      },
      totals: this.#gate.totals,
      rules: rulesOf(this.#cases).map(({ id: rule, level, says, source, subject }) => ({
        id: rule,
        level,
        says,
        source,
        subject,
      })),
      errors: this.#errors,
    };
  }

  async report(head: ReportHead): Promise<void> {
    const { reporters, quiet } = this.#options;
    const source = { head, cases: () => this.#spool.cases() };
    await publish(source, { reporters, folder: this.#folder, quiet }, this.#terminal);
    if (this.#options.output === null) await pointLatest(this.#folder);
  }

  async #take(index: number, found: CaseResult): Promise<CaseResult> {
    const result = { ...found, verdicts: this.#waivers.apply(found.id, found.verdicts) };
    this.#finished++;
    this.#tried ||= result.verdicts.some(({ status }) => status !== 'skipped');
    this.#gate.add(result);
    await this.#spool.add(index, result);
    if (this.#options.failFast && result.verdicts.some((verdict) => this.#gate.gates(verdict))) this.#abort.abort();
    return result;
  }

  #fail(error: JitmusError): void {
    this.#trouble ??= error.message;
    const { code, message, at } = error;
    this.#errors.push({ code, message, ...(at === undefined ? {} : { at }) });
  }
}

const rulesOf = (cases: readonly Case[]): Rule[] =>
  [...new Set(cases.flatMap(({ form }) => form.rules))].sort((a, b) => (a.id < b.id ? -1 : 1));

const today = () => new Date().toISOString().slice(0, 10);

/** Sorts by time, and says when. */
const runId = (at: Date) => at.toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-');
