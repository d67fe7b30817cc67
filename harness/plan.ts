import type { Vendor } from '../mock-idps/index.ts';
import { JitmusError } from './errors.ts';
import type { Means } from './means.ts';
import type { Rule } from './rule.ts';
import type { ScenarioForm, ScimCall, SignOut, Step } from './scenario.ts';
import { didYouMean } from './suggest.ts';
import type { Capability } from './capability.ts';

/** One scenario form on one IdP: what a worker runs. */
export interface Case {
  /** `<scenario>@<idp>.<protocol>[/<variant>]`: the same whatever the outcome, driver or target. */
  id: string;
  form: ScenarioForm;
  idp: Vendor;
  /** Why nothing of it is run; null where it is. */
  skip: string | null;
  /** Rule → why it is not judged although the case runs. */
  skippedRules: ReadonlyMap<Rule, string>;
}

/** A case that is not even planned, and why. */
export interface LeftOut {
  id: string;
  because: string;
}

export interface Plan {
  cases: readonly Case[];
  leftOut: readonly LeftOut[];
}

export interface Selection {
  /** Prefixes or globs over scenario ids. Empty: all. */
  patterns: readonly string[];
  /** Null: all that the target takes. */
  idps: readonly Vendor[] | null;
  protocols: readonly string[] | null;
}

/** What the plan must know of a target. */
export interface PlannedTarget {
  name: string;
  idps: readonly Vendor[];
  lacks: ReadonlyMap<Capability, string>;
  /** What its file leaves out of what it describes otherwise. */
  undescribed: ReadonlySet<Means>;
  /** Its file says where it takes OpenID Connect. Where it does not, nothing is planned over it. */
  describesOpenId?: boolean;
  /** Of its one method over OpenID Connect, which cannot be changed. */
  responseType?: 'code' | 'id_token' | 'code id_token';
  /** Whether it means to take unsolicited responses, whatever a method is told. */
  idpInitiated?: boolean;
  idpInitiatedByMethod?: boolean;
}

/** Expands scenarios into cases. Throws PATTERN_MATCHES_NOTHING for a pattern that selects no scenario. */
export function planCases(forms: readonly ScenarioForm[], target: PlannedTarget, selection: Selection): Plan {
  const cases: Case[] = [];
  const leftOut: LeftOut[] = [];
  for (const form of select(forms, selection.patterns)) {
    for (const idp of form.idps) {
      const id = caseId(form, idp);
      const because = reasonToLeaveOut(form, idp, target, selection);
      if (because) leftOut.push({ id, because });
      else cases.push(caseOf(id, form, idp, target));
    }
  }
  return { cases, leftOut };
}

export function caseId(form: ScenarioForm, idp: Vendor): string {
  return `${form.id}@${idp}.${form.protocol}${form.variant === null ? '' : `/${form.variant}`}`;
}

function reasonToLeaveOut(form: ScenarioForm, idp: Vendor, target: PlannedTarget, selection: Selection): string | null {
  if (selection.idps && !selection.idps.includes(idp)) return 'not among --idp';
  if (selection.protocols && !selection.protocols.includes(form.protocol)) return 'not among --protocol';
  if (!target.idps.includes(idp) && !(form.protocol === 'scim' && idp === 'other'))
    return `${target.name} does not take ${idp}`;
  if (form.protocol === 'oidc' && target.describesOpenId === false)
    return `${target.name} does not say where it takes OpenID Connect (sso.oidc, or ssoMethods.create.redirectUri)`;
  return null;
}

function caseOf(id: string, form: ScenarioForm, idp: Vendor, target: PlannedTarget): Case {
  const lacking = (needs: readonly Capability[]) =>
    needs.map((need) => (target.lacks.has(need) ? `${need}: ${target.lacks.get(need)}` : undefined)).find(Boolean);
  const protocol = target.lacks.get(form.protocol);
  const beside = form.unless.find((capability) => !target.lacks.has(capability));
  const skip =
    protocol !== undefined
      ? `${form.protocol}: ${protocol}`
      : beside !== undefined
        ? `${beside}: with it this scenario says nothing`
        : form.given.idpInitiated === false && target.idpInitiated && !target.idpInitiatedByMethod
          ? 'idp-initiated: the application means to accept unsolicited responses'
          : (lacking([...form.needs, ...impliedNeeds(form, [idp])]) ??
            notCarried(form, target) ??
            undescribedFor(form, idp, target));
  const skippedRules = new Map<Rule, string>();
  for (const rule of form.rules) {
    const because = skip ?? lacking(rule.needs);
    if (because) skippedRules.set(rule, because);
  }
  const nothingLeft =
    skip === null && skippedRules.size === form.rules.length ? [...skippedRules.values()][0] : undefined;
  return { id, form, idp, skip: nothingLeft ?? skip, skippedRules };
}

/** Every capability that a scenario or one of its rules asks for. */
export const neededBy = (form: ScenarioForm): Capability[] => [
  form.protocol,
  ...form.needs,
  ...impliedNeeds(form),
  ...form.rules.flatMap((rule) => rule.needs),
];

/** What the given facts and steps of a scenario ask of a target by themselves, at these IdPs. */
export function impliedNeeds(
  { given, steps, protocol, ...form }: ScenarioForm,
  idps: readonly Vendor[] = form.idps,
): Capability[] {
  const needs: Capability[] = [];
  const states = given.ssoMethod !== undefined && given.ssoMethod !== 'verified';
  const manages = steps.some(isAct);
  const ordinaryLogin = steps.some((step) => step.signIn?.through === 'login');
  if (states || manages || given.jit === false || given.otherMethod || ordinaryLogin) needs.push('sso-methods');
  if (given.keys !== undefined) needs.push('sso-methods');
  if (given.keys === 'rolling') needs.push('idp-metadata');
  if (given.accounts) needs.push('existing-users');
  if (given.domains) needs.push('approved-domains');
  if (given.idpInitiated) needs.push('idp-initiated');
  if (given.signedRequests) needs.push('signed-requests');
  if (given.responseType !== undefined && given.responseType !== 'code') needs.push('front-channel');
  for (const { signOut } of steps)
    if (signOut) needs.push(...(protocol === 'oidc' ? logoutNeeds(signOut, idps) : (['single-logout'] as const)));
  if (steps.some((step) => step.scim ?? step.provision)) needs.push('scim');
  if (steps.some(isOfGroups)) needs.push('scim-groups');
  return [...new Set(needs)];
}

/** How an application hears of a sign-out over OpenID Connect. */
const logoutNeeds = ({ at }: SignOut, idps: readonly Vendor[]): Capability[] =>
  at === 'application'
    ? ['rp-initiated-logout']
    : idps.map((idp) => (idp === 'other' ? 'back-channel-logout' : 'front-channel-logout'));

/** Something is done to an SSO method. */
export const isAct = ({ signIn, signOut, scim, provision, readMetadata }: Step): boolean =>
  !signIn && !signOut && !scim && !provision && !readMetadata;

const isOfGroups = ({ scim, provision }: Step): boolean =>
  scim?.path.startsWith('/Groups') === true || provision?.group !== undefined;

function notCarried({ faults }: ScenarioForm, { responseType }: PlannedTarget): string | null {
  const fault = responseType && faults.find(({ flows }) => flows && !flows.includes(responseType));
  return fault ? `The application asks for ${responseType}, and no answer to that can carry ${fault.id}.` : null;
}

function undescribedFor(form: ScenarioForm, idp: Vendor, target: PlannedTarget): string | null {
  const jit = form.given.jit ?? (idp !== 'other' && !target.lacks.has('jit'));
  const missing = impliedMeans(form, jit).find((means) => target.undescribed.has(means));
  if (missing === undefined) return null;
  const withoutJit = missing === 'ssoMethods.create.jitLoginUrl' ? target.lacks.get('jit') : undefined;
  return withoutJit === undefined ? `The target file does not describe it (${missing}).` : `jit: ${withoutJit}`;
}

/** What has to be described for the given facts and steps. `jit`: whether sign-ins begin at the JIT login URL by themselves. */
export function impliedMeans(
  { given, steps, protocol }: Pick<ScenarioForm, 'given' | 'steps' | 'protocol'>,
  jit: boolean,
): Means[] {
  const states: Partial<Record<string, readonly Means[]>> = {
    rejected: ['ssoMethods.reject'],
    disabled: ['ssoMethods.disable'],
  };
  const withoutJit = given.jit === false || steps.some(({ createMethod }) => createMethod?.jit === false);
  const disabled = Object.values(given.accounts ?? {}).some((account) => account.disabled);
  const ordinary = steps.some(({ signIn }) => signIn && (signIn.through ?? (jit ? 'jit-url' : 'login')) === 'login');
  const byUrl = steps.some(({ signIn }) => signIn?.through === 'jit-url');
  return [
    ...(states[given.ssoMethod ?? 'verified'] ?? []),
    ...steps.flatMap((step) => acts.filter(([key]) => step[key]).map(([, means]) => means)),
    ...(withoutJit ? (['{jit} in ssoMethods.create'] as const) : []),
    ...(disabled ? (['{disabled} in accountsAdmin.create'] as const) : []),
    ...(protocol === 'saml' && steps.some(({ signOut }) => signOut?.at === 'application')
      ? (['sso.saml.logoutUrl'] as const)
      : []),
    ...tokens
      .filter(([token]) => steps.some(({ scim, provision }) => scim?.token === token || provision?.token === token))
      .map(([, means]) => means),
    ...(byUrl ? (['ssoMethods.create.jitLoginUrl'] as const) : []),
    ...(ordinary ? (['ssoMethods.create.loginUrl'] as const) : []),
  ];
}

const tokens = [
  ['other-team', 'scim.otherTeamToken'],
  ['revoked', 'scim.revokedToken'],
  ['expired', 'scim.expiredToken'],
] as const satisfies readonly (readonly [ScimCall['token'], Means])[];

const acts = [
  ['rejectMethod', 'ssoMethods.reject'],
  ['disableMethod', 'ssoMethods.disable'],
  ['enableMethod', 'ssoMethods.enable'],
  ['showMethod', 'ssoMethods.show'],
  ['updateMethod', 'ssoMethods.update'],
] as const satisfies readonly (readonly [keyof Step, Means])[];

function select(forms: readonly ScenarioForm[], patterns: readonly string[]): readonly ScenarioForm[] {
  if (patterns.length === 0) return forms;
  const ids = new Set(forms.map((form) => form.id));
  for (const pattern of patterns) {
    const matches = matcher(pattern);
    if ([...ids].some(matches)) continue;
    throw new JitmusError('PATTERN_MATCHES_NOTHING', `No scenario matches "${pattern}".`, {
      hint: [
        didYouMean(pattern, [...ids, ...[...ids].map((id) => `${id.split('/')[0]}/`)]),
        'All scenarios: jitmus list scenarios',
      ]
        .filter(Boolean)
        .join(' '),
    });
  }
  const matchers = patterns.map(matcher);
  return forms.filter((form) => matchers.some((matches) => matches(form.id)));
}

/** A prefix, or with `*` a glob over the whole id (`*` within a segment, `**` across). A case id selects its scenario. */
function matcher(pattern: string): (id: string) => boolean {
  const wanted = pattern.split('@')[0] ?? pattern;
  if (!wanted.includes('*')) return (id) => id === wanted || id.startsWith(wanted);
  const source = wanted
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '.*');
  const expression = new RegExp(`^${source}$`);
  return (id) => expression.test(id);
}
