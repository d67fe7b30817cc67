import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Vendor } from '../mock-idps/index.ts';
import { capabilities } from './capability.ts';
import { toolVersion } from './package-root.ts';
import { JitmusError } from './errors.ts';
import { inShell } from './in-shell.ts';
import { didYouMean } from './suggest.ts';
import { standardOutput } from './terminal.ts';

const VENDORS = ['entra', 'google', 'okta', 'other'];
const PROTOCOLS = ['saml', 'oidc', 'scim'];
const REPORTERS = ['list', 'html', 'json', 'junit', 'sarif', 'ctrf', 'markdown', 'github'];
const USUAL_REPORTERS = ['list', 'html', 'json', 'junit'];

const terminal = standardOutput();

/** A comma-separated list of known words. */
const words = (known: readonly string[]) => (text: string) =>
  text.split(',').map((word) => {
    if (known.includes(word)) return word;
    throw new InvalidArgumentError(
      `There is no "${word}". ${didYouMean(word, known) ?? `Known: ${known.join(', ')}.`}`,
    );
  });

/** A comma-separated list. */
const list = (text: string) => text.split(',').filter(Boolean);

const whole = (least: number, most?: number) => (text: string) => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= (most ?? Number.MAX_SAFE_INTEGER)) return number;
  throw new InvalidArgumentError(`It takes a whole number from ${least}${most === undefined ? '' : ` to ${most}`}.`);
};

const port = whole(0, 65_535);

const workers = (what: string) =>
  new Option('--workers <n>', what).argParser(whole(1)).default(availableParallelism(), 'one for each core');

const positive = (text: string) => {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('It takes a number above 0.');
};

const loadMark = (text: string) => {
  if (/^[0-9a-f]{12}$/.test(text)) return text;
  throw new InvalidArgumentError('A mark has twelve hexadecimal digits, as the load printed it.');
};

const impersonating = new Option(
  '--impersonate',
  "over https at the vendors' own addresses, behind a proxy (the target gets ${idp.proxy.url})",
)
  .default(false)
  .implies({ tls: true });

/** The command line, as it can be typed again. */
const typed = () => inShell(['jitmus', ...process.argv.slice(2)]);

/** What a command answers becomes the exit code. */
const exits =
  <Arguments extends unknown[]>(command: (...given: Arguments) => Promise<number>) =>
  async (...given: Arguments) => {
    process.exitCode = await command(...given);
  };

interface Selecting {
  target: string;
  idp?: string[];
  protocol?: string[];
  scenarios?: string;
}

const selecting = (command: Command) =>
  command
    .argument('[pattern...]', 'scenario ids by prefix or glob: attacks/  jit/*-email')
    .option('--target <reference|file>', 'the application under test', 'reference')
    .option(
      '--idp <list>',
      'from these IdPs: entra,google,okta,other (default: all that the target takes)',
      words(VENDORS),
    )
    .option('--protocol <list>', 'over these protocols: saml,oidc,scim (default: all)', words(PROTOCOLS))
    .option('--scenarios <folder>', 'a further folder of scenarios');

const selection = (patterns: string[], { target, idp, protocol, scenarios }: Selecting) => ({
  patterns,
  target,
  idps: (idp ?? null) as Vendor[] | null,
  protocols: protocol ?? null,
  scenarios: scenarios ?? null,
});

/** All that can be typed. The reference in docs/cli.md is written from it. */
export const program = new Command('jitmus')
  .description('The litmus test for SSO, JIT provisioning and SCIM.')
  .version(toolVersion(), '-v, --version')
  .showSuggestionAfterError()
  // Options of report and of its own commands have the same names.
  .enablePositionalOptions()
  .exitOverride();

interface RunFlags extends Selecting {
  driver: 'http' | 'browser';
  tls: boolean;
  impersonate: boolean;
  reporter: string[];
  output?: string;
  workers: number;
  seed: number;
  strict: boolean;
  waivers?: string;
  baseline?: string;
  shard?: string;
  resume?: string;
  redact?: 'personal';
  defect?: string;
  failFast: boolean;
  quiet: boolean;
}

selecting(program.command('run'))
  .description('run scenarios against a target, write reports')
  .addOption(
    new Option('--driver <kind>', 'plain HTTP, or a real Chromium').choices(['http', 'browser']).default('http'),
  )
  .option('--tls', 'the mock IdPs answer over https (the target gets ${idp.tls.caFile} to trust)', false)
  .addOption(impersonating)
  .option('--reporter <list>', `formats: ${REPORTERS.join()}`, words(REPORTERS), USUAL_REPORTERS)
  .option('--output <dir>', 'where reports go (default: reports/out/<run id>)')
  .addOption(workers('cases at the same time'))
  .option('--seed <n>', 'people, ids and choices follow from it', whole(0), 1)
  .option('--strict', 'SHOULD rules gate too', false)
  .option('--waivers <file>', 'failures that are known, each until a date')
  .option('--baseline <report.json>', 'an earlier run on the same target: only what is worse gates')
  .option('--shard <i/n>', "one part of n; auto: by the CI's CI_NODE_INDEX or JOB_COMPLETION_INDEX, and CI_NODE_TOTAL")
  .option('--resume <dir>', 'finish the run that was interrupted there, with the same options')
  .addOption(
    new Option('--redact <what>', 'take people who are not made up out of all that is written').choices(['personal']),
  )
  .option('--defect <id>', 'start the reference with a deliberate defect')
  .option('--fail-fast', 'stop at the first verdict that gates', false)
  .option('--quiet', 'one line at the end', false)
  .action(
    exits(async (patterns: string[], flags: RunFlags) => {
      const { runCommand } = await import('./run-command.ts');
      const { parseShard } = await import('./shard.ts');
      const { driver, tls, impersonate, reporter, output, workers, seed, strict, waivers, defect, failFast, quiet } =
        flags;
      return runCommand(
        {
          ...selection(patterns, flags),
          only: null,
          driver,
          tls,
          impersonate,
          reporters: reporter,
          output: output ?? null,
          workers,
          seed,
          strict,
          waivers: waivers ?? null,
          baseline: flags.baseline ?? null,
          shard: flags.shard === undefined ? null : parseShard(flags.shard, process.env),
          resume: flags.resume ?? null,
          redact: flags.redact ?? null,
          defect: defect ?? null,
          failFast,
          quiet,
          commandLine: typed(),
        },
        terminal,
      );
    }),
  );

interface ReportFlags {
  reporter: string[];
  output?: string;
  quiet: boolean;
}

const rendering = (command: Command, usual: readonly string[], place: string) =>
  command
    .option('--reporter <list>', `formats: ${REPORTERS.join()}`, words(REPORTERS), [...usual])
    .option('--output <dir>', `where reports go (default: ${place})`)
    .option('--quiet', 'one line at the end', false);

const rendered = ({ reporter, output, quiet }: ReportFlags) => ({
  reporters: reporter,
  output: output ?? null,
  quiet,
});

/** Commands of `report`. */
const OF_REPORTS = ['merge', 'diff', 'compare'];

const report = rendering(program.command('report').enablePositionalOptions(), ['list', 'html'], 'beside it')
  .description('render the report of an earlier run again')
  .argument('<report.json>', 'as written by run or report merge')
  .allowExcessArguments()
  .action(
    exits(async (file: string, flags: ReportFlags, { args }: Command) => {
      // A command of its own that was mistyped looks like a file with more behind it.
      if (args.length > 1)
        throw new JitmusError('USAGE', `There is no "jitmus report ${file}", and a report is rendered alone.`, {
          hint: didYouMean(file, OF_REPORTS) ?? `Of several: ${OF_REPORTS.join(', ')}.`,
        });
      const { reportCommand } = await import('./report-command.ts');
      return reportCommand(file, rendered(flags), terminal);
    }),
  );

rendering(report.command('merge'), USUAL_REPORTERS, 'reports/out/<run id>')
  .description('one run from its shards')
  .argument('<report.json...>', 'one of each shard')
  .option('--waivers <file>', 'the file that the shards were given, to find what is stale')
  .option('--gate', 'end with the exit code of the merged run', false)
  .action(
    exits(async (files: string[], flags: ReportFlags & { waivers?: string; gate: boolean }) => {
      const { mergeCommand } = await import('./report-command.ts');
      return mergeCommand(files, { ...rendered(flags), waivers: flags.waivers ?? null, gate: flags.gate }, terminal);
    }),
  );

report
  .command('diff')
  .description('what is new, fixed and still there; ends with 1 when something new fails')
  .argument('<old>', 'report.json of the earlier run')
  .argument('<new>', 'report.json of the later run')
  .option('--output <dir>', 'write all of it there too, as difference.html')
  .action(
    exits(async (earlier: string, later: string, { output }: { output?: string }) => {
      const { diffCommand } = await import('./diff-command.ts');
      return diffCommand(earlier, later, output ?? null, terminal);
    }),
  );

report
  .command('compare')
  .description('several targets side by side: cases × targets; or both drivers on one target, and where they disagree')
  .argument('<report.json...>', 'one of each target, or one of each driver')
  .option('--output <dir>', 'write the whole table there too, as comparison.html and comparison.md')
  .option('--gate', 'end with 1 where the drivers disagree about a verdict that would gate', false)
  .action(
    exits(async (files: string[], { output, gate }: { output?: string; gate: boolean }) => {
      const { compareCommand } = await import('./compare-command.ts');
      return compareCommand(files, { output: output ?? null, gate }, terminal);
    }),
  );

program
  .command('replay')
  .description('run one recorded case again with its seed, and print all that happens')
  .argument('<report.json>', 'the report that has the case')
  .argument('<case id>', 'as reports show it: jit/first-sign-in@entra.saml/plus-address')
  .option('--target <reference|file>', 'instead of the recorded one')
  .addOption(new Option('--driver <kind>', 'instead of the recorded one').choices(['http', 'browser']))
  .option('--output <dir>', 'where the report of it goes (default: reports/out/<run id>)')
  .action(
    exits(
      async (
        file: string,
        caseId: string,
        { target, driver, output }: { target?: string; driver?: 'http' | 'browser'; output?: string },
      ) => {
        const { replayCommand } = await import('./replay-command.ts');
        return replayCommand(
          {
            file,
            caseId,
            target: target ?? null,
            driver: driver ?? null,
            output: output ?? null,
            commandLine: typed(),
          },
          terminal,
        );
      },
    ),
  );

selecting(program.command('plan'))
  .description('print the expanded cases, and why any is left out')
  .action(
    exits(async (patterns: string[], flags: Selecting) => {
      const { planCommand } = await import('./plan-command.ts');
      return planCommand(selection(patterns, flags), terminal);
    }),
  );

program
  .command('prove')
  .description('run the rules against the reference with one deliberate defect at a time')
  .argument('[defect...]', 'only these defects')
  .option('--all', 'every case, not just those of the rules that a defect names and until each is red', false)
  .addOption(workers('defects at the same time'))
  .option('--seed <n>', 'people, ids and choices follow from it', whole(0), 1)
  .action(
    exits(async (defects: string[], flags: { all: boolean; workers: number; seed: number }) => {
      const { proveCommand } = await import('./prove-command.ts');
      return proveCommand({ defects, ...flags }, terminal);
    }),
  );

interface InitFlags {
  output?: string;
  force: boolean;
  yes: boolean;
  env?: string[];
  [answer: string]: unknown;
}

program
  .command('init')
  .description('write a commented target file by asking; every answer is an option too')
  .option('--output <file>', 'where it goes (default: named after the application)')
  .option('--force', 'overwrite what is there', false)
  .option('--yes', 'ask nothing: take the default where no option answers', false)
  .option('--name <name>', 'of the application')
  .option('--start <command>', 'by which it starts: "npm start"')
  .option('--port <variable|n>', 'environment variable that tells it its port, or a fixed port')
  .option('--ready <path>', 'path that answers once it is up')
  .option('--base-url <url>', 'where it runs already')
  .option('--protocol <list>', 'over these protocols: saml,oidc,scim', words(PROTOCOLS))
  .option(
    '--metadata-url <url>',
    'where it serves its SAML metadata; a path is put behind where it runs, here and below',
  )
  .option('--entity-id <id>', 'its SAML entity id')
  .option('--acs-url <url>', 'where it takes SAML responses')
  .option('--login-url <url>', 'where a sign-in begins')
  .option('--oidc-login-url <url>', 'where one over OpenID Connect begins, if elsewhere')
  .option('--redirect-uri <url>', 'where it takes answers of OpenID Connect')
  .option('--scim-url <url>', 'base URL of SCIM')
  .option('--scim-token-env <name>', 'environment variable that holds its bearer token')
  .option('--who-am-i <url>', 'address that answers, as JSON, who is signed in')
  .option('--who-am-i-email <pointer>', 'where in that answer the email address stands')
  .option('--account <url>', 'address that answers the account of {email}, as JSON')
  .option('--account-item <pointer>', 'where in that answer the account stands')
  .option('--account-email <pointer>', 'where in the account the email address stands')
  .option('--idp <list>', 'from these IdPs: entra,google,okta,other', words(VENDORS))
  .option('--mock-listen <host:port>', 'where the mock IdPs listen for an application that runs already')
  .option('--env <NAME=value...>', 'what a started application is told: IDP_SSO_URL=${idp.saml.ssoUrl}')
  .option('--allow-host <list>', 'hosts that are not this machine, and may be contacted')
  .option('--lacks <list>', 'what it does not have: groups,single-logout', words(capabilities))
  .action(
    exits(async ({ output, force, yes, env, ...flags }: InitFlags) => {
      const { initCommand } = await import('./init-command.ts');
      const { givenIn } = await import('./init/questions.ts');
      const asker =
        process.stdin.isTTY && terminal.live
          ? async () => (await import('./init/terminal-asker.ts')).terminalAsker()
          : null;
      return initCommand({ output: output ?? null, force, yes, answers: givenIn(flags, env), asker }, terminal);
    }),
  );

program
  .command('doctor')
  .description('check a target file and its application step by step, and say what to mend')
  .argument('<target file>', 'as jitmus init writes it')
  .option('--idp <list>', 'entra,google,okta,other (default: all that the target takes)', words(VENDORS))
  .addOption(
    new Option('--driver <kind>', 'plain HTTP, or a real Chromium').choices(['http', 'browser']).default('http'),
  )
  .option('--tls', 'the mock IdPs answer over https', false)
  .addOption(impersonating)
  .action(
    exits(
      async (
        target: string,
        {
          idp,
          driver,
          tls,
          impersonate,
        }: { idp?: string[]; driver: 'http' | 'browser'; tls: boolean; impersonate: boolean },
      ) => {
        const { doctorCommand } = await import('./doctor-command.ts');
        return doctorCommand({ target, idps: (idp ?? null) as Vendor[] | null, driver, tls, impersonate }, terminal);
      },
    ),
  );

interface ScimLoadFlags {
  target: string;
  people: number;
  groups?: number;
  members?: number;
  seed: number;
  rate?: number;
  connections: number;
  keep: boolean;
  json?: string;
  remove?: string;
  defect?: string;
  quiet: boolean;
}

program
  .command('scim-load')
  .description('provision many people over SCIM, and check that nobody is lost and nobody there twice')
  .option('--target <reference|file>', 'the application under test', 'reference')
  .option('--people <n>', 'how many', whole(1, 10_000_000), 1_000)
  .option('--groups <n>', 'how many (default: one for a hundred people)', whole(0, 1_000_000))
  .option('--members <n>', 'in each group (default: everybody is in one group)', whole(0, 10_000_000))
  .option('--seed <n>', 'people follow from it', whole(0), 1)
  .option('--rate <n>', 'requests per second (default: as many as the application takes)', positive)
  .option('--connections <n>', 'requests at the same time', whole(1, 1_000), 16)
  .option('--keep', 'leave what was made (default: remove it again)', false)
  .option('--json <file>', 'write the figures there')
  .option('--remove <mark>', 'make nothing: remove what an earlier load with this mark left', loadMark)
  .option('--defect <id>', 'start the reference with a deliberate defect')
  .option('--quiet', 'one line at the end', false)
  .action(
    exits(async ({ groups, members, rate, json, remove, defect, ...flags }: ScimLoadFlags) => {
      const { scimLoadCommand } = await import('./scim-load-command.ts');
      return scimLoadCommand(
        {
          ...flags,
          groups: groups ?? null,
          members: members ?? null,
          rate: rate ?? null,
          json: json ?? null,
          remove: remove ?? null,
          defect: defect ?? null,
        },
        terminal,
      );
    }),
  );

program
  .command('list')
  .description('what there is, with sources')
  .argument('<what>', 'scenarios, rules, faults, quirks, personas, defects, targets, coverage or modules')
  .option('--scenarios <folder>', 'a further folder of scenarios')
  .action(
    exits(async (what: string, { scenarios }: { scenarios?: string }) => {
      const { listCommand } = await import('./list-command.ts');
      return listCommand(what, terminal, scenarios ?? null);
    }),
  );

program
  .command('idp')
  .description('only the mock IdPs, as servers')
  .argument(
    '[vendor...]',
    'which: entra google okta other (default: the first three)',
    (vendor: string, others: string[] | undefined) => [...(others ?? []), ...words(VENDORS)(vendor)],
  )
  .option('--host <host>', 'address to listen on', 'localhost')
  .option('--port <n>', 'port to listen on; 0: any free one, or that of --target', port, 0)
  .option('--seed <n>', 'people, ids and choices follow from it', whole(0), 1)
  .option('--keys <dir>', "folder of signing keys (default: the user's cache folder)")
  .option('--target <file>', 'register the application of this target file')
  .option('--sp-entity-id <id>', 'register this service provider')
  .option('--sp-acs <url>', '… with this assertion consumer service')
  .option('--redirect-uri <url>', 'register an application for OpenID Connect at this address')
  .option('--tls', 'answer over https; prints which authority to trust', false)
  .addOption(impersonating)
  .option('--token <token>', 'ask for this bearer token at the desk (off loopback one is drawn)')
  .option('--allow-host <list>', 'hosts off this machine that the desk may contact', list)
  .option('--quiet', 'say nothing of requests', false)
  .action(
    exits(
      async (
        vendors: Vendor[] | undefined,
        flags: {
          host: string;
          port: number;
          seed: number;
          keys?: string;
          target?: string;
          spEntityId?: string;
          spAcs?: string;
          redirectUri?: string;
          tls: boolean;
          impersonate: boolean;
          token?: string;
          allowHost?: string[];
          quiet: boolean;
        },
      ) => {
        const { idpCommand } = await import('../desk/idp-command.ts');
        const { host, port, seed, keys, target, spEntityId, spAcs, redirectUri, tls, impersonate, quiet } = flags;
        const { token, allowHost } = flags;
        return idpCommand(
          {
            vendors: vendors ?? [],
            host,
            port,
            seed,
            keys: keys ?? null,
            target: target ?? null,
            entityId: spEntityId ?? null,
            acsUrl: spAcs ?? null,
            redirectUri: redirectUri ?? null,
            tls,
            impersonate,
            token: token ?? null,
            allowHosts: allowHost ?? [],
            quiet,
          },
          terminal,
        );
      },
    ),
  );

program
  .command('sp')
  .description('only the reference service provider')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--port <n>', 'port to listen on; 0: any free one', port, 0)
  .option('--database <file>', 'keep accounts in a file (default: in memory)')
  .option('--defect <id>', 'with this deliberate defect')
  .option('--idp-initiated', 'new methods accept unsolicited responses', false)
  .option('--tls', 'answer over https; prints which authority to trust', false)
  .option('--quiet', 'print nothing', false)
  .action(
    exits(
      async ({
        host,
        port,
        database,
        defect,
        idpInitiated,
        tls,
        quiet,
      }: {
        host: string;
        port: number;
        database?: string;
        defect?: string;
        idpInitiated: boolean;
        tls: boolean;
        quiet: boolean;
      }) => {
        const { spCommand } = await import('./sp-command.ts');
        return spCommand(
          { host, port, database: database ?? null, defect: defect ?? null, idpInitiated, tls, quiet },
          terminal,
        );
      },
    ),
  );

/** Each command points at its own options. */
function pointAtHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help shows what there is)`);
  for (const each of command.commands) pointAtHelp(each, `${name} ${each.name()}`);
}
pointAtHelp(program, 'jitmus');
