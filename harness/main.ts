#!/usr/bin/env node
import { CommanderError } from 'commander';
import { program } from './cli.ts';
import { JitmusError } from './errors.ts';
import { disarmed, standardOutput } from './terminal.ts';

const terminal = standardOutput();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

/** Tells what went wrong, and answers the exit code. */
function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof JitmusError) console.error(terminal.color.red(disarmed(error.describe())));
  else if (isCoded(error)) console.error(terminal.color.red(disarmed(`${error.code}  ${error.message}`)));
  else console.error(error);
  return 2;
}

/** Errors of the mock IdPs, the reference and the reports carry a code of their own. */
function isCoded(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    typeof (error as { code?: unknown }).code === 'string' &&
    /^[A-Z]+(_[A-Z]+)+$/.test((error as unknown as { code: string }).code)
  );
}
