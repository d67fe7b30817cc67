import { JitmusError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

/** Values for the `${…}` variables of a target file, by full name (`idp.saml.entityId`). */
export type Variables = ReadonlyMap<string, string>;

const VARIABLE = /\$\{([^}]*)\}/g;

/** Every variable that a target file may use beside `${env.NAME}`. */
export const variableNames = [
  'port',
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
] as const;

/** Replaces the variables in every string of a document. `at` tells where a string stands. */
export function substitute<T>(document: T, variables: Variables, at: (...path: (string | number)[]) => string): T {
  const walk = (value: unknown, path: (string | number)[]): unknown => {
    if (typeof value === 'string')
      return value.replace(VARIABLE, (_, name: string) => lookUp(name, variables, at(...path)));
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return walk(document, []) as T;
}

/** Whether a document uses a variable whose name begins so. */
export function uses(document: unknown, prefix: string): boolean {
  return [...JSON.stringify(document ?? null).matchAll(VARIABLE)].some(([, name]) => name?.startsWith(prefix));
}

function lookUp(name: string, variables: Variables, at: string): string {
  const value = variables.get(name);
  if (value !== undefined) return value;
  if (name.startsWith('env.')) {
    const found = process.env[name.slice(4)];
    if (found !== undefined) return found;
    throw new JitmusError('TARGET_ENV_MISSING', `The environment has no ${name.slice(4)}.`, {
      at,
      hint: `Set it: ${name.slice(4)}=… jitmus run …`,
    });
  }
  if ((variableNames as readonly string[]).includes(name)) {
    throw new JitmusError('TARGET_INVALID', `\${${name}} has no value here.`, {
      at,
      hint: 'IdP variables are filled when the target is started by jitmus, once for each IdP (start, and no ssoMethods.create).',
    });
  }
  throw new JitmusError('TARGET_INVALID', `There is no variable \${${name}}.`, {
    at,
    hint:
      didYouMean(name, variableNames) ?? `Known: ${variableNames.map((word) => `\${${word}}`).join(' ')} \${env.NAME}`,
  });
}
