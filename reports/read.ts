import type { ErrorObject, ValidateFunction } from 'ajv';
import { readFile } from 'node:fs/promises';
import { ReportError } from './error.ts';
import type { Report } from './report.ts';
import schema from './report.schema.json' with { type: 'json' };

/**
 * The report in that file, checked against the schema.
 * @throws {ReportError} REPORT_UNREADABLE, REPORT_NOT_JSON, or what {@link validateReport} throws.
 */
export async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ReportError('REPORT_UNREADABLE', file, `The report cannot be read (${reason}). Is the path right?`, {
      cause,
    });
  });
  return validateReport(parse(text, file), file);
}

/**
 * The value itself, known to be a report.
 * @param at file, or whatever names the origin, for the error
 * @throws {ReportError} REPORT_VERSION when another version of the schema wrote it, REPORT_INVALID with the JSON Pointer.
 */
export async function validateReport(value: unknown, at = 'report'): Promise<Report> {
  refuseOtherVersions(value, at);
  const validate = await validator();
  if (validate(value)) return value;
  const { pointer, says } = explain(validate.errors ?? []);
  throw new ReportError(
    'REPORT_INVALID',
    `${at}#${pointer}`,
    `This is not a report of version 1: ${says}. Write it anew with "jitmus run".`,
  );
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const position = /position (\d+)/.exec(reason)?.[1];
    const at = position ? `${file}:${placeOf(text, Number(position))}` : file;
    throw new ReportError('REPORT_NOT_JSON', at, `The report is not JSON: ${reason}. Was the run cut short?`, {
      cause,
    });
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function refuseOtherVersions(value: unknown, at: string): void {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value) || value.schemaVersion === 1) return;
  throw new ReportError(
    'REPORT_VERSION',
    `${at}#/schemaVersion`,
    `The report has schema version ${JSON.stringify(value.schemaVersion)}, and this jitmus reads version 1. Use the jitmus that wrote it.`,
  );
}

let compiled: Promise<ValidateFunction<Report>> | undefined;

/** Loaded when first needed: most runs write reports and read none. */
function validator(): Promise<ValidateFunction<Report>> {
  compiled ??= (async () => {
    const [{ Ajv }, { default: formats }] = await Promise.all([import('ajv'), import('ajv-formats')]);
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    formats(ajv);
    return ajv.compile<Report>(schema);
  })();
  return compiled;
}

/** The deepest error is the one a reader can act on; those above it say only that something below is wrong. */
function explain(errors: ErrorObject[]): { pointer: string; says: string } {
  const [first, ...rest] = errors;
  if (!first) return { pointer: '', says: 'it is invalid' };
  const deepest = rest.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a), first);
  const detail = Object.values(deepest.params as Record<string, unknown>)
    .flat()
    .map((item) => JSON.stringify(item))
    .join(', ');
  return { pointer: deepest.instancePath, says: `${deepest.message ?? deepest.keyword} (${detail})` };
}
