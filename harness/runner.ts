import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseResult, Verdict } from '../reports/index.ts';
import type { FaultFacts, Idps, SigningShape, Vendor } from '../mock-idps/index.ts';
import { controlKey, controlSpec, performControl, type ControlSpec } from './control-sign-in.ts';
import { Controls, type ControlResult } from './controls.ts';
import type { Driver } from './drivers/driver.ts';
import { JitmusError } from './errors.ts';
import { caseResult, judgeCase, needsControl, reported, sameVerdict, underControl } from './judge-case.ts';
import { LogWriter, type EvidenceStore } from './log-writer.ts';
import { CannotPrepare } from './methods.ts';
import { nothingToBreak } from './nothing-to-break.ts';
import type { Case } from './plan.ts';
import type { Redactor } from './redactor.ts';
import { methodSpec, runCase } from './run-case.ts';
import type { Step } from './scenario.ts';
import { performScimControl } from './scim/control.ts';
import { Shapes } from './shapes.ts';
import { startTarget } from './start-target.ts';
import type { RunningTarget, Target } from './targets/target.ts';
import { worldOf, type EventRouter, type World } from './world.ts';

export interface RunSetup {
  target: Target;
  cases: readonly Case[];
  idps: Idps;
  events: EventRouter;
  driver: Driver;
  faults: readonly FaultFacts[];
  redactor: Redactor;
  /** Of this run. */
  nonce: string;
  workers: number;
  clock: () => number;
  store: (caseId: string) => EvidenceStore;
  /** Told of every case once its verdicts are final. `index`: its place in `cases`. */
  onResult: (index: number, result: CaseResult) => Promise<void> | void;
  /** Told of problems that end or spoil the run. */
  onError: (error: JitmusError) => void;
  /** No new case is begun after it is aborted. */
  signal: AbortSignal;
}

/** Runs all cases: against one started target, or where the target knows one IdP at a time, IdP after IdP. */
export async function runCases(setup: RunSetup): Promise<void> {
  const { idps } = setup.target;
  // What is asked over SCIM alone does not depend on the IdP that the application knows.
  const groupOf = ({ idp }: Case): Vendor => (idps.includes(idp) ? idp : (idps[0] ?? idp));
  const numbered = setup.cases.map((planned, index) => ({ planned, index }));
  const groups = setup.target.oneIdpAtATime
    ? [...new Set(setup.cases.map(groupOf))].map((idp) => ({
        idp,
        cases: numbered.filter(({ planned }) => groupOf(planned) === idp),
      }))
    : [{ idp: setup.target.fixedMethod ? (setup.target.idps[0] ?? null) : null, cases: numbered }];
  const scratch = join(tmpdir(), `jitmus-${process.pid}-${setup.idps.origin.replace(/\D+/g, '')}`);
  try {
    for (const [index, group] of groups.entries()) {
      if (setup.signal.aborted) break;
      const alive = await runGroup(setup, group.cases, group.idp, scratch, index === 0);
      if (!alive) break;
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Numbered {
  planned: Case;
  index: number;
}

async function runGroup(
  setup: RunSetup,
  cases: readonly Numbered[],
  idp: Vendor | null,
  scratch: string,
  first: boolean,
): Promise<boolean> {
  for (const { planned, index } of cases.filter(({ planned: { skip } }) => skip !== null)) {
    await setup.onResult(index, untouched(setup, planned, 'skipped', planned.skip ?? ''));
  }
  const open = cases.filter(({ planned }) => planned.skip === null);
  if (open.length === 0) return true;
  const running = await startTarget(setup, idp, scratch);
  try {
    if (first) await running.reset();
    return await new Session(setup, running).run(open);
  } finally {
    await running.stop();
  }
}

/** A case that never ran. */
function untouched(
  setup: RunSetup,
  planned: Case,
  status: 'skipped' | 'blocked' | 'error',
  because: string,
): CaseResult {
  return caseResult(planned, {
    driver: setup.driver.kind,
    durationMs: 0,
    control: null,
    verdicts: sameVerdict(planned, status, because),
    observations: [],
  });
}

interface Held {
  index: number;
  planned: Case;
  result: CaseResult;
}

/**
 * A case that ends and starts the target again, or breaks what it fetches for everybody, runs when nobody else needs it; one
 * that lists all people too, since those of other cases come and go.
 */
const needsTargetAlone = ({ form, idp }: Case) =>
  form.needs.includes('restart') ||
  form.faults.some(({ scope }) => scope === 'target') ||
  form.steps.some((step) => listsEverybody(step, idp));

/** Google and Okta ask for the first of all when they test a connection. */
const listsEverybody = ({ scim, provision }: Step, idp: Vendor) =>
  (scim?.method === 'GET' && /^\/(Users|Groups)$/.test(scim.path) && scim.query?.filter === undefined) ||
  (provision?.act === 'test-connection' && idp !== 'entra');

/** One target's life within a run. */
class Session {
  readonly #setup: RunSetup;
  readonly #world: World;
  readonly #controls: Controls<Held>;
  readonly #shapes: Shapes;
  #controlsPerformed = 0;
  #dead: JitmusError | null = null;

  constructor(setup: RunSetup, running: RunningTarget) {
    this.#setup = setup;
    this.#world = worldOf(setup, running);
    this.#controls = new Controls(async ({ index, planned, result }, control) => {
      await setup.onResult(index, {
        ...result,
        control: reported(control),
        verdicts: underControl(planned, result.verdicts, control),
      });
    });
    this.#shapes = new Shapes(
      async (planned) => {
        const method = await this.#world.methods.get({ ...methodSpec(this.#world, planned), exclusive: null });
        return method.app.shapes();
      },
      (planned, shape) => this.#probe(controlSpec(this.#world, planned, shape)),
    );
  }

  /** False when the target died on the way. */
  async run(cases: readonly Numbered[]): Promise<boolean> {
    const alone = cases.filter(({ planned }) => needsTargetAlone(planned));
    const together = cases.filter((numbered) => !alone.includes(numbered));
    for (const [queue, workers] of [
      [together, Math.max(1, this.#setup.workers)],
      [alone, 1],
    ] as const) {
      await this.#work([...queue], workers);
      if (this.#dead) {
        await this.#controls.abandon('the target died before the closing control.');
        this.#setup.onError(this.#dead);
        return false;
      }
      // What was judged until now must not hang on what a restart leaves of the application.
      await this.#controls.close();
    }
    return true;
  }

  async #work(queue: Numbered[], workers: number): Promise<void> {
    const worker = async () => {
      while (!this.#stopped()) {
        const next = queue.shift();
        if (!next) return;
        await this.#runOne(next);
      }
    };
    await Promise.all(Array.from({ length: workers }, worker));
  }

  #stopped(): boolean {
    return this.#dead !== null || this.#setup.signal.aborted;
  }

  async #runOne({ planned, index }: Numbered): Promise<void> {
    const { clock, driver, onResult, onError } = this.#setup;
    const log = new LogWriter(this.#world.redactor.child(), clock, this.#world.store(planned.id));
    const finish = (verdicts: Verdict[], control: ControlResult | null) =>
      caseResult(planned, {
        driver: driver.kind,
        durationMs: log.elapsed(),
        control,
        verdicts,
        observations: log.log.observations,
      });
    try {
      const choice = await this.#shapes.choose(planned);
      if (choice.kind === 'skip')
        return await onResult(index, finish(sameVerdict(planned, choice.status, choice.because), null));
      const { key, perform } = this.#controlOf(planned, choice.shape);
      const control = needsControl(planned) ? await this.#controls.before(key, perform) : null;
      await runCase(this.#world, log, planned, {
        shape: choice.shape,
        controlNow: async () => asAnswer(await perform()),
      });
      await this.#noticeDeath(log);
      if (this.#dead) return;
      const nothing = nothingToBreak(this.#world.faults, log.log);
      if (nothing !== null) return await onResult(index, finish(sameVerdict(planned, 'skipped', nothing), null));
      const result = finish(judgeCase(planned, log.log), control);
      if (control?.status === 'accepted') await this.#controls.hold(key, { index, planned, result });
      else
        await onResult(
          index,
          control ? { ...result, verdicts: underControl(planned, result.verdicts, control) } : result,
        );
    } catch (error) {
      if (error instanceof CannotPrepare) {
        await this.#noticeDeath(log);
        if (!this.#dead)
          await onResult(index, finish(sameVerdict(planned, 'blocked', log.redacted(error.message)), null));
        return;
      }
      const because = error instanceof Error ? error.message : String(error);
      onError(
        error instanceof JitmusError
          ? error
          : new JitmusError('HARNESS_ERROR', because, { at: planned.id, cause: error }),
      );
      await onResult(index, finish(sameVerdict(planned, 'error', `The harness failed: ${because}`), null));
    }
  }

  /** Whether a shape is accepted. A server error is a refusal where a genuine sign-in in the usual shape is accepted straight after. */
  async #probe(spec: ControlSpec): Promise<ControlResult> {
    const found = await this.#control(spec);
    if (!found.crashed) return found;
    const usual = await this.#control({ ...spec, shape: null });
    return usual.status === 'accepted' ? { ...found, status: 'refused' } : found;
  }

  #controlOf(planned: Case, shape: SigningShape | null): { key: string; perform: () => Promise<ControlResult> } {
    if (planned.form.protocol === 'scim')
      return { key: 'scim', perform: () => this.#told(performScimControl(this.#world, ++this.#controlsPerformed)) };
    const spec = controlSpec(this.#world, planned, shape);
    return { key: controlKey(spec), perform: () => this.#control(spec) };
  }

  #control(spec: ControlSpec): Promise<ControlResult> {
    return this.#told(performControl(this.#world, spec, ++this.#controlsPerformed));
  }

  async #told(performed: Promise<ControlResult>): Promise<ControlResult> {
    const control = await performed;
    return { ...control, because: this.#world.redactor.text(control.because) };
  }

  /** A dead connection may be the death of the application, and then no further verdict means anything. */
  async #noticeDeath(log: LogWriter): Promise<void> {
    const suspicious =
      [...log.log.all('signin.ended'), ...log.log.all('signout.ended')].some(
        ({ data }) => data.outcome === 'dead-socket',
      ) ||
      log.log.all('target.method').some(({ data }) => data.status === null) ||
      log.log.all('scim.call').some(({ data }) => data.answer === null) ||
      log.log.all('target.unreadable').length > 0 ||
      log.log.observations.length < 3;
    if (!suspicious) return;
    const gone = await this.#world.running.gone();
    if (gone)
      this.#dead = new JitmusError('TARGET_DIED', `The target is gone: ${gone}`, {
        at: this.#setup.target.name,
        hint: 'What was judged before is in the report; the rest was not run.',
      });
  }
}

const asAnswer = ({ status, because }: ControlResult) => ({ accepted: status === 'accepted', because });
