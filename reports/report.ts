import type { Report, CaseResult } from './report.gen.ts';

export type * from './report.gen.ts';

/** Everything of a report but its cases, which may be too many to hold. */
export type ReportHead = Omit<Report, 'cases'>;

/** A report as its writers read it: the head at once, the cases one by one and as often as asked for. */
export interface ReportSource {
  head: ReportHead;
  cases(): AsyncIterable<CaseResult>;
}

/** One report format: a pure function from a report to the text of one file, in pieces. */
export interface ReportWriter {
  /** Name on the command line (`--reporter`). */
  id: string;
  /** File name in the output folder. */
  file: string;
  write(report: ReportSource): AsyncIterable<string>;
}

/** A report held whole, as writers read it. */
export function sourceOf(report: Report): ReportSource {
  const { cases, ...head } = report;
  return {
    head,
    async *cases() {
      yield* cases;
    },
  };
}
