import type { CaseResult, ReportHead } from '../report.ts';

/** A case without its observations: what lists and filters need. */
export type CaseSummary = Omit<CaseResult, 'observations'>;

/** What the page reads at once. */
export interface PageIndex {
  head: ReportHead;
  cases: CaseSummary[];
}

/** Id of the script element that holds the {@link PageIndex}, packed. */
export const INDEX_ID = 'report';

/** Type of the script elements that hold packed data: JSON, deflated (zlib), base64. */
export const PACKED_TYPE = 'application/octet-stream';

/** Cases of one evidence block. More compress better, fewer open faster. */
export const CASES_PER_CHUNK = 32;

/** Id of the script element that holds the observations of the n-th block of cases, from 0. */
export function evidenceId(n: number): string {
  return `evidence-${n}`;
}

/** Id of the script element that holds a Comparison, in a page of runs side by side. */
export const COMPARED_ID = 'compared';
