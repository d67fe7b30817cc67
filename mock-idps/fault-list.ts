import { all } from './faults/index.gen.ts';
import type { FaultDefinition, FaultFacts, FaultUse, LogoutFaultDefinition, OptionDefault } from './fault.ts';
import { IdpError } from './idp-error.ts';
import { nearest } from './nearest.ts';
import type { AnyOidcFault, PlannedOidcFault } from './oidc/fault.ts';
import type { AnyOidcLogoutFault, PlannedOidcLogoutFault } from './oidc/logout-fault.ts';

type AnyOptions = Readonly<Record<string, OptionDefault>>;
type SignInFault = FaultDefinition<AnyOptions>;
type LogoutFault = LogoutFaultDefinition<AnyOptions>;
type AnyFault = SignInFault | LogoutFault | AnyOidcFault | AnyOidcLogoutFault;
type Options = Readonly<Record<string, string | number | boolean>>;

const faults: readonly AnyFault[] = all;

/** Every fault there is, in the order of its file name. */
export const faultList = (): FaultFacts[] => faults.map((fault) => ({ scope: 'sign-in', ...facts(fault) }));

function facts(fault: AnyFault): Omit<FaultFacts, 'scope'> {
  const { id, stage, summary, source, expect, harm, grade, scope, needs, options } = fault;
  const shapes = isOidc(fault) || isOidcLogout(fault) ? undefined : fault.shapes;
  const { flows, on, returned } = isOidc(fault) ? fault : {};
  return {
    id,
    stage,
    summary,
    source,
    expect,
    harm,
    grade,
    ...('message' in fault && { message: fault.message }),
    ...(scope && { scope }),
    ...(shapes && { shapes }),
    ...(flows && { flows }),
    ...(on && { answer: on }),
    ...(returned && { returned }),
    ...(needs && { needs }),
    ...(options && { options }),
  };
}

/**
 * Checks what a file or a caller names as a fault: an id alone, or an id with options.
 *
 * @throws IdpError `FAULT_INVALID`, `FAULT_UNKNOWN`, `FAULT_OPTION_UNKNOWN`, `FAULT_OPTION_INVALID`
 */
export function parseFaultUse(raw: unknown): FaultUse {
  const use = typeof raw === 'string' ? { id: raw } : raw;
  if (!isFaultUse(use)) {
    throw new IdpError('FAULT_INVALID', `A fault is an id, or { id, options }; got ${JSON.stringify(raw)}.`);
  }
  resolve(use);
  return use;
}

function isFaultUse(use: unknown): use is FaultUse {
  if (typeof use !== 'object' || use === null || !('id' in use) || typeof use.id !== 'string') return false;
  const { options } = use as { options?: unknown };
  return options === undefined || (typeof options === 'object' && options !== null && !Array.isArray(options));
}

/** A fault of a sign-in over SAML, with every option set. @throws IdpError as `parseFaultUse` does, `FAULT_DOES_NOT_FIT`, `FAULT_OTHER_PROTOCOL` */
export function resolveFault(use: FaultUse): { fault: SignInFault; options: Options } {
  const { fault, options } = resolve(use);
  if (isOidc(fault)) throw otherProtocol(fault.id, 'SAML');
  if (isLogout(fault) || isOidcLogout(fault)) throw ofSignOut(fault.id);
  return { fault, options };
}

/** A fault of a sign-out with every option set. */
export interface PlannedLogoutFault {
  readonly fault: LogoutFault;
  readonly options: Options;
}

/** @throws IdpError as `parseFaultUse` does, `FAULT_DOES_NOT_FIT`, `FAULT_OTHER_PROTOCOL` */
export function resolveLogoutFault(use: FaultUse): PlannedLogoutFault {
  const { fault, options } = resolve(use);
  if (isLogout(fault)) return { fault, options };
  throw isOidcLogout(fault) ? otherProtocol(fault.id, 'SAML') : ofSignIn(fault.id);
}

/** The same for a sign-out over OpenID Connect. @throws IdpError as `parseFaultUse` does, `FAULT_DOES_NOT_FIT`, `FAULT_OTHER_PROTOCOL` */
export function resolveOidcLogoutFault(use: FaultUse): PlannedOidcLogoutFault {
  const { fault, options } = resolve(use);
  if (isOidcLogout(fault)) return { fault, options };
  throw isLogout(fault) ? otherProtocol(fault.id, 'OpenID Connect') : ofSignIn(fault.id);
}

/** A fault of a sign-in over OpenID Connect, with every option set. @throws IdpError as `parseFaultUse` does, `FAULT_DOES_NOT_FIT`, `FAULT_OTHER_PROTOCOL` */
export function resolveOidcFault(use: FaultUse): PlannedOidcFault {
  const { fault, options } = resolve(use);
  if (isOidc(fault)) return { fault, options };
  throw isOidcLogout(fault) ? ofSignOut(fault.id) : otherProtocol(fault.id, 'OpenID Connect');
}

const otherProtocol = (id: string, protocol: string) =>
  new IdpError('FAULT_OTHER_PROTOCOL', `The fault "${id}" has no place over ${protocol}.`);
const ofSignOut = (id: string) =>
  new IdpError('FAULT_DOES_NOT_FIT', `The fault "${id}" is one of a sign-out, not of a sign-in.`);
const ofSignIn = (id: string) =>
  new IdpError('FAULT_DOES_NOT_FIT', `The fault "${id}" is one of a sign-in, not of a sign-out.`);

const isOidc = (fault: AnyFault): fault is AnyOidcFault => fault.id.startsWith('oidc/') && !('message' in fault);
const isOidcLogout = (fault: AnyFault): fault is AnyOidcLogoutFault =>
  fault.id.startsWith('oidc/') && 'message' in fault;
const isLogout = (fault: AnyFault): fault is LogoutFault => fault.id.startsWith('saml/') && 'message' in fault;

function resolve({ id, options = {} }: FaultUse): { fault: AnyFault; options: Options } {
  const fault = faults.find((candidate) => candidate.id === id);
  if (!fault) throw new IdpError('FAULT_UNKNOWN', `There is no fault "${id}".${hint(id, faults)}`);
  const defaults = fault.options ?? {};
  for (const [name, value] of Object.entries(options)) checkOption(fault.id, defaults, name, value);
  const chosen = Object.entries(defaults).map(([name, preset]) => [
    name,
    options[name] ?? (typeof preset === 'object' ? preset[0] : preset),
  ]);
  return { fault, options: Object.fromEntries(chosen) as Options };
}

function hint(id: string, known: readonly { readonly id: string }[]): string {
  const ids = known.map((candidate) => candidate.id);
  const meant = nearest(id, ids);
  return meant ? ` Did you mean "${meant}"?` : ` There are: ${ids.join(', ')}.`;
}

function checkOption(id: string, defaults: Readonly<Record<string, OptionDefault>>, name: string, value: unknown) {
  const preset = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
  if (preset === undefined) {
    const known = Object.keys(defaults).map((option) => ({ id: option }));
    const rest = known.length ? hint(name, known) : ' It has none.';
    throw new IdpError('FAULT_OPTION_UNKNOWN', `The fault "${id}" has no option "${name}".${rest}`);
  }
  const wanted = typeof preset === 'object' ? `one of ${preset.join(', ')}` : descriptions[typeof preset as Scalar];
  if (fits(preset, value)) return;
  throw new IdpError(
    'FAULT_OPTION_INVALID',
    `The option "${name}" of the fault "${id}" takes ${wanted}; got ${JSON.stringify(value)}.`,
  );
}

type Scalar = 'string' | 'number' | 'boolean';
const descriptions: Readonly<Record<Scalar, string>> = {
  string: 'a text that is not empty',
  number: 'a number above 0',
  boolean: 'true or false',
};

function fits(preset: OptionDefault, value: unknown): boolean {
  if (typeof preset === 'object') return typeof value === 'string' && preset.includes(value);
  if (typeof preset === 'number') return typeof value === 'number' && Number.isFinite(value) && value > 0;
  if (typeof preset === 'string') return typeof value === 'string' && value !== '';
  return typeof value === 'boolean';
}
