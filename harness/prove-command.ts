import type { Status } from '../reports/index.ts';
import { allDefects, defectHint, type Defect } from './defects.ts';
import { JitmusError } from './errors.ts';
import { execute } from './execute.ts';
import { planCases, type Case } from './plan.ts';
import { loadScenarios } from './scenario.ts';
import { referenceTarget } from './targets/reference.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { rules, vocabulary } from './vocabulary.ts';

export interface ProveOptions {
  /** Every case, not just those of the rules that a defect names and until each of them is red. */
  all: boolean;
  seed: number;
  workers: number;
  /** Only these defects. Empty: every one. */
  defects: readonly string[];
}

/** What one defect turned red. */
interface Proof {
  defect: Defect;
  /** Rule → how many cases it failed in. */
  red: ReadonlyMap<string, number>;
  /** Cases that were judged, and those there are. */
  judged: number;
  cases: number;
}

/** Runs the rules against the reference with one deliberate defect at a time. 1: a defect unnoticed, or a rule that nothing turns red. */
export async function proveCommand(options: ProveOptions, terminal: Terminal): Promise<0 | 1> {
  const { forms } = await loadScenarios(vocabulary());
  const known = await allDefects();
  const chosen = options.defects.length ? known.filter(({ id }) => options.defects.includes(id)) : known;
  const unknown = options.defects.find((id) => !known.some((defect) => defect.id === id));
  if (unknown !== undefined)
    throw new JitmusError('DEFECT_UNKNOWN', `There is no defect "${unknown}".`, {
      hint: defectHint(unknown, known),
    });
  checkBreaks(known);
  const { cases } = planCases(forms, referenceTarget(), { patterns: [], idps: null, protocols: null });
  const proofs: Proof[] = [];
  const queue = [...chosen];
  const one = async () => {
    for (let defect = queue.shift(); defect; defect = queue.shift()) {
      const proof = await prove(defect, cases, options);
      proofs.push(proof);
      terminal.line(row(proof, terminal));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.workers) }, one));
  return conclude(proofs, options, terminal);
}

async function prove(defect: Defect, cases: readonly Case[], options: ProveOptions): Promise<Proof> {
  const concerned = options.all
    ? cases
    : cases.filter(({ form }) => form.rules.some(({ id }) => defect.breaks.includes(id)));
  const red = new Map<string, number>();
  const noticed = new AbortController();
  let judged = 0;
  await execute({
    target: referenceTarget(defect.of === 'reference' ? defect.id : undefined),
    cases: concerned,
    seed: options.seed,
    workers: 2,
    driver: 'http',
    ...(defect.of === 'mock' ? { mockDefects: [defect.id] } : {}),
    store: () => () => '',
    onResult: (_, { verdicts }) => {
      judged++;
      const failed: Status = 'fail';
      for (const { rule, status } of verdicts) if (status === failed) red.set(rule, (red.get(rule) ?? 0) + 1);
      if (!options.all && defect.breaks.every((rule) => red.has(rule))) noticed.abort();
    },
    onError: (error) => {
      throw error;
    },
    signal: noticed.signal,
  });
  return { defect, red, judged, cases: concerned.length };
}

const unnoticed = ({ defect, red }: Proof) => defect.breaks.filter((rule) => !red.has(rule));

function row(proof: Proof, { color }: Terminal): string {
  const missed = unnoticed(proof);
  const also = [...proof.red.keys()].filter((rule) => !proof.defect.breaks.includes(rule)).sort();
  const mark = missed.length ? color.red('✕') : color.green('✓');
  const turned = proof.defect.breaks
    .map((rule) => (proof.red.has(rule) ? `${rule} red in ${proof.red.get(rule)}` : color.red(`${rule} NOT noticed`)))
    .join(', ');
  return `${mark} ${proof.defect.id.padEnd(38)} ${turned}${also.length ? color.dim(`; also ${also.join(', ')}`) : ''}${color.dim(` (${proof.judged} of ${proof.cases} cases)`)}`;
}

function conclude(proofs: readonly Proof[], options: ProveOptions, terminal: Terminal): 0 | 1 {
  const missed = proofs.filter((proof) => unnoticed(proof).length > 0);
  const turned = new Set(proofs.flatMap(({ red }) => [...red.keys()]));
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
    .filter(({ red }) => red.has(rule))
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
