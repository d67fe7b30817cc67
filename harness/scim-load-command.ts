import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startIdps, type Idps } from '../mock-idps/index.ts';
import { JitmusError } from './errors.ts';
import { toolVersion } from './package-root.ts';
import { Redactor } from './redactor.ts';
import { targetNamed } from './run-command.ts';
import { ScimClient } from './scim-load/client.ts';
import { openCrowd, type Size } from './scim-load/crowd.ts';
import { GATE_PER_SECOND, judgeGate, wrongIn, wrongInMembers } from './scim-load/judge.ts';
import type { LoadReport } from './scim-load/load-report.ts';
import { Load, type Found } from './scim-load/load.ts';
import { Pace } from './scim-load/pace.ts';
import { demandScim } from './scim-load/reachable.ts';
import { Remover, type Removal } from './scim-load/remover.ts';
import { Sender } from './scim-load/sender.ts';
import { Stopped } from './scim-load/stopped.ts';
import { Tally } from './scim-load/tally.ts';
import { tell } from './scim-load/tell.ts';
import { watch } from './scim-load/watch.ts';
import { startTarget } from './start-target.ts';
import type { RunningTarget, ScimAccess, Target } from './targets/target.ts';
import type { Terminal } from './terminal.ts';

export interface ScimLoadOptions {
  target: string;
  people: number;
  /** Null: one for a hundred people; none where the target has none. */
  groups: number | null;
  /** In each group; null: as many as put everybody into one. */
  members: number | null;
  seed: number;
  /** Requests in a second; null: as many as the application takes. */
  rate: number | null;
  connections: number;
  /** What was made stays. */
  keep: boolean;
  /** File for the figures. */
  json: string | null;
  /** Nothing is made: what an earlier load with this mark made is removed. */
  remove: string | null;
  defect: string | null;
  quiet: boolean;
}

const clock = () => performance.now();

/** Provisions many people over SCIM, reads them back, and says how the application did. Answers the exit code. */
export async function scimLoadCommand(options: ScimLoadOptions, terminal: Terminal): Promise<0 | 1 | 2> {
  const target = await targetNamed(options.target, options.defect);
  const without = target.lacks.get('scim');
  if (without !== undefined)
    throw new JitmusError('SCIM_NOT_DESCRIBED', `The target takes nobody over SCIM: ${without}`, {
      ...(target.file !== undefined && { at: target.file }),
      hint: 'Say where it is in the target file: scim: { baseUrl: …, token: ${env.SCIM_TOKEN} }',
    });
  if (options.json !== null) await demandFolder(options.json);
  return within(target, async (place) => {
    const ends = endings(options, terminal);
    try {
      return options.remove === null
        ? await load(options, place, ends, terminal)
        : await removeOnly(options, options.remove, place, ends, terminal);
    } finally {
      ends.close();
    }
  });
}

/** Where a load takes place. */
interface Place {
  target: Target;
  running: RunningTarget;
  scim: ScimAccess;
  redactor: Redactor;
  scratch: string;
}

async function within(target: Target, work: (place: Place) => Promise<0 | 1 | 2>): Promise<0 | 1 | 2> {
  const scratch = await mkdtemp(join(tmpdir(), 'jitmus-load-'));
  const redactor = new Redactor();
  let idps: Idps | null = null;
  let running: RunningTarget | null = null;
  try {
    // What it is told of an IdP when it starts it is told here too, although nobody signs in.
    const signsIn = !target.lacks.has('saml') || !target.lacks.has('oidc');
    const idp = target.fixedMethod && signsIn ? (target.idps[0] ?? null) : null;
    if (idp) idps = await startIdps({ seed: 1, nonce: randomBytes(6).toString('hex') });
    running = idps
      ? await startTarget({ target, idps, redactor }, idp, scratch)
      : await target.start({ redactor, scratch });
    const { scim } = running;
    if (!scim) throw new JitmusError('SCIM_NOT_DESCRIBED', 'The target file does not say where SCIM is.');
    return await work({ target, running, scim, redactor, scratch });
  } finally {
    await running?.stop();
    await idps?.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function load(options: ScimLoadOptions, place: Place, ends: Endings, terminal: Terminal): Promise<0 | 1 | 2> {
  const { target, scim, scratch } = place;
  const { seed, rate, connections, keep, quiet } = options;
  const startedAt = new Date();
  const began = clock();
  const mark = randomBytes(6).toString('hex');
  const size = sizeOf(options, target);
  const crowd = await openCrowd({ seed, mark, domain: target.domain });
  const client = new ScimClient(scim, connections);
  const pace = new Pace(rate, clock);
  const sending = senders(place, client, pace, ends);
  const howToRemove = commandToRemove(options, mark);
  const seen = watch(terminal, quiet);
  const started = new Load({
    ...{ crowd, size, mark, connections, scratch, clock, ...sending },
    onPart(tally, of) {
      pace.begin();
      seen.part(tally, of);
    },
  });
  let [found, removal]: [Found | null, Removal | null] = [null, null];
  let stopped: string | null = null;
  try {
    await demandScim(client, scim);
    if (!quiet) terminal.line(`Provisioning ${sentence(size)} into ${target.name}. Mark of this run: ${mark}`);
    stopped = await whyStopped(() => started.provision());
    if (!ends.interrupted()) {
      const why = await whyStopped(async () => void (found = await started.readBack()));
      stopped ??= why;
    }
    if (!keep) {
      const why = await whyStopped(async () => void (removal = await started.remove()));
      stopped ??= why;
    }
  } catch (error) {
    if (error instanceof JitmusError && error.code === 'TARGET_DIED')
      terminal.line(
        terminal.color.yellow(`What was made until then carries the mark ${mark}. Remove it: ${howToRemove}`),
      );
    throw error;
  } finally {
    seen.end();
    client.close();
    started.close();
  }
  const changed = started.changing.map((tally) => tally.summary());
  const gate = judgeGate(changed, rate);
  const wrong = wrongAtTheEnd(found, removal);
  const isRight = stopped === null && found !== null && wrong.length === 0 && gate.status !== 'fails';
  const { name, kind, file, defect } = target;
  const report: LoadReport = {
    schemaVersion: 1,
    tool: { name: 'jitmus', version: toolVersion() },
    target: { name, kind, ...(file === undefined ? {} : { file }), ...(defect === undefined ? {} : { defect }) },
    startedAt: startedAt.toISOString(),
    seconds: (clock() - began) / 1_000,
    node: process.version,
    seed,
    mark,
    asked: { ...size, connections, perSecond: rate, keep },
    phases: started.tallies.map((tally) => tally.summary()).filter(({ done, errors }) => done > 0 || errors.length > 0),
    gate: { ...gate, perSecond: GATE_PER_SECOND },
    found,
    wrong,
    removal,
    memory: seen.memory(),
    stopped,
    exitCode: ends.interrupted() ? 2 : isRight ? 0 : 1,
  };
  tell(report, howToRemove, quiet ? { ...terminal, line: () => undefined } : terminal);
  if (quiet) terminal.line(lastLine(report));
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.exitCode;
}

/** Takes away what an earlier load left, by its mark. */
async function removeOnly(
  { seed, rate, connections, quiet }: ScimLoadOptions,
  mark: string,
  place: Place,
  ends: Endings,
  terminal: Terminal,
): Promise<0 | 1> {
  const crowd = await openCrowd({ seed, mark, domain: place.target.domain });
  const client = new ScimClient(place.scim, connections);
  const { sender } = senders(place, client, new Pace(rate, clock), ends);
  const tallies = { removal: new Tally('removal', clock), looking: new Tally('looking', clock) };
  const seen = watch(terminal, quiet);
  let left = 0;
  try {
    await demandScim(client, place.scim);
    const remover = new Remover(sender, tallies, connections);
    seen.part(tallies.removal, null);
    for (const kind of [crowd.groups, crowd.people]) {
      const removal = await remover.marked(kind);
      left += removal.left;
      if (removal.pages !== null) terminal.line(terminal.color.yellow(`The pages break off: ${removal.pages}.`));
    }
  } finally {
    seen.end();
    client.close();
  }
  terminal.line(
    `Removed: ${tallies.removal.done}. ${left === 0 ? 'Nothing is left' : `${left} are still listed`} that carries ${mark}.`,
  );
  return left === 0 ? 0 : 1;
}

/** One sender that ends with the first Ctrl-C, and one that takes away what was made and ends with the second. */
function senders({ running, redactor }: Place, client: ScimClient, pace: Pace, { first, second }: Endings) {
  const parts = { client, pace, gone: () => running.gone(), redact: (text: string) => redactor.text(text) };
  return { sender: new Sender({ ...parts, stop: first }), afterwards: new Sender({ ...parts, stop: second }) };
}

/** What the signals of the user mean: enough, and enough of tidying up too. */
interface Endings {
  first: AbortSignal;
  second: AbortSignal;
  interrupted: () => boolean;
  close: () => void;
}

function endings({ keep, remove }: ScimLoadOptions, terminal: Terminal): Endings {
  const removes = remove === null && !keep;
  const [first, second] = [new AbortController(), new AbortController()];
  // Every connection waits for its turn with an ear to them.
  setMaxListeners(0, first.signal, second.signal);
  const onSignal = () => {
    if (second.signal.aborted) process.exit(2);
    if (first.signal.aborted) return second.abort();
    terminal.line(removes ? 'Stopping; what was made is removed. Press Ctrl-C again to leave it there.' : 'Stopping.');
    first.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    first: first.signal,
    second: second.signal,
    interrupted: () => first.signal.aborted,
    close: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

/** Null: it came to its end. */
async function whyStopped(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Stopped) return error.message;
    throw error;
  }
}

/** Groups share the people out. */
function sizeOf({ people, groups, members }: ScimLoadOptions, { lacks }: Target): Size {
  const usual = lacks.has('scim-groups') ? 0 : Math.ceil(people / 100);
  const count = groups ?? usual;
  const each = members ?? (count === 0 ? 0 : Math.ceil(people / count));
  return { people, groups: count, members: Math.min(each, people) };
}

function wrongAtTheEnd(found: Found | null, removal: Removal | null): string[] {
  if (!found) return [];
  const { people, groups, members } = found;
  const stays = removal && removal.left > 0 ? [`${removal.left.toLocaleString('en')} still listed after removal`] : [];
  return [...wrongIn('people', people), ...wrongIn('groups', groups), ...wrongInMembers(members), ...stays];
}

const number = (value: number) => value.toLocaleString('en');

const sentence = ({ people, groups, members }: Size) =>
  `${number(people)} people${groups > 0 ? ` and ${number(groups)} groups of ${number(members)}` : ''}`;

const lastLine = ({ exitCode, gate, wrong, stopped }: LoadReport) =>
  exitCode === 0 ? 'Nothing is lost, nothing is there twice.' : (stopped ?? wrong[0] ?? gate.because);

const commandToRemove = ({ target }: ScimLoadOptions, mark: string) =>
  `jitmus scim-load --target ${target} --remove ${mark}`;

async function demandFolder(file: string): Promise<void> {
  await access(dirname(file)).catch((cause: Error) => {
    throw new JitmusError('OUTPUT_UNWRITABLE', 'There is no such folder.', { at: dirname(file), cause });
  });
}
