import { dirname, resolve } from 'node:path';
import type { AppSettings, RelyingParty, Vendor } from '../../mock-idps/index.ts';
import { JitmusError } from '../errors.ts';
import { validatorOf } from '../validator.ts';
import { readYaml } from '../yaml-file.ts';
import { checkTarget } from './check-target.ts';
import { lacksOf, usesPlaceholder } from './lacks.ts';
import { relyingPartyOf } from './relying-party.ts';
import { runTarget, type Launcher } from './running-target.ts';
import { secretsOf } from './secrets.ts';
import { startVariables } from './start-variables.ts';
import type { Listening, Target } from './target.ts';
import type { TargetFile } from './target.gen.ts';
import { undescribedIn } from './undescribed.ts';
import { substitute, variablesIn, type At } from './variables.ts';

const SCHEMA = 'harness/targets/target.schema.json';

/** Vendors that a file takes which names none. */
const VENDORS: readonly Vendor[] = ['entra', 'google', 'okta'];

/** Reads and checks a target file. Every problem is told with its place, before anything is started. */
export async function loadTarget(path: string): Promise<Target> {
  const yaml = await readYaml<TargetFile>('TARGET', path, await validatorOf(SCHEMA));
  return targetOf(yaml.value, { kind: 'file', file: yaml.path, folder: dirname(resolve(path)), at: yaml.at });
}

/**
 * A target as its file describes it. `folder`: what its relative paths start from; `launcher`: how it is started (default: as
 * a process). Throws every problem at once.
 */
export function targetOf(
  file: TargetFile,
  from: Pick<Target, 'kind' | 'file' | 'defect'> & { folder: string; at: At; launcher?: Launcher },
): Target {
  const { at, folder, launcher, ...origin } = from;
  const idps = file.idps ?? vendorsNamed(file) ?? VENDORS;
  checkTarget(file, idps, at);
  const fixedMethod = !file.ssoMethods;
  return {
    ...origin,
    name: file.name,
    idps,
    oneIdpAtATime: fixedMethod && file.start !== undefined && file.sso !== undefined,
    fixedMethod,
    lacks: lacksOf(file),
    undescribed: undescribedIn(file),
    describesOpenId: (file.sso?.oidc ?? file.ssoMethods?.create.redirectUri) !== undefined,
    ...(fixedMethod && file.sso?.oidc && { responseType: file.sso.oidc.responseType ?? 'code' }),
    idpInitiated: file.sso?.saml?.idpInitiated ?? false,
    idpInitiatedByMethod: usesPlaceholder(file.ssoMethods, 'idpInitiated'),
    domain: file.people?.domain ?? 'corp.test',
    idpApp: idpAppOf(file),
    resets: file.observe?.reset !== undefined,
    startVariables: new Set(variablesIn(JSON.stringify(file.start ?? {}))),
    ...(file.mockIdps ? { mockIdps: mockIdpsOf(file.mockIdps, folder) } : {}),
    async start(context) {
      if (context.proxyUrl && !file.start && !file.mockIdps?.proxy) throw proxyMissing(at('mockIdps'));
      const variables = await startVariables(context);
      const filled = substitute(file, variables, at);
      for (const secret of secretsOf(file, filled)) context.redactor.secret(secret);
      for (const host of ['127.0.0.1', 'localhost'])
        context.redactor.alias(`${host}:${variables.get('port')}`, `${host}:{target}`);
      return runTarget(filled, folder, launcher);
    },
  };
}

/** The service provider that a target file describes by itself; null where the application tells only when asked. */
export async function samlOf(path: string): Promise<{ entityId: string; acsUrl: string } | null> {
  const { value, at } = await readYaml<TargetFile>('TARGET', path, await validatorOf(SCHEMA));
  const { entityId, acsUrl } = value.sso?.saml ?? {};
  if (!entityId || !acsUrl) return null;
  return substitute({ entityId, acsUrl }, new Map(), (...keys) => at('sso', 'saml', ...keys));
}

/** Where a sign-in begins, as a target file says; null where it does not. */
export async function loginUrlOf(path: string): Promise<string | null> {
  const { value, at } = await readYaml<TargetFile>('TARGET', path, await validatorOf(SCHEMA));
  const protocol = value.sso?.saml?.loginUrl === undefined ? 'oidc' : 'saml';
  const url = value.sso?.[protocol]?.loginUrl;
  return url === undefined ? null : substitute(url, new Map(), (...keys) => at('sso', protocol, ...keys));
}

/** What a target file says of the application for OpenID Connect; null where it says nothing. */
export async function oidcOf(path: string): Promise<RelyingParty | null> {
  const { value, at } = await readYaml<TargetFile>('TARGET', path, await validatorOf(SCHEMA));
  const oidc = value.sso?.oidc;
  if (!oidc) return null;
  return relyingPartyOf(
    substitute(oidc, new Map(), (...keys) => at('sso', 'oidc', ...keys)),
    dirname(resolve(path)),
  );
}

const vendorsNamed = ({ ssoMethods }: TargetFile) =>
  ssoMethods?.idpTypes && (Object.keys(ssoMethods.idpTypes) as Vendor[]);

function idpAppOf(file: TargetFile): AppSettings {
  const { nameId, sign, groups, attributes } = file.sso?.saml?.idpApp ?? {};
  return {
    nameId: nameId ?? { format: 'emailAddress', source: 'email' },
    ...(sign ? { sign } : {}),
    ...(groups && groups !== 'none' ? { groups: { claim: groups.claim ?? 'vendor-default', send: groups.send } } : {}),
    ...(attributes ? { attributes } : {}),
  };
}

function mockIdpsOf(
  { listen, proxy, publicUrl, keys }: NonNullable<TargetFile['mockIdps']>,
  folder: string,
): NonNullable<Target['mockIdps']> {
  return {
    ...(listen ? { listen: listening(listen) } : {}),
    ...(proxy ? { proxy: listening(proxy) } : {}),
    ...(publicUrl ? { publicUrl: publicUrl.replace(/\/$/, '') } : {}),
    ...(keys ? { keys: resolve(folder, keys) } : {}),
  };
}

const proxyMissing = (at: string) =>
  new JitmusError(
    'TARGET_MOCK_ADDRESS',
    "An application that is running already reaches the vendors' hosts through one proxy: mockIdps.proxy is missing.",
    {
      at,
      hint: 'For instance mockIdps: { proxy: "127.0.0.1:4701" }, and HTTPS_PROXY=http://127.0.0.1:4701 for the application.',
    },
  );

/** `host:port`, as the schema demands it. */
function listening(address: string): Listening {
  const [host = 'localhost', port = '0'] = address.split(':');
  return { host, port: Number(port) };
}
