/** The only door of the reports. */
export { differenceOf, isWorse, verdictKey } from './diff.ts';
export type { Change, Difference } from './diff.ts';
export { ReportError } from './error.ts';
export type { ReportErrorCode } from './error.ts';
export { FINDING_GROUPS, findingGroup, mockRules, outcomes } from './outcome.ts';
export type { FindingGroup, Outcome } from './outcome.ts';
export { readReport, validateReport } from './read.ts';
export { sourceOf } from './report.ts';
export type * from './report.ts';
export { renderSummary } from './summary.ts';
export type { SummaryOptions } from './summary.ts';
export { visible } from './visible.ts';
export { githubAnnotations } from './writers/github.ts';
export { writers } from './writers/index.ts';
export type { WriterId } from './writers/index.ts';
