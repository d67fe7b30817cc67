import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { GATE_PER_SECOND } from './judge.ts';
import type { Found } from './load.ts';
import type { LoadReport } from './load-report.ts';
import type { EndState } from './read-back.ts';
import type { Phase } from './tally.ts';

const whole = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Says how a load went. */
export function tell(report: LoadReport, howToRemove: string, terminal: Terminal): void {
  const { color } = terminal;
  const line = (text: string) => terminal.line(text);
  const { target, phases, gate, found, wrong, removal, memory, stopped } = report;
  // Between looking for groups and for people lies the removal of both: no rate.
  line(`\n${phaseTable(phases.filter(({ name }) => name !== 'looking for the rest'))}`);
  tellErrors(phases, line);
  line('');
  if (stopped !== null) line(color.red(`Stopped: ${stopped}`));
  const gateColor = { holds: color.green, fails: color.red, 'not-judged': color.dim }[gate.status];
  const gateWord = { holds: 'holds', fails: 'does not hold', 'not-judged': 'is not judged' }[gate.status];
  line(`Microsoft's ${GATE_PER_SECOND} requests/s ${gateColor(gateWord)}. ${gate.because}`);
  if (found) tellFound(found, line);
  for (const each of wrong) line(color.red(`✗ ${each}`));
  if (found && wrong.length === 0) line(color.green('Nothing is lost, nothing is there twice.'));
  if (!removal && target.kind === 'reference') line('What was made goes with the reference.');
  else if (!removal) line(`What was made stays. Remove it: ${howToRemove}`);
  else if (removal.left > 0)
    line(
      color.yellow(
        `${whole(removal.removed)} removed; ${whole(removal.left)} are still listed. Try again: ${howToRemove}`,
      ),
    );
  else if (removal.pages !== null)
    line(color.yellow(`${whole(removal.removed)} removed; whether that is all cannot be seen: ${removal.pages}.`));
  else line(`Removed again: ${whole(removal.removed)}; nothing is left.`);
  line(color.dim(`Memory of jitmus: ${megabytes(memory.before)} before, ${megabytes(memory.most)} at most.`));
}

function phaseTable(phases: readonly Phase[]): string {
  const rows = phases.map(({ name, done, perSecond, seconds, latency }) => [
    name,
    whole(done),
    `${whole(perSecond)}/s`,
    `${seconds.toFixed(1)} s`,
    ...(latency ? [latency.p50, latency.p95, latency.p99, latency.max].map(ms) : ['', '', '', '']),
  ]);
  return table([['', 'done', 'rate', 'time', 'p50', 'p95', 'p99', 'longest'], ...rows]);
}

function tellErrors(phases: readonly Phase[], line: (text: string) => void): void {
  const errors = phases.flatMap((phase) => phase.errors.map((error) => ({ ...error, name: phase.name })));
  if (errors.length > 0) line('\nErrors:');
  for (const { name, kind, count, example } of errors)
    line(`  ${whole(count)} × ${kind} (${name})${example === '' ? '' : `: ${example}`}`);
  const throttled = phases.map((phase) => phase.throttled);
  const sum = (pick: (each: Phase['throttled']) => number) => throttled.reduce((all, each) => all + pick(each), 0);
  const answers = sum((each) => each.answers);
  if (answers === 0) return;
  const silent = sum((each) => each.withoutRetryAfter);
  const longest = Math.max(...throttled.map((each) => each.longestSeconds));
  line(
    `\n${whole(answers)} × asked to wait (429), longest ${longest.toFixed(0)} s${silent > 0 ? `; ${whole(silent)} did not say how long` : ''}.`,
  );
}

function tellFound({ people, groups, members }: Found, line: (text: string) => void): void {
  const { wanted, there } = members;
  line(`People: ${told(people)}`);
  if (groups.wanted > 0) line(`Groups: ${told(groups)}`);
  if (wanted > 0) line(`Memberships: ${whole(there)} of ${whole(wanted)}, read group by group.`);
}

function told({ wanted, there, pages, missing, asked, found, repeated }: EndState): string {
  const broken = pages === null ? 'all pages read' : `the pages break off (${pages})`;
  const again = repeated > 0 ? `; ${whole(repeated)} stand on several pages, so their order is not stable` : '';
  if (missing === 0) return `${whole(there)} of ${whole(wanted)}; ${broken}${again}.`;
  const sample =
    asked < missing ? `of the ${whole(missing)} others a sample of ${whole(asked)}` : `the ${whole(missing)} others`;
  return `${whole(there)} of ${whole(wanted)} seen; ${broken}${again}; ${sample} asked for by name, ${whole(found)} found.`;
}

const megabytes = (bytes: number): string => `${whole(bytes / 1024 / 1024)} MiB`;
