import { join } from 'node:path';
import { mockDefects } from '../mock-idps/index.ts';
import type { CaseResult, ReportHead, RunError } from '../reports/index.ts';
import type { Baseline } from './baseline.ts';
import { JitmusError } from './errors.ts';
import { execute } from './execute.ts';
import { Gate } from './gate.ts';
import { inShell } from './in-shell.ts';
import { evidenceIn, pointLatest } from './output.ts';
import { toolVersion } from './package-root.ts';
import { textWithoutPeople, withoutPeople } from './personal.ts';
import { neededBy, type Case } from './plan.ts';
import { progress, type Progress } from './progress.ts';
import { publish } from './publish.ts';
import { checkResumed, finishedOf, type Unfinished } from './resume.ts';
import type { Rule } from './rule.ts';
import type { RunOptions } from './run-options.ts';
import type { Shard } from './shard.ts';
import type { Spool } from './spool.ts';
import type { Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';
import type { Waivers } from './waivers.ts';
import { shownPath } from './yaml-file.ts';

/** The cases of one machine among several. */
export interface Part {
  shard: Shard;
  /** Of each case its place among those of all machines. */
  places: readonly number[];
  /** How many cases all machines have together. */
  whole: number;
}

/** What a run is made of. */
export interface RunParts {
  options: RunOptions;
  target: Target;
  /** Those that are run here. */
  cases: readonly Case[];
  part: Part | null;
  id: string;
  startedAt: Date;
  /** What this run finishes. */
  unfinished: Unfinished | null;
  waivers: Waivers;
  baseline: Baseline | null;
  spool: Spool;
  folder: string;
  terminal: Terminal;
}

/** One run, from its first case to its reports. */
export class Run {
  readonly #options: RunOptions;
  readonly #target: Target;
  readonly #cases: readonly Case[];
  readonly #part: Part | null;
  readonly #id: string;
  readonly #startedAt: Date;
  readonly #unfinished: Unfinished | null;
  readonly #began = Date.now();
  readonly #waivers: Waivers;
  readonly #baseline: Baseline | null;
  readonly #spool: Spool;
  readonly #folder: string;
  readonly #terminal: Terminal;
  readonly #gate: Gate;
  readonly #errors: RunError[] = [];
  readonly #evidence: Promise<unknown>[] = [];
  readonly #abort = new AbortController();
  /** Places in {@link #cases}. */
  readonly #finished = new Set<number>();
  /** Something was put to the application: there is more to report than what was skipped beforehand. */
  #tried = false;
  #trouble: string | null = null;

  constructor(parts: RunParts) {
    this.#options = parts.options;
    this.#target = parts.target;
    this.#cases = parts.cases;
    this.#part = parts.part;
    this.#id = parts.id;
    this.#startedAt = parts.startedAt;
    this.#unfinished = parts.unfinished;
    this.#waivers = parts.waivers;
    this.#baseline = parts.baseline;
    this.#spool = parts.spool;
    this.#folder = parts.folder;
    this.#terminal = parts.terminal;
    const ofMock = rulesOf(parts.cases).filter(({ subject }) => subject === 'mock');
    this.#gate = new Gate(parts.options.strict, new Set(ofMock.map(({ id }) => id)));
  }

  /** Something was put to the application, and not only skipped beforehand. */
  get tried(): boolean {
    return this.#tried;
  }

  async go(): Promise<void> {
    const { workers, seed, driver, tls, impersonate, quiet, defect } = this.#options;
    const shown = progress(this.#terminal, {
      total: this.#cases.length,
      target: this.#target.name,
      quiet,
      gates: (verdict) => this.#gate.gates(verdict),
      again: (caseId) => this.#again(caseId),
    });
    const interrupt = (signal: NodeJS.Signals) => {
      if (this.#abort.signal.aborted) process.exit(2);
      this.#fail(new JitmusError('INTERRUPTED', `The run was interrupted (${signal}).`));
      this.#abort.abort();
      shown.stopping('Interrupted. The cases under way come to their end; Ctrl-C again ends at once.');
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    try {
      await this.#begin(shown);
      const open = this.#cases.map((_, index) => index).filter((index) => !this.#finished.has(index));
      await execute({
        target: this.#target,
        cases: open.flatMap((index) => this.#cases[index] ?? []),
        seed,
        workers,
        driver,
        tls,
        impersonate,
        ...(defect !== null && isOfMock(defect) ? { mockDefects: [defect] } : {}),
        store: evidenceIn(this.#folder, this.#evidence, this.#options.redact ? textWithoutPeople : undefined),
        onResult: async (nth, result) => {
          const taken = await this.#take(open[nth] ?? nth, result);
          shown.add(taken);
          if (this.#options.failFast && taken.verdicts.some((verdict) => this.#gate.gates(verdict)))
            this.#abort.abort();
        },
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

  /** Writes down which run it is, and takes over what an earlier one finished of it. */
  async #begin(shown: Progress): Promise<void> {
    const head = this.head();
    if (this.#unfinished) checkResumed(this.#unfinished, head, this.#folder);
    await this.#spool.begin(head);
    if (!this.#unfinished) return;
    const places = new Map(this.#cases.map(({ id }, index) => [id, index]));
    for (const result of finishedOf(this.#unfinished)) {
      const index = places.get(result.id);
      if (index !== undefined) shown.add(await this.#take(index, result), true);
    }
  }

  /** What the report says of the run, as far as it has come. */
  head(): ReportHead {
    const earlier = this.#unfinished?.report.run;
    const missing = this.#cases.filter((_, index) => !this.#finished.has(index));
    const complete = missing.length === 0;
    const stale = complete ? this.#waivers.stale(!isNarrowed(this.#options), this.#part !== null) : [];
    for (const { at, because } of stale) this.#errors.push({ code: 'WAIVER_STALE', message: because, at });
    const ending = this.#gate.ending(this.#trouble, stale.length);
    const { name, kind, file, lacks } = this.#target;
    const asked = new Set(this.#cases.flatMap(({ form }) => neededBy(form)));
    const { defect, seed, driver, strict, commandLine } = this.#options;
    return {
      schemaVersion: 1,
      tool: { name: 'jitmus', version: toolVersion() },
      complete,
      ...(complete ? {} : { missing: missing.map(({ id: missed }) => missed) }),
      run: {
        id: this.#id,
        startedAt: this.#startedAt.toISOString(),
        durationMs: (earlier?.durationMs ?? 0) + Date.now() - this.#began,
        seed,
        command: earlier?.command ?? commandLine,
        node: process.version,
        driver,
        strict,
        ...(this.#options.tls ? { tls: true } : {}),
        ...(this.#options.impersonate ? { impersonate: true } : {}),
        ...(this.#options.redact ? { redact: this.#options.redact } : {}),
        ...(this.#options.scenarios === null ? {} : { scenarios: this.#options.scenarios }),
        exitCode: ending.exitCode,
        exitBecause: ending.because,
        ...(this.#part ? { shard: this.#shardFacts(this.#part) } : {}),
        ...(this.#baseline ? { baseline: this.#baseline.id } : {}),
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

  #shardFacts({ shard, places, whole }: Part): ReportHead['run']['shard'] {
    const finished = places.filter((_, index) => this.#finished.has(index));
    return { ...shard, cases: whole, narrowed: isNarrowed(this.#options), places: finished };
  }

  async report(head: ReportHead): Promise<void> {
    const { reporters, quiet, output, resume } = this.#options;
    const source = { head, cases: () => this.#spool.cases() };
    await publish(source, { reporters, folder: this.#folder, quiet }, this.#terminal);
    if (output === null && resume === null) await pointLatest(this.#folder);
    if (!head.complete && !quiet && reporters.includes('json'))
      this.#terminal.line(
        `What is missing can be run later: the same command with --resume ${shownPath(this.#folder)}`,
      );
  }

  /** The command that shows one case again; where no report can be read by it, the one that runs it anew. */
  #again(caseId: string): string {
    if (this.#options.reporters.includes('json'))
      return inShell(['jitmus', 'replay', join(shownPath(this.#folder), 'report.json'), caseId]);
    const { target } = this.#options;
    return inShell(['jitmus', 'run', caseId, ...(target === 'reference' ? [] : ['--target', target])]);
  }

  async #take(index: number, found: CaseResult): Promise<CaseResult> {
    const waived = this.#waivers.apply(found.id, found.verdicts);
    const judged = { ...found, verdicts: this.#baseline?.apply(found.id, waived) ?? waived };
    const result = this.#options.redact ? withoutPeople(judged) : judged;
    this.#finished.add(index);
    this.#tried ||= result.verdicts.some(({ status }) => status !== 'skipped');
    this.#gate.add(result);
    await this.#spool.add(index, result);
    return result;
  }

  #fail(error: JitmusError): void {
    const { code, at } = error;
    const message = this.#options.redact ? textWithoutPeople(error.message) : error.message;
    this.#trouble ??= message;
    this.#errors.push({ code, message, ...(at === undefined ? {} : { at }) });
  }
}

const rulesOf = (cases: readonly Case[]): Rule[] =>
  [...new Set(cases.flatMap(({ form }) => form.rules))].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Patterns or options left out some of the target's cases. */
const isNarrowed = ({ patterns, idps, protocols, only }: RunOptions) =>
  patterns.length > 0 || only !== null || idps !== null || protocols !== null;

/** A defect of the mock IdPs, and not of the reference. */
export const isOfMock = (defect: string) => mockDefects.some(({ id }) => id === defect);
