import type { Vendor } from './app.ts';
import { logoutProfiles } from './profiles/logouts.ts';
import { oidcProfiles } from './profiles/oidc.ts';
import { requestProfiles } from './profiles/requests.ts';
import { responseProfiles } from './profiles/responses.ts';
import type { Quirk, Switch } from './saml/profile.ts';
import { dialects } from './scim/dialects/index.ts';
import type { Source } from './source.ts';

/** A switch as lists print it. */
export interface SwitchFacts {
  id: string;
  vendor: Vendor;
  /** Whose messages it is about. */
  protocol: 'saml' | 'oidc' | 'scim';
  summary: string;
  /** False: no source tells what the vendor does, and every form is a guess. */
  established: boolean;
  /** Form → what it does. */
  forms: Readonly<Record<string, string>>;
  /** The form that holds where the settings name none. */
  default: string;
  source: Source;
}

/** A quirk as lists print it. */
export interface QuirkFacts {
  id: string;
  vendor: Vendor;
  /** Whose messages it is about. */
  protocol: SwitchFacts['protocol'];
  summary: string;
  source: Source;
}

const of = (profiles: object): Switch[] =>
  Object.values(profiles as Record<string, { switches: readonly Switch[] }>).flatMap((profile) => profile.switches);

const switches: Readonly<Record<SwitchFacts['protocol'], readonly Switch[]>> = {
  saml: [...of(responseProfiles), ...of(requestProfiles), ...of(logoutProfiles)],
  oidc: of(oidcProfiles),
  scim: of(dialects),
};
/** Those that the settings of an application registration may name. */
export const appSwitches: readonly Switch[] = [...switches.saml, ...switches.oidc];
const quirks = {
  saml: Object.values(responseProfiles).flatMap((profile) => profile.quirks),
  oidc: Object.values(oidcProfiles).flatMap((profile) => profile.quirks),
} satisfies Readonly<Record<string, readonly Pick<Quirk, 'id' | 'summary' | 'source'>[]>>;

/** Contradictions between sources, and what is not established: `settings.switches` decides. */
export const switchList = (): SwitchFacts[] =>
  (['saml', 'oidc', 'scim'] as const).flatMap((protocol) =>
    switches[protocol].map(({ id, summary, forms, source }) => ({
      id,
      vendor: vendorOf(id),
      protocol,
      summary,
      established: source.basis !== 'inferred',
      forms,
      default: Object.keys(forms)[0] ?? '',
      source,
    })),
  );

/** Vendor habits that are always on. */
export const quirkList = (): QuirkFacts[] =>
  (['saml', 'oidc'] as const).flatMap((protocol) =>
    quirks[protocol].map(({ id, summary, source }) => ({ id, vendor: vendorOf(id), protocol, summary, source })),
  );

/** What the vendors look at before they answer, in their order. */
export const requestCheckList = (): QuirkFacts[] => [
  ...Object.values(requestProfiles).flatMap(({ vendor, beforeSignIn, afterSignIn }) =>
    [...beforeSignIn, ...afterSignIn].map(({ id, summary, source }) => ({
      id,
      vendor,
      protocol: 'saml' as const,
      summary,
      source,
    })),
  ),
  ...Object.values(logoutProfiles).flatMap(({ vendor, checks }) =>
    checks.map(({ id, summary, source }) => ({ id, vendor, protocol: 'saml' as const, summary, source })),
  ),
];

const vendorOf = (id: string): Vendor => id.slice(0, id.indexOf('/')) as Vendor;
