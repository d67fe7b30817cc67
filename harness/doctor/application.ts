import { JitmusError } from '../errors.ts';
import type { Target } from '../targets/target.ts';
import { trouble, type Trouble } from './outcome.ts';

/** Why the mock IdPs or the browsers do not start. Throws what is no matter of the machine. */
export function stageTrouble(error: unknown): Trouble {
  const { code, message, hint = '' } = error as { code?: string; message: string; hint?: string };
  switch (code) {
    case 'IDPS_PORT_IN_USE':
      return trouble(
        message,
        'An earlier "jitmus idp" or "jitmus run" is still running, or another program has the port.',
        'End it, or name another port in mockIdps.listen of the target file, and enter that in the application.',
      );
    case 'KEY_FILE_BROKEN':
    case 'KEY_FILE_EXPIRED':
    case 'KEY_FOLDER_UNUSABLE':
      return trouble(message, 'The folder of keys (mockIdps.keys) cannot be used.', 'Remove it, or name another.');
    case 'BROWSER_MISSING':
      return trouble(message, hint, 'Install a Chromium, or leave --driver browser out.');
    default:
      throw error;
  }
}

type Explanation = (error: JitmusError, target: Target) => readonly [cause: string, mend: string];

/** Why the application does not run, by the code of the error. */
const explanations: Readonly<Record<string, Explanation>> = {
  TARGET_ADDRESS_TAKEN: () => [
    'It is left from an earlier run, or another program has the port.',
    "End it, or let the application listen on a free port: PORT: '${port}' in start.env, and ${port} in the addresses.",
  ],
  TARGET_NOT_STARTED: (error) => whyItEnded(`${error.message} ${error.hint ?? ''}`),
  TARGET_NOT_READY: (_error, { startVariables }) => [
    'It runs, and answers elsewhere than start.ready.url says, or it takes longer.',
    startVariables.has('port')
      ? 'Does it listen on the port that start.env gives it (${port}), and on 127.0.0.1? Else mend start.ready.url, or give start.ready.timeoutMs more.'
      : 'Compare port and path of start.ready.url with what the application prints, or give start.ready.timeoutMs more.',
  ],
  TARGET_UNREACHABLE: () => [
    'It is not running, or runs at another address.',
    'Start it, mend the address, or let jitmus start it (start).',
  ],
  TARGET_RESET_FAILED: () => [
    'The call that clears people (observe.reset) is refused, or its address or token is wrong.',
    'Mend observe.reset, or leave it out: every run uses people never seen before.',
  ],
  TARGET_INVALID: () => [
    'A file that the target file names cannot be used.',
    'Mend the path: it is relative to the target file.',
  ],
};

/** Why the application does not run. Throws what is no matter of the application. */
export function targetTrouble(error: unknown, target: Target): Trouble {
  const explain = error instanceof JitmusError ? explanations[error.code] : undefined;
  if (!(error instanceof JitmusError) || !explain) throw error;
  const at = error.at === undefined ? '' : ` (${error.at})`;
  const printed = error.hint?.startsWith('It printed') ? `\n${error.hint}` : '';
  return trouble(`${error.message}${at}${printed}`, ...explain(error, target));
}

function whyItEnded(text: string): [cause: string, mend: string] {
  if (/EADDRINUSE|address already in use/i.test(text))
    return [
      'Another program has the port that it listens on.',
      "End that, or let the application listen on a free port: PORT: '${port}' in start.env, and ${port} in the addresses.",
    ];
  if (/spawn .*ENOENT/.test(text))
    return [
      'There is no such program, or start.cwd is no folder.',
      'start.command is a list of program and arguments, without a shell: [npm, start]. start.cwd is relative to the target file.',
    ];
  if (/cannot find (module|package)|MODULE_NOT_FOUND|ModuleNotFoundError/i.test(text))
    return [
      'Its packages are not installed, or start.command names a file that is not in start.cwd.',
      'Install them, and look at start.command and start.cwd (relative to the target file).',
    ];
  return [
    'What it printed last says why. Often a variable is missing that it is configured by.',
    'Run the command by hand. What it needs in its environment belongs into start.env.',
  ];
}
