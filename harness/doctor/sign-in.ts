import { performControl, plain, type ControlSpec } from '../control-sign-in.ts';
import { LogWriter } from '../log-writer.ts';
import type { Method, MethodSpec } from '../methods.ts';
import type { World } from '../world.ts';
import type { SignInSeen } from './seen.ts';

/** A genuine sign-in of somebody new, as a run would have it beside a faulted one; or why nobody could be signed in. */
export async function signInAs(
  world: World,
  method: MethodSpec,
  { app, jitLoginUrl, loginUrl }: Method,
): Promise<SignInSeen | { problem: string }> {
  const through = method.jit || world.target.fixedMethod ? 'jit-url' : 'login';
  const people = new Map([['person', plain]]);
  const spec: ControlSpec = {
    vendor: method.vendor,
    shape: null,
    people,
    as: 'person',
    through,
    method,
    given: {},
    signOut: null,
  };
  const log = newLog(world);
  const printedBefore = world.running.printed();
  const refusedCalls: string[] = [];
  world.events.onStray = (event) => {
    if (event.kind === 'back-channel' && event.error !== null)
      refusedCalls.push(log.redacted(`${event.endpoint}: ${event.error}. ${event.says}`));
  };
  const { because } = await performControl(world, spec, 0, log);
  if (!log.log.last('signin.started')) return { problem: because };
  const { whoAmI } = world.running.observe;
  const { serviceProvider, relyingParty } = app.settings;
  const answersTo = method.protocol === 'saml' ? serviceProvider?.acsUrl : relyingParty?.redirectUri;
  const printed = world.running.printed();
  return {
    log: log.log,
    protocol: method.protocol,
    told: {
      by: world.running.methods ? 'ssoMethods' : world.running.restart ? 'start' : 'hand',
      variables: world.target.startVariables,
    },
    loginUrl: log.redacted((through === 'jit-url' ? jitLoginUrl : loginUrl) ?? ''),
    whoAmIUrl: log.redacted(whoAmI?.url ?? ''),
    whoAmIPointer: whoAmI?.pointer ?? '',
    answersTo: answersTo === undefined ? null : log.redacted(answersTo),
    clientId: log.redacted(app.clientId),
    refusedCalls,
    printed: log.redacted(printed.startsWith(printedBefore) ? printed.slice(printedBefore.length) : printed),
  };
}

/** Nothing of it is kept. */
export const newLog = ({ redactor, clock }: World) => new LogWriter(redactor.child(), clock, () => '');
