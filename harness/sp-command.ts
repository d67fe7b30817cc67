import { randomBytes } from 'node:crypto';
import { ownTlsIdentity } from '../mock-idps/index.ts';
import type { Terminal } from './terminal.ts';

export interface SpOptions {
  host: string;
  port: number;
  /** File; null: in memory. */
  database: string | null;
  defect: string | null;
  idpInitiated: boolean;
  /** Answer over https. */
  tls: boolean;
  quiet: boolean;
}

/** Serves the reference service provider until it is told to end. */
export async function spCommand(options: SpOptions, terminal: Terminal): Promise<0> {
  await heedProxy();
  const { startReferenceSp } = await import('./reference-sp/index.ts');
  const owner = process.env.JITMUS_SP_OWNER_TOKEN ?? randomBytes(12).toString('base64url');
  const validation = process.env.JITMUS_SP_VALIDATION_TOKEN ?? randomBytes(12).toString('base64url');
  const secret = process.env.JITMUS_SP_SECRET;
  const { JITMUS_SP_SCIM_TOKEN: own, JITMUS_SP_SCIM_OTHER_TEAM_TOKEN: otherTeam } = process.env;
  const { JITMUS_SP_SCIM_REVOKED_TOKEN: revoked, JITMUS_SP_SCIM_EXPIRED_TOKEN: expired } = process.env;
  const tls = options.tls ? await ownTlsIdentity([options.host]) : null;
  const sp = await startReferenceSp({
    host: options.host,
    port: options.port,
    tokens: { owner, validation },
    scimTokens: {
      ...(own === undefined ? {} : { own }),
      ...(otherTeam === undefined ? {} : { otherTeam }),
      ...(revoked === undefined ? {} : { revoked }),
      ...(expired === undefined ? {} : { expired }),
    },
    ...(tls && { tls }),
    ...(options.idpInitiated ? { idpInitiated: true } : {}),
    ...(secret === undefined ? {} : { secret }),
    ...(options.database === null ? {} : { database: options.database }),
    ...(options.defect === null ? {} : { defects: [options.defect] }),
  });
  // Whoever reads the last line may end it at once.
  const toldToEnd = untilToldToEnd();
  if (!options.quiet) {
    terminal.line(`The reference service provider listens on ${sp.url}`);
    terminal.line(`  pages of owner and validation team   ${sp.url}/manage`);
    terminal.line(`  owner's token                        ${owner}`);
    terminal.line(`  validation team's token              ${validation}`);
    terminal.line(
      options.database === null
        ? '  accounts are kept in memory          (--database <file> keeps them)'
        : `  accounts are kept in                 ${options.database}`,
    );
    if (options.defect !== null)
      terminal.line(terminal.color.yellow(`  deliberate defect                    ${options.defect}`));
    if (tls) terminal.line(`Trust this authority: ${tls.caFile} (Node: NODE_EXTRA_CA_CERTS)`);
    terminal.line('Ctrl-C ends it.');
  }
  const { JITMUS_SP_PARENT: parent } = process.env;
  await (parent === undefined ? toldToEnd : Promise.race([toldToEnd, untilOrphaned(Number(parent))]));
  await sp.close();
  return 0;
}

/** Node's own fetch heeds these variables only in later versions. */
async function heedProxy(): Promise<void> {
  const { HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy = '' } = process.env;
  if (!httpsProxy) return;
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: '', httpsProxy, noProxy }));
}

/** Resolves once the process that started it is gone, or was before this one came so far: a run that is killed ends nothing. */
function untilOrphaned(parent: number): Promise<void> {
  return new Promise((resolve) => {
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

/** Resolves at SIGINT or SIGTERM. */
export function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
