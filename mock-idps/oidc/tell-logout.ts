import type { LogoutTold } from '../event.ts';
import { resolveOidcLogoutFault } from '../fault-list.ts';
import type { SignOutOrder } from '../idps.ts';
import { IdpError } from '../idp-error.ts';
import { runFaults } from '../run-faults.ts';
import { logoutDraft, logoutTokenPipeline, logoutTools, subjectOf } from './logout-token.ts';
import type { PlannedOidcLogoutFault } from './logout-fault.ts';
import type { SignIn } from './sign-in.ts';
import type { World } from './world.ts';

/** A sign-out that was ordered. */
export interface Ordered {
  readonly ticket: string;
  readonly order: SignOutOrder;
}

/** Milliseconds that an application may take to answer a logout token. */
const ANSWERS_WITHIN_MS = 5_000;

/** Characters of an answer that are kept. */
const KEPT_TEXT = 500;

/** Tells every application of a session that it ended. Answers the addresses that a page has to frame. */
export async function tellAll(
  world: World,
  ended: readonly SignIn[],
  ordered: Ordered | null,
): Promise<readonly string[]> {
  await Promise.all(ended.map((signIn) => sendToken(world, signIn, meant(signIn, ordered))));
  return ended.flatMap((signIn) => frameOf(world, signIn, meant(signIn, ordered)) ?? []);
}

/** A sign-out is ordered from one application; others that hear of it hear the truth. */
const meant = ({ app }: SignIn, ordered: Ordered | null) => (ordered?.order.app === app ? ordered : null);

type Message = PlannedOidcLogoutFault['fault']['message'];

const faultsOf = (ordered: Ordered | null, message: Message): PlannedOidcLogoutFault[] =>
  (ordered?.order.faults ?? []).map(resolveOidcLogoutFault).filter(({ fault }) => fault.message === message);

async function sendToken(world: World, signIn: SignIn, ordered: Ordered | null): Promise<void> {
  const { profile, settings, sid } = signIn;
  const to = settings.relyingParty?.backchannelLogoutUri;
  if (!profile.logout?.token || to === undefined) return;
  const faults = faultsOf(ordered, 'logout-token');
  const key = ordered?.order.key ?? `session ${sid}`;
  const draft = logoutDraft(world, signIn, key);
  const tools = logoutTools(world, signIn, ordered?.order ?? null);
  try {
    const sent = await logoutTokenPipeline(draft, faults, tools);
    const genuine = faults.length > 0 ? await logoutTokenPipeline(draft, [], tools) : null;
    world.logoutTokens.put(key, sent);
    const { answer, failure } = await post(to, sent);
    emit(world, signIn, ordered, {
      through: 'back-channel',
      faults: idsOf(faults),
      to,
      sent,
      genuine,
      subject: subjectOf(world, signIn),
      sid,
      answer,
      failure,
    });
  } catch (error) {
    refuse(world, signIn, ordered, error);
  }
}

/** As oidc-provider does: no redirect is followed. */
async function post(to: string, token: string): Promise<Pick<LogoutTold, 'answer' | 'failure'>> {
  try {
    const response = await fetch(to, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ logout_token: token }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { answer: { status: response.status, says: (await response.text()).slice(0, KEPT_TEXT) }, failure: null };
  } catch (error) {
    const { message, cause } = error as Error;
    return { answer: null, failure: cause instanceof Error ? `${message}: ${cause.message}` : message };
  }
}

function frameOf(world: World, signIn: SignIn, ordered: Ordered | null): string | null {
  const { profile, settings, server, sid } = signIn;
  const uri = settings.relyingParty?.frontchannelLogoutUri;
  const parameters = profile.logout?.frames?.({ issuer: server.issuer, sid, settings });
  if (uri === undefined || !parameters) return null;
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return spoilAddress(world, signIn, ordered, { through: 'front-channel', message: 'logout-frame', uri, url });
}

/** Where the browser is led back to that an application had sent. */
export function returnTo(world: World, signIn: SignIn | null, ordered: Ordered | null, url: URL): string | null {
  if (!signIn) return url.href;
  const uri = `${url.origin}${url.pathname}`;
  return spoilAddress(world, signIn, meant(signIn, ordered), {
    through: 'return',
    message: 'logout-return',
    uri,
    url,
  });
}

function spoilAddress(
  world: World,
  signIn: SignIn,
  ordered: Ordered | null,
  {
    through,
    message,
    uri,
    url,
  }: { through: LogoutTold['through']; message: 'logout-frame' | 'logout-return'; uri: string; url: URL },
): string | null {
  const faults = faultsOf(ordered, message);
  const tools = logoutTools(world, signIn, ordered?.order ?? null);
  try {
    const sent = runFaults('message', faults, url.href, (before, { fault, options }) =>
      fault.message === message ? fault.apply(new URL(before), options, tools).href : undefined,
    );
    emit(world, signIn, ordered, {
      through,
      faults: idsOf(faults),
      to: uri,
      sent,
      genuine: faults.length > 0 ? url.href : null,
      subject: null,
      sid: url.searchParams.get('sid'),
      answer: null,
      failure: null,
    });
    return sent;
  } catch (error) {
    refuse(world, signIn, ordered, error);
    return null;
  }
}

const idsOf = (faults: readonly PlannedOidcLogoutFault[]) => faults.map(({ fault }) => fault.id);

function emit(
  { runtime }: World,
  { server }: SignIn,
  ordered: Ordered | null,
  told: Omit<LogoutTold, 'kind' | 'vendor' | 'ticket' | 'at'>,
): void {
  runtime.emit({
    kind: 'logout-told',
    vendor: server.vendor,
    ticket: ordered?.ticket ?? null,
    at: runtime.clock(),
    ...told,
  });
}

/** A fault that finds no place is told, and nothing is sent. */
function refuse({ runtime }: World, { server }: SignIn, ordered: Ordered | null, error: unknown): void {
  if (!(error instanceof IdpError)) throw error;
  runtime.emit({
    kind: 'refused',
    vendor: server.vendor,
    ticket: ordered?.ticket ?? null,
    at: runtime.clock(),
    status: 500,
    code: error.code,
    says: error.message,
  });
}
