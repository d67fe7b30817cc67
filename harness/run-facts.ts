import type { ReportHead } from '../reports/index.ts';

/** What tells one run from another, whatever it found: name → value. */
export function runFacts({ tool, run, target }: Pick<ReportHead, 'tool' | 'run' | 'target'>): Record<string, unknown> {
  return {
    'the version of jitmus': tool.version,
    'the target': target.name,
    'the kind of target': target.kind,
    'the target file': target.file,
    'the defect': target.defect,
    '--seed': run.seed,
    '--driver': run.driver,
    '--tls': run.tls ?? false,
    '--impersonate': run.impersonate ?? false,
    '--scenarios': run.scenarios,
    '--redact': run.redact,
    '--strict': run.strict ?? false,
    'the baseline': run.baseline,
    'the number of shards': run.shard?.of,
    'the number of cases in all shards': run.shard?.cases,
  };
}

/** The first fact in which two runs differ, in words; null where they are of one kind. */
export function difference(here: Record<string, unknown>, there: Record<string, unknown>): string | null {
  const [what] = Object.entries(here).find(([name, value]) => value !== there[name]) ?? [];
  return what === undefined ? null : `${what} is ${said(here[what])} here, and ${said(there[what])}`;
}

const said = (value: unknown) => (value === undefined ? 'not given' : JSON.stringify(value));
