import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { AppSettings, Vendor } from '../../mock-idps/index.ts';
import { capabilities, type Capability } from '../capability.ts';
import { JitmusError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { validatorOf } from '../validator.ts';
import { readYaml } from '../yaml-file.ts';
import { demandAllowed } from './hosts.ts';
import { methodPlaceholders } from './methods-admin.ts';
import { checkPlaceholders } from './placeholders.ts';
import { runTarget } from './running-target.ts';
import type { StartContext, Target } from './target.ts';
import type { TargetFile } from './target.gen.ts';
import { freePort } from './process.ts';
import { substitute, uses, variableNames, type Variables } from './variables.ts';

/** Where values of a target file stand, for error messages. */
type At = (...path: (string | number)[]) => string;

/** Reads and checks a target file. Every problem is told with its place, before anything is started. */
export async function loadTarget(path: string): Promise<Target> {
  const yaml = await readYaml<TargetFile>('TARGET', path, await validatorOf('harness/targets/target.schema.json'));
  return targetOf(yaml.value, { kind: 'file', file: yaml.path, folder: dirname(resolve(path)), at: yaml.at });
}

/** A target as its file describes it. `folder`: what its relative paths start from. */
export function targetOf(
  file: TargetFile,
  from: { kind: Target['kind']; file?: string; defect?: string; folder: string; at: At },
): Target {
  const { at, folder } = from;
  check(file, at);
  const fixedMethod = !file.ssoMethods;
  return {
    name: file.name,
    kind: from.kind,
    ...(from.file === undefined ? {} : { file: from.file }),
    ...(from.defect === undefined ? {} : { defect: from.defect }),
    idps: idpsOf(file, at),
    oneIdpAtATime: fixedMethod && file.start !== undefined,
    fixedMethod,
    lacks: lacksOf(file, at),
    idpInitiated: file.sso?.saml?.idpInitiated ?? false,
    domain: file.people?.domain ?? 'corp.test',
    idpApp: idpAppOf(file),
    ...(file.mockIdps ? { mockIdps: mockIdpsOf(file.mockIdps, folder) } : {}),
    async start(context) {
      const variables = await variablesOf(context);
      for (const secret of secretsOf(file)) context.redactor.secret(secret);
      const port = variables.get('port');
      if (port) context.redactor.alias(`127.0.0.1:${port}`, '127.0.0.1:{target}');
      return runTarget(substitute(file, variables, at), folder);
    },
  };
}

/** Everything that can be wrong beyond the schema: variables, placeholders, hosts, and what belongs together. */
function check(file: TargetFile, at: At): void {
  const dry = new Map(variableNames.map((name) => [name as string, name === 'port' ? '21001' : 'x']));
  const fixedMethod = !file.ssoMethods;
  if (!(file.start && fixedMethod)) for (const name of dry.keys()) if (name.startsWith('idp.')) dry.delete(name);
  if (!file.start && uses(file, 'port'))
    throw new JitmusError('TARGET_INVALID', '${port} has no value here.', {
      at: at(),
      hint: 'A free port is chosen for targets that jitmus starts (start).',
    });
  const filled = substitute(file, dry, at);

  demand(
    file.observe,
    'observe',
    'Without observe.whoAmI nobody can tell who is signed in, and acceptance needs a witness.',
    at,
  );
  if (file.sso?.saml && fixedMethod) {
    for (const key of ['entityId', 'acsUrl', 'loginUrl'] as const) {
      demand(
        file.sso.saml[key],
        `sso.saml.${key}`,
        'Without ssoMethods.create it cannot be learned from the application.',
        at,
        'sso',
        'saml',
      );
    }
  }
  if (!file.start && fixedMethod && !file.mockIdps?.listen) {
    throw new JitmusError(
      'TARGET_MOCK_ADDRESS',
      'An application that is running already trusts one address: mockIdps.listen is missing.',
      {
        at: at(),
        hint: 'For instance mockIdps: { listen: "localhost:4700", keys: ./.jitmus-keys }; "jitmus idp --target <this file>" prints what to enter in the application.',
      },
    );
  }
  for (const [path, url] of urlsOf(filled)) demandAllowed(url, at(...path), file.allowHosts ?? []);
  checkPlaceholders(filled.ssoMethods && { ...filled.ssoMethods, idpTypes: undefined }, methodPlaceholders, at('ssoMethods'));
  checkPlaceholders(filled.accountsAdmin, ['email', 'name', 'role', 'groups', 'disabled'], at('accountsAdmin'));
  checkPlaceholders(filled.observe?.account, ['email'], at('observe', 'account'));
}

function demand(value: unknown, name: string, why: string, at: At, ...path: string[]): void {
  if (value === undefined)
    throw new JitmusError('TARGET_INVALID', `"${name}" is missing.`, { at: at(...path), hint: why });
}

/** Every address of a target file that we or the browser will go to first. */
function urlsOf(file: TargetFile): [string[], string][] {
  const found: [string[], string][] = [];
  const walk = (value: unknown, path: string[]) => {
    if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([key, item]) => walk(item, [...path, key]));
    else if (
      typeof value === 'string' &&
      /^(url|acsUrl|loginUrl|sloUrl|metadataUrl|redirectUri|baseUrl)$/.test(path.at(-1) ?? '') &&
      path[0] !== 'mockIdps'
    )
      found.push([path, value]);
  };
  const { ssoMethods, ...rest } = file;
  walk(rest, []);
  for (const [action, request] of Object.entries(ssoMethods ?? {}))
    if ('url' in request) walk({ url: request.url }, ['ssoMethods', action]);
  return found;
}

function idpsOf(file: TargetFile, at: At): readonly Vendor[] {
  const idps =
    file.idps ??
    (file.ssoMethods?.idpTypes
      ? (Object.keys(file.ssoMethods.idpTypes) as Vendor[])
      : (['entra', 'google', 'okta'] as const));
  if (idps.length > 1 && !file.ssoMethods && !file.start) {
    throw new JitmusError(
      'TARGET_ONE_IDP',
      'An application that is running already, and cannot be given SSO methods, has one IdP.',
      {
        at: at('idps'),
        hint: 'Name it (idps: [entra]), let jitmus start the application (start), or describe ssoMethods.create.',
      },
    );
  }
  return idps;
}

function idpAppOf(file: TargetFile): AppSettings {
  const app = file.sso?.saml?.idpApp;
  return {
    nameId: app?.nameId ?? { format: 'emailAddress', source: 'email' },
    ...(app?.sign ? { sign: app.sign } : {}),
    ...(app?.groups && app.groups !== 'none'
      ? { groups: { claim: app.groups.claim ?? 'vendor-default', send: app.groups.send } }
      : {}),
    ...(app?.attributes ? { attributes: app.attributes } : {}),
  };
}

/** What the application lacks: declared in `lacks`, or simply not described. */
function lacksOf(file: TargetFile, at: At): ReadonlyMap<Capability, string> {
  const saml = file.sso?.saml;
  const observe = file.observe;
  const described: Partial<Record<Capability, [unknown, string]>> = {
    saml: [saml ?? file.ssoMethods, 'sso.saml'],
    oidc: [file.sso?.oidc, 'sso.oidc'],
    scim: [file.scim, 'scim'],
    'scim-groups': [file.scim, 'scim'],
    'sso-methods': [file.ssoMethods, 'ssoMethods.create'],
    'approved-domains': [
      JSON.stringify(file.ssoMethods?.create.body ?? {}).includes('{domains}'),
      '{domains} in ssoMethods.create.body',
    ],
    'existing-users': [file.accountsAdmin, 'accountsAdmin.create'],
    'idp-initiated': [saml?.idpInitiated, 'sso.saml.idpInitiated: true'],
    encryption: [saml?.encryptionCertificateFile, 'sso.saml.encryptionCertificateFile'],
    'signed-requests': [saml?.signingCertificateFile, 'sso.saml.signingCertificateFile'],
    'single-logout': [saml?.sloUrl, 'sso.saml.sloUrl'],
    accounts: [observe?.account ?? observe?.accounts, 'observe.account'],
    groups: [observe?.account?.groups ?? observe?.accounts?.groups, 'observe.account.groups'],
    restart: [file.start, 'start'],
    'persistent-store': [file.start, 'start'],
  };
  const lacks = new Map<Capability, string>();
  for (const [capability, [there, where]] of Object.entries(described) as [Capability, [unknown, string]][]) {
    if (!there) lacks.set(capability, `The target file does not describe it (${where}).`);
  }
  for (const [word, reason] of Object.entries(file.lacks ?? {})) {
    if (!(capabilities as readonly string[]).includes(word)) {
      throw new JitmusError('TARGET_INVALID', `There is no capability "${word}".`, {
        at: at('lacks', word),
        hint: didYouMean(word, capabilities) ?? `Known: ${capabilities.join(', ')}.`,
      });
    }
    lacks.set(word as Capability, reason);
  }
  return lacks;
}

function mockIdpsOf(mock: NonNullable<TargetFile['mockIdps']>, folder: string): NonNullable<Target['mockIdps']> {
  const [host = 'localhost', port = '0'] = mock.listen?.split(':') ?? [];
  return {
    ...(mock.listen ? { listen: { host, port: Number(port) } } : {}),
    ...(mock.publicUrl ? { publicUrl: mock.publicUrl.replace(/\/$/, '') } : {}),
    ...(mock.keys ? { keys: resolve(folder, mock.keys) } : {}),
  };
}

async function variablesOf({ idp, scratch }: StartContext): Promise<Variables> {
  const variables = new Map([['port', String(await freePort())]]);
  if (!idp) return variables;
  await mkdir(scratch, { recursive: true });
  const metadataFile = join(scratch, `${idp.id}-metadata.xml`);
  const certificateFile = join(scratch, `${idp.id}-certificate.pem`);
  await Promise.all([writeFile(metadataFile, idp.metadata), writeFile(certificateFile, idp.certificate)]);
  return new Map([
    ...variables,
    ['idp.id', idp.id],
    ['idp.saml.entityId', idp.entityId],
    ['idp.saml.ssoUrl', idp.ssoUrl],
    ['idp.saml.sloUrl', idp.sloUrl ?? ''],
    ['idp.saml.metadataUrl', idp.metadataUrl],
    ['idp.saml.metadataFile', metadataFile],
    ['idp.saml.certificateFile', certificateFile],
  ]);
}

/** Values from the caller's environment that stand in headers, bodies or tokens. */
function secretsOf(file: TargetFile): string[] {
  const names = [...JSON.stringify(file).matchAll(/\$\{env\.([^}]+)\}/g)].map(([, name]) => name ?? '');
  return names.map((name) => process.env[name] ?? '').filter((value) => value.length >= 6);
}

/** The service provider that a target file describes by itself; null where the application tells only when asked. */
export async function samlOf(path: string): Promise<{ entityId: string; acsUrl: string } | null> {
  const { value } = await readYaml<TargetFile>('TARGET', path, await validatorOf('harness/targets/target.schema.json'));
  const { entityId, acsUrl } = value.sso?.saml ?? {};
  return entityId && acsUrl ? { entityId, acsUrl } : null;
}
