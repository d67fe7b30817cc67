import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { allDefects, defectHint, type Defect } from './defects.ts';
import { JitmusError } from './errors.ts';
import { packageRoot } from './package-root.ts';
import type { DefectOptions, Proof } from './prove-defect.ts';
import type { ProofAnswer, ProofOrder } from './prove-process.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { rules } from './vocabulary.ts';

export interface ProveOptions extends DefectOptions {
  /** Processes, each of which proves one defect at a time. */
  workers: number;
  /** Only these defects. Empty: every one. */
  defects: readonly string[];
}

/** Runs the rules against the reference with one deliberate defect at a time. 1: a defect unnoticed, or a rule that nothing turns red. */
export async function proveCommand(options: ProveOptions, terminal: Terminal): Promise<0 | 1> {
  const known = await allDefects();
  const chosen = options.defects.length ? known.filter(({ id }) => options.defects.includes(id)) : known;
  const unknown = options.defects.find((id) => !known.some((defect) => defect.id === id));
  if (unknown !== undefined)
    throw new JitmusError('DEFECT_UNKNOWN', `There is no defect "${unknown}".`, {
      hint: defectHint(unknown, known),
    });
  checkBreaks(known);
  const proofs: Proof[] = [];
  const queue = [...chosen];
  const one = async () => {
    const prover = await startProver();
    try {
      for (let defect = queue.shift(); defect; defect = queue.shift()) {
        const proof = await prover.prove(defect, options);
        proofs.push(proof);
        terminal.line(row(proof, terminal));
      }
    } finally {
      prover.end();
    }
  };
  const processes = Math.min(chosen.length, Math.max(1, options.workers));
  await Promise.all(Array.from({ length: processes }, one));
  return conclude(proofs, options, terminal);
}

interface Prover {
  prove: (defect: Defect, options: DefectOptions) => Promise<Proof>;
  end: () => void;
}

async function startProver(): Promise<Prover> {
  const child = fork(`${packageRoot}dist/prove-process.js`);
  await answerOf(child, 'before it was ready');
  return {
    async prove(defect, { all, seed }) {
      child.send({ defect: defect.id, options: { all, seed } } satisfies ProofOrder);
      const answer = (await answerOf(child, `with the defect ${defect.id}`)) as ProofAnswer;
      if ('problem' in answer)
        throw new JitmusError('PROOF_FAILED', `The defect ${defect.id} could not be tried: ${answer.problem}`);
      return answer.proof;
    },
    end: () => child.kill(),
  };
}

/** What the process says next. Throws PROOF_FAILED when it ends instead. */
async function answerOf(child: ChildProcess, when: string): Promise<unknown> {
  const heard = new AbortController();
  const ended = once(child, 'exit', heard).then(([code, signal]) => {
    throw new JitmusError('PROOF_FAILED', `A process of the proof ended ${when}: ${String(signal ?? code)}.`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', heard), ended])) as [unknown];
    return message;
  } finally {
    heard.abort();
    ended.catch(() => undefined);
  }
}

const unnoticed = ({ defect, red }: Proof) => defect.breaks.filter((rule) => !(rule in red));

function row(proof: Proof, { color }: Terminal): string {
  const missed = unnoticed(proof);
  const also = Object.keys(proof.red)
    .filter((rule) => !proof.defect.breaks.includes(rule))
    .sort();
  const mark = missed.length ? color.red('✕') : color.green('✓');
  const turned = proof.defect.breaks
    .map((rule) => (rule in proof.red ? `${rule} red in ${proof.red[rule]}` : color.red(`${rule} NOT noticed`)))
    .join(', ');
  return `${mark} ${proof.defect.id.padEnd(38)} ${turned}${also.length ? color.dim(`; also ${also.join(', ')}`) : ''}${color.dim(` (${proof.judged} of ${proof.cases} cases)`)}`;
}

function conclude(proofs: readonly Proof[], options: ProveOptions, terminal: Terminal): 0 | 1 {
  const missed = proofs.filter((proof) => unnoticed(proof).length > 0);
  const turned = new Set(proofs.flatMap(({ red }) => Object.keys(red)));
  const neverRed = options.defects.length ? [] : rules.filter(({ id }) => !turned.has(id));
  terminal.line(`\n${table(rules.filter(({ id }) => turned.has(id)).map(({ id }) => [id, redBy(proofs, id)]))}`);
  for (const { id } of neverRed) terminal.line(terminal.color.red(`✕ No defect turns ${id} red.`));
  for (const { defect } of missed)
    terminal.line(terminal.color.red(`✕ The defect ${defect.id} went unnoticed: ${defect.summary}`));
  const fine = missed.length === 0 && neverRed.length === 0;
  terminal.line(
    `\n${proofs.length} defects, ${missed.length} unnoticed; ${turned.size} rules turned red, ${neverRed.length} never.`,
  );
  return fine ? 0 : 1;
}

const redBy = (proofs: readonly Proof[], rule: string) =>
  proofs
    .filter(({ red }) => rule in red)
    .map(({ defect }) => defect.id)
    .sort()
    .join(' ');

/** A defect that names a rule which is not there would never be noticed. */
function checkBreaks(defects: readonly Defect[]): void {
  const ids = new Set(rules.map(({ id }) => id));
  for (const { id, breaks } of defects) {
    const stranger = breaks.find((rule) => !ids.has(rule));
    if (stranger !== undefined)
      throw new JitmusError('DEFECT_INVALID', `The defect ${id} names the rule "${stranger}", which does not exist.`);
  }
}
