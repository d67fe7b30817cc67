import type { createColors } from 'picocolors';
import { linesOf } from './html/code/format.ts';
import { lineText } from './html/code/token.ts';
import type { Artefact, CaseResult, Observation, Verdict } from './report.ts';
import { visible } from './visible.ts';

/** Lines of one message that are shown. */
const SHOWN_LINES = 80;

type Color = ReturnType<typeof createColors>;

/** All that happened in a case, for a terminal: every observation with its messages, then the verdicts beside those of `recorded`. */
export function* storyOf(result: CaseResult, recorded: CaseResult, color: Color): Iterable<string> {
  yield color.bold(oneLine(result.id));
  yield oneLine(result.title);
  if (result.faults.length > 0) yield `Faults: ${result.faults.map(oneLine).join(', ')}`;
  let step: number | undefined;
  for (const observation of result.observations) {
    if (observation.step !== step) yield color.bold(`\nStep ${observation.step ?? 'none'}`);
    step = observation.step;
    yield* told(observation, color);
  }
  yield '';
  if (result.control) yield `Control: ${result.control.status}. ${oneLine(result.control.because)}`;
  for (const verdict of result.verdicts)
    yield* judged(
      verdict,
      recorded.verdicts.find(({ rule }) => rule === verdict.rule),
      color,
    );
}

function* told({ id, atMs, from, to, browser, says, artefacts }: Observation, { dim }: Color): Iterable<string> {
  const who = `${from}${browser === undefined ? '' : ` ${browser}`}${to === undefined ? '' : ` → ${to}`}`;
  yield `${dim(`${id.padEnd(4)} ${String(Math.round(atMs)).padStart(6)} ms`)}  ${who}: ${oneLine(says)}`;
  for (const artefact of artefacts ?? []) {
    const { label, mediaType, file } = artefact;
    yield dim(`      ${oneLine(label)} (${mediaType})${file === undefined ? '' : `, in ${oneLine(file)}`}`);
    const lines = linesOfArtefact(artefact);
    for (const line of lines.slice(0, SHOWN_LINES)) yield dim(`      │ ${line}`);
    if (lines.length > SHOWN_LINES) yield dim(`      … and ${lines.length - SHOWN_LINES} lines more`);
  }
}

function linesOfArtefact({ mediaType, text }: Artefact): string[] {
  if (text === undefined || mediaType === 'image/png') return [];
  return linesOf(text, mediaType, 'formatted').map((line) => visible(lineText(line)));
}

function* judged(verdict: Verdict, before: Verdict | undefined, color: Color): Iterable<string> {
  const { rule, level, status, because, expected, actual, evidence } = verdict;
  const paint = status === 'pass' ? color.green : status === 'skipped' ? color.dim : color.red;
  const same = before?.status === status ? 'as recorded' : `recorded: ${before?.status ?? 'not judged'}`;
  yield `${paint(status.padEnd(7))} ${oneLine(rule)} (${level}, ${same})`;
  yield `        ${oneLine(because)}`;
  if (expected !== undefined) yield `        expected: ${oneLine(expected)}`;
  if (actual !== undefined) yield `        actual:   ${oneLine(actual)}`;
  if (evidence.length > 0) yield color.dim(`        rests on ${evidence.map(oneLine).join(', ')}`);
}

const oneLine = (text: string) => visible(text).replace(/[\n\t]+/g, ' ');
