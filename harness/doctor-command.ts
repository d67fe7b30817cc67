import type { Vendor } from '../mock-idps/index.ts';
import { Doctor } from './doctor/doctor.ts';
import { JitmusError } from './errors.ts';
import { targetNamed } from './run-command.ts';
import type { Terminal } from './terminal.ts';

export interface DoctorOptions {
  /** A target file, or `reference`. */
  target: string;
  /** Null: all that the target takes. */
  idps: readonly Vendor[] | null;
  driver: 'http' | 'browser';
  tls: boolean;
  impersonate: boolean;
}

/** Checks a target file and its application step by step, and says what to mend. Answers the exit code. */
export async function doctorCommand(options: DoctorOptions, terminal: Terminal): Promise<0 | 1> {
  const target = await targetNamed(options.target, null);
  const idps = target.idps.filter((idp) => options.idps?.includes(idp) ?? true);
  if (idps.length === 0)
    throw new JitmusError('USAGE', `${target.name} takes none of these IdPs. It takes ${target.idps.join(', ')}.`, {
      at: '--idp',
    });
  // As the end of the process ends the application.
  const interrupt = () => {
    terminal.line('\nInterrupted. The application is ended.');
    process.exit(2);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await new Doctor(target, idps, options, terminal).check();
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
