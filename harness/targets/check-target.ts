import type { Vendor } from '../../mock-idps/index.ts';
import { capabilities } from '../capability.ts';
import { JitmusError, throwAll } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { notAllowed } from './hosts.ts';
import { methodPlaceholders } from './methods-admin.ts';
import { unknownPlaceholders } from './placeholders.ts';
import { problemsOfScim } from './scim-access.ts';
import type { TargetFile } from './target.gen.ts';
import { substitute, variableNames, type At } from './variables.ts';

type Check = (file: TargetFile, at: At) => (JitmusError | null)[];

/** What can be wrong beyond the schema, each with its place. Throws every problem at once. */
export function checkTarget(file: TargetFile, idps: readonly Vendor[], at: At): void {
  const filled = substitute(file, sampleVariables(file), at);
  const problems = [
    ...witness(file, at),
    ...serviceProvider(file, at),
    ...clientKeys(file, at),
    ...mockAddress(file, at),
    oneIdp(file, idps, at),
    ...sources(file, at),
    ...addresses(filled, at),
    ...problemsOfScim(filled, at),
    ...placeholders(file, at),
    ...capabilityNames(file, at),
  ];
  throwAll(problems.filter((problem) => problem !== null));
}

/** Stand-ins for everything that will have a value when this target is started. */
function sampleVariables({ start, ssoMethods }: TargetFile): Map<string, string> {
  const filled = variableNames.filter(
    (name) => start && (/^(port|scratch|idp\.tls\.caFile|idp\.proxy\.url)$/.test(name) || !ssoMethods),
  );
  return new Map(filled.map((name) => [name, name === 'port' ? '21001' : 'http://localhost/']));
}

/** Whether people sign in at all: an application with SCIM alone is provisioned, and nothing else. */
const signsIn = ({ sso, ssoMethods, scim }: Omit<TargetFile, 'observe'>) =>
  scim === undefined || (sso ?? ssoMethods) !== undefined;

const witness: Check = ({ observe, ...file }, at) => [
  signsIn(file)
    ? demand(
        observe?.whoAmI,
        observe ? 'observe.whoAmI' : 'observe',
        observe ? at('observe') : at(),
        'Without observe.whoAmI nobody can tell who is signed in, and acceptance needs a witness.',
      )
    : null,
];

const registered = 'The mock IdPs register it: say where the answer has it, or give it in sso.saml for every method.';

const serviceProvider: Check = ({ sso, ssoMethods }, at) => {
  const { saml } = sso ?? {};
  if (ssoMethods)
    return (['entityId', 'acsUrl'] as const).map((key) =>
      demand(ssoMethods.create[key] ?? saml?.[key], `ssoMethods.create.${key}`, at('ssoMethods', 'create'), registered),
    );
  if (!saml) return [];
  const why = 'Without ssoMethods.create it cannot be learned from the application.';
  return (['entityId', 'acsUrl', 'loginUrl'] as const).map((key) =>
    demand(saml[key], `sso.saml.${key}`, at('sso', 'saml'), why),
  );
};

/** Without keys there would be nothing to check assertions with. */
const clientKeys: Check = ({ sso }, at) => {
  const { clientAuth, jwksFile } = sso?.oidc ?? {};
  const why = 'The mock IdPs check the assertions of the application by its public keys.';
  return clientAuth === 'private_key_jwt' ? [demand(jwksFile, 'sso.oidc.jwksFile', at('sso', 'oidc'), why)] : [];
};

const mockAddress: Check = ({ mockIdps, ...file }, at) => {
  if (!signsIn(file) || file.start || file.ssoMethods || mockIdps?.listen) return [];
  const says = 'An application that is running already trusts one address: mockIdps.listen is missing.';
  const example = 'For instance mockIdps: { listen: "localhost:4700", keys: ./.jitmus-keys }';
  const hint = `${example}; "jitmus idp --target <this file>" prints what to enter in the application.`;
  return [new JitmusError('TARGET_MOCK_ADDRESS', says, { at: at('mockIdps'), hint })];
};

function oneIdp(file: TargetFile, idps: readonly Vendor[], at: At): JitmusError | null {
  if (idps.length === 1 || file.ssoMethods || file.start || !signsIn(file)) return null;
  const says = 'An application that is running already, and cannot be given SSO methods, has one IdP.';
  const hint = 'Name it (idps: [entra]), let jitmus start the application (start), or describe ssoMethods.create.';
  return new JitmusError('TARGET_ONE_IDP', says, { at: at('idps'), hint });
}

/** What is read back has to come from somewhere. */
const sources: Check = ({ observe = {} }, at) =>
  (['account', 'accounts', 'groups'] as const).map((name) => {
    const source = (observe as Partial<NonNullable<TargetFile['observe']>>)[name];
    if (!source || source.url || source.command) return null;
    const says = `"url" or "command" is missing in "observe.${name}".`;
    const more = 'scim' in source ? { hint: 'Accounts cannot be read over SCIM yet.' } : {};
    return new JitmusError('TARGET_INVALID', says, { at: at('observe', name), ...more });
  });

const addresses: Check = (file, at) =>
  addressesIn(file).map(([path, url]) =>
    url === undefined ? null : notAllowed(url, at(...path), file.allowHosts ?? []),
  );

/** Every address that we or the browser will go to. */
function addressesIn({
  start,
  sso,
  scim,
  observe,
  ssoMethods,
  accountsAdmin,
}: TargetFile): [string[], string | undefined][] {
  const below = <T extends object>(path: string[], value: T | undefined, ...keys: (keyof T & string)[]) =>
    keys.map((key): [string[], string | undefined] => [[...path, key], value?.[key] as string | undefined]);
  const calls = Object.entries({ ...ssoMethods, idpTypes: undefined }).filter(([, call]) => call !== undefined);
  const readings = Object.entries(observe ?? {});
  return [
    ...below(['start', 'ready'], start?.ready, 'url'),
    ...below(['sso', 'saml'], sso?.saml, 'acsUrl', 'loginUrl', 'sloUrl', 'logoutUrl', 'metadataUrl'),
    ...below(['sso', 'oidc'], sso?.oidc, 'loginUrl', 'redirectUri', 'logoutUrl', 'postLogoutRedirectUri'),
    ...below(['sso', 'oidc'], sso?.oidc, 'frontchannelLogoutUri', 'backchannelLogoutUri'),
    ...below(['scim'], scim, 'baseUrl'),
    ...readings.flatMap(([name, reading]) => below(['observe', name], reading as { url?: string }, 'url')),
    ...calls.flatMap(([name, call]) => below(['ssoMethods', name], call as { url: string }, 'url')),
    ...below(['accountsAdmin', 'create'], accountsAdmin?.create, 'url'),
  ];
}

const placeholders: Check = ({ ssoMethods, accountsAdmin, observe }, at) => [
  ...unknownPlaceholders({ ...ssoMethods, idpTypes: undefined }, methodPlaceholders, (...path) =>
    at('ssoMethods', ...path),
  ),
  ...unknownPlaceholders(accountsAdmin, ['email', 'name', 'role', 'groups', 'disabled'], (...path) =>
    at('accountsAdmin', ...path),
  ),
  ...unknownPlaceholders(observe?.account, ['email'], (...path) => at('observe', 'account', ...path)),
  ...unknownPlaceholders(observe?.groups, ['groups'], (...path) => at('observe', 'groups', ...path)),
];

const capabilityNames: Check = ({ lacks = {} }, at) =>
  Object.keys(lacks).map((word) => {
    if ((capabilities as readonly string[]).includes(word)) return null;
    const hint = didYouMean(word, capabilities) ?? `Known: ${capabilities.join(', ')}.`;
    return new JitmusError('TARGET_INVALID', `There is no capability "${word}".`, { at: at('lacks', word), hint });
  });

const demand = (value: unknown, name: string, at: string, hint: string) =>
  value === undefined ? new JitmusError('TARGET_INVALID', `"${name}" is missing.`, { at, hint }) : null;
