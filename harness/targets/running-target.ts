import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beginningOf } from '../beginning.ts';
import { JitmusError } from '../errors.ts';
import { call, statusOf, whatHappened } from './api-call.ts';
import { hostGuard } from './hosts.ts';
import { methodsAdmin } from './methods-admin.ts';
import { observer } from './observer.ts';
import { readMetadata } from './read-metadata.ts';
import { relyingPartyOf } from './relying-party.ts';
import { scimAccessOf } from './scim-access.ts';
import { startProcess, type StartedProcess } from './process.ts';
import type { NewAccount, Reading, RunningTarget } from './target.ts';
import type { Call, Start, TargetFile } from './target.gen.ts';

/** Milliseconds in which an application that is there answers anything at all. */
const ALIVE_WITHIN_MS = 10_000;

/** Characters of an answer that are quoted. */
const QUOTED = 200;

/** How an application is started. */
export type Launcher = (start: Start, folder: string) => Promise<StartedProcess>;

/** Starts the application of a target file whose variables are filled, or makes sure that it is running. */
export async function runTarget(
  file: TargetFile,
  folder: string,
  launcher: Launcher = startProcess,
): Promise<RunningTarget> {
  const { start, observe = {}, scim, ssoMethods, accountsAdmin, allowHosts = [] } = file;
  const url = observe.whoAmI?.url ?? scim?.baseUrl;
  if (url === undefined) throw new JitmusError('TARGET_INVALID', '"observe" is missing.');
  const launch = start ? () => launcher(start, resolve(folder, start.cwd ?? '.')) : null;
  let started = launch ? await launch() : null;
  if (!started) await demandRunning(url);
  const allows = hostGuard(allowHosts);
  return {
    fixed: fixedMethod(file),
    openId: await openIdOf(file, folder),
    encryptionCertificate: await encryptionCertificateOf(file, folder),
    metadataUrl: file.sso?.saml?.metadataUrl ?? null,
    signingCertificate: await signingCertificateOf(file, folder),
    readMetadata: (address) => readMetadata(address, allows),
    methods: ssoMethods ? methodsAdmin(ssoMethods, file.sso) : null,
    observe: observer(observe, folder),
    scim: scimAccessOf(file),
    createAccount: accountsAdmin ? (account) => createAccount(accountsAdmin.create, account) : null,
    reset: () => (observe.reset ? reset(observe.reset) : Promise.resolve()),
    allows,
    hosts: allowHosts,
    gone: () => gone(started, url),
    restart: launch
      ? async () => {
          await started?.stop();
          started = await launch();
        }
      : null,
    printed: () => started?.output() ?? '',
    stop: async () => started?.stop(),
  };
}

function fixedMethod({ ssoMethods, sso }: TargetFile): RunningTarget['fixed'] {
  const { entityId, acsUrl, loginUrl, sloUrl = null, logoutUrl = null } = sso?.saml ?? {};
  return !ssoMethods && entityId && acsUrl && loginUrl ? { entityId, acsUrl, loginUrl, sloUrl, logoutUrl } : null;
}

async function openIdOf({ sso }: TargetFile, folder: string): Promise<RunningTarget['openId']> {
  if (!sso?.oidc) return null;
  const { loginUrl, logoutUrl = null } = sso.oidc;
  return { loginUrl, logoutUrl, relyingParty: await relyingPartyOf(sso.oidc, folder) };
}

async function encryptionCertificateOf({ sso }: TargetFile, folder: string): Promise<string | null> {
  const file = sso?.saml?.encryptionCertificateFile;
  if (file === undefined) return null;
  return readFile(resolve(folder, file), 'utf8').catch((error: Error) => {
    throw new JitmusError('TARGET_INVALID', `sso.saml.encryptionCertificateFile cannot be read: ${error.message}`);
  });
}

async function signingCertificateOf({ sso }: TargetFile, folder: string): Promise<string | null> {
  const name = sso?.saml?.signingCertificateFile;
  if (name === undefined) return null;
  const file = resolve(folder, name);
  const pem = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const says = `The certificate cannot be read: ${cause.message}`;
    throw new JitmusError('TARGET_INVALID', says, { at: 'sso.saml.signingCertificateFile', cause });
  });
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  const hint = 'It begins with -----BEGIN CERTIFICATE-----.';
  throw new JitmusError('TARGET_INVALID', 'This is no certificate in PEM.', { at: file, hint });
}

async function demandRunning(url: string): Promise<void> {
  const problem = await unreachable(url);
  if (!problem) return;
  throw new JitmusError('TARGET_UNREACHABLE', `The target does not answer: ${problem.because}.`, {
    at: url,
    hint: 'Is the application running? jitmus starts it when the target file says how (start).',
  });
}

/** `certain`: it is gone, and not only slow. */
async function unreachable(url: string): Promise<{ because: string; certain: boolean } | null> {
  try {
    await statusOf(url, ALIVE_WITHIN_MS);
    return null;
  } catch (error) {
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? '';
    return { because: whatHappened(error, ALIVE_WITHIN_MS), certain: /^(ECONNREFUSED|ENOTFOUND)$/.test(code) };
  }
}

async function gone(started: StartedProcess | null, url: string): Promise<string | null> {
  if (started?.gone()) return ending(started);
  const problem = await unreachable(url);
  if (!problem?.certain) return null;
  // Its address may be closed a moment before its end is known.
  await started?.lastWords();
  return (started && ending(started)) ?? `${problem.because} at ${url}`;
}

function ending(started: StartedProcess): string | null {
  const end = started.gone();
  const last = started.output().trim().split('\n').at(-1);
  return end && last ? `${end} Its last line: ${last}` : end;
}

async function createAccount(request: Call, account: NewAccount): Promise<Reading<true>> {
  try {
    const { status, text } = await call(request, { ...account });
    if (status >= 200 && status < 300) return { value: true };
    return { problem: `${request.method} ${request.url} answered ${status}: ${beginningOf(text, QUOTED)}` };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

async function reset(request: Call): Promise<void> {
  const failed = (because: string) => new JitmusError('TARGET_RESET_FAILED', because, { at: request.url });
  const { status, text } = await call(request, {}).catch((error: Error) => {
    throw failed(error.message);
  });
  if (status < 200 || status >= 300) throw failed(`The answer was ${status}: ${beginningOf(text, QUOTED)}`);
}
