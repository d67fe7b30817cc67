import { resolve } from 'node:path';
import { JitmusError } from '../errors.ts';
import { call, whatHappened } from './api-call.ts';
import { hostGuard } from './hosts.ts';
import { methodsAdmin } from './methods-admin.ts';
import { observer } from './observer.ts';
import { startProcess, type StartedProcess } from './process.ts';
import type { NewAccount, Reading, RunningTarget } from './target.ts';
import type { Call, TargetFile } from './target.gen.ts';

/** Starts the application of a target file whose variables are filled, or makes sure that it is running. */
export async function runTarget(file: TargetFile, folder: string): Promise<RunningTarget> {
  const { start, observe, ssoMethods, accountsAdmin } = file;
  if (!observe) throw new JitmusError('TARGET_INVALID', '"observe" is missing.');
  const started = start ? await startProcess(start, resolve(folder, start.cwd ?? '.')) : null;
  if (!started) await demandRunning(observe.whoAmI.url);
  const saml = file.sso?.saml;
  return {
    fixed:
      ssoMethods || !saml?.entityId || !saml.acsUrl || !saml.loginUrl
        ? null
        : { entityId: saml.entityId, acsUrl: saml.acsUrl, loginUrl: saml.loginUrl },
    methods: ssoMethods ? methodsAdmin(ssoMethods) : null,
    observe: observer(observe, folder),
    createAccount: accountsAdmin ? (account) => createAccount(accountsAdmin.create, account) : null,
    reset: () => (observe.reset ? reset(observe.reset) : Promise.resolve()),
    allows: hostGuard(file.allowHosts ?? []),
    gone: () => gone(started, observe.whoAmI.url),
    stop: async () => started?.stop(),
  };
}

async function demandRunning(url: string): Promise<void> {
  const problem = await unreachable(url);
  if (problem)
    throw new JitmusError('TARGET_UNREACHABLE', `${problem}.`, {
      at: url,
      hint: 'Is the application running? jitmus starts it when the target file says how (start).',
    });
}

async function unreachable(url: string): Promise<string | null> {
  try {
    await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return null;
  } catch (error) {
    return whatHappened(error);
  }
}

async function gone(started: StartedProcess | null, url: string): Promise<string | null> {
  const end = started?.gone();
  if (end) {
    const last = started?.output().trim().split('\n').at(-1);
    return last ? `${end} Its last line: ${last}` : end;
  }
  const problem = await unreachable(url);
  return problem && /refused|not known/.test(problem) ? `${problem} at ${url}` : null;
}

async function createAccount(request: Call, account: NewAccount): Promise<Reading<true>> {
  try {
    const answer = await call(request, { ...account });
    if (answer.status >= 200 && answer.status < 300) return { value: true };
    return { problem: `${request.method} ${request.url} answered ${answer.status}: ${answer.text.slice(0, 200)}` };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

async function reset(request: Call): Promise<void> {
  const failed = (because: string) => new JitmusError('TARGET_RESET_FAILED', because, { at: request.url });
  const answer = await call(request, {}).catch((error: Error) => {
    throw failed(error.message);
  });
  if (answer.status >= 300) throw failed(`The answer was ${answer.status}: ${answer.text.slice(0, 200)}`);
}
