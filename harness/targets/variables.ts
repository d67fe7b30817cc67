import { JitmusError, throwAll } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

/** Values for the `${…}` variables of a target file, by full name (`idp.saml.entityId`). */
export type Variables = ReadonlyMap<string, string>;

/** Where a value of the target file stands, for error messages. */
export type At = (...path: (string | number)[]) => string;

const VARIABLE = /\$\{([^}]*)\}/g;

/** Every variable that a target file may use beside `${env.NAME}`. */
export const variableNames = [
  'port',
  'scratch',
  'idp.id',
  'idp.saml.entityId',
  'idp.saml.ssoUrl',
  'idp.saml.sloUrl',
  'idp.saml.metadataUrl',
  'idp.saml.metadataFile',
  'idp.saml.certificateFile',
  'idp.oidc.issuer',
  'idp.oidc.clientId',
  'idp.oidc.clientSecret',
  'idp.tls.caFile',
  'idp.proxy.url',
] as const;

/** Replaces the variables in every string of a document. Throws every problem at once: no such name, no value here. */
export function substitute<T>(document: T, variables: Variables, at: At): T {
  const problems: JitmusError[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value === 'string') {
      return value.replace(VARIABLE, (_, name: string) => {
        const found = valueOf(name, variables);
        if (found === undefined) problems.push(problemOf(name, at(...path)));
        return found ?? '';
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  const substituted = walk(document, []) as T;
  throwAll(problems);
  return substituted;
}

/** Names of the variables in a string. */
export const variablesIn = (text: string) => [...text.matchAll(VARIABLE)].map(([, name = '']) => name);

function valueOf(name: string, variables: Variables): string | undefined {
  return name.startsWith('env.') ? process.env[name.slice('env.'.length)] : variables.get(name);
}

function problemOf(name: string, at: string): JitmusError {
  if (name.startsWith('env.')) {
    const variable = name.slice('env.'.length);
    const hint = `Set it: ${variable}=… jitmus run …`;
    return new JitmusError('TARGET_ENV_MISSING', `The environment has no ${variable}.`, { at, hint });
  }
  if ((variableNames as readonly string[]).includes(name))
    return new JitmusError('TARGET_INVALID', `\${${name}} has no value here.`, { at, hint: whenFilled(name) });
  const known = `Known: ${variableNames.map((word) => `\${${word}}`).join(' ')} \${env.NAME}`;
  const hint = didYouMean(name, variableNames) ?? known;
  return new JitmusError('TARGET_INVALID', `There is no variable \${${name}}.`, { at, hint });
}

const whenFilled = (name: string) =>
  ['port', 'scratch', 'idp.tls.caFile', 'idp.proxy.url'].includes(name)
    ? 'A free port is chosen, a folder made, an authority and a proxy named, for targets that jitmus starts (start).'
    : 'IdP variables are filled when the target is started by jitmus, once for each IdP (start, and no ssoMethods.create).';
