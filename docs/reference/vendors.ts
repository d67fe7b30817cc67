import {
  quirkList,
  requestCheckList,
  switchList,
  type Source,
  type SwitchFacts,
  type Vendor,
} from '../../mock-idps/index.ts';
import { oidcProfiles } from '../../mock-idps/profiles/oidc.ts';
import { responseProfiles } from '../../mock-idps/profiles/responses.ts';
import { dialects } from '../../mock-idps/scim/dialects/index.ts';
import { anchor, code, prose, sections, table } from './markdown.ts';

type Protocol = SwitchFacts['protocol'];

const vendors: Readonly<Record<Vendor, string>> = {
  entra: 'Microsoft Entra ID',
  google: 'Google Workspace',
  okta: 'Okta',
  other: 'The plain IdP',
};

const protocols: Readonly<Record<Protocol, string>> = {
  saml: 'SAML 2.0',
  oidc: 'OpenID Connect',
  scim: 'SCIM 2.0',
};

/** Kinds of evidence, the strongest first. */
const bases: Readonly<Record<Source['basis'], string>> = {
  capture: 'capture',
  'vendor-doc': "the vendor's documentation",
  specification: 'specification',
  issue: 'reports',
  inferred: '**not established**',
};

interface Claim {
  vendor: Vendor;
  protocol: Protocol;
  source: Source;
}

/** Sections that tell what every mock IdP claims of its vendor, and on what evidence. */
export function vendorClaims(): string {
  const claims: Claim[] = [...quirkList(), ...requestCheckList(), ...switchList(), ...foundations()];
  return sections(
    summary(claims),
    ...(Object.keys(vendors) as Vendor[]).map((vendor) => vendorSection(vendor, claims)),
  );
}

/** What whole profiles were read off: form of messages, addresses, defaults. */
const foundations = (): (Claim & { summary: string })[] => [
  ...Object.values(responseProfiles).map(({ vendor, source, shapes, encryption, groupsClaim, groupValue }) => ({
    vendor,
    protocol: 'saml' as const,
    source,
    summary: [
      'Form of the messages: order of attributes, namespaces, defaults.',
      `Signs ${shapes.map(signed).join(', ')}; ${encryption ? 'encrypts where asked' : 'does not encrypt'}.`,
      `Groups are sent as ${groupValue}s, in \`${groupsClaim}\`.`,
    ].join(' '),
  })),
  ...Object.values(oidcProfiles).map(({ vendor, source, scopes, responseTypes, clientAuthMethods, logout }) => ({
    vendor,
    protocol: 'oidc' as const,
    source,
    summary: [
      'Addresses and discovery document.',
      `Scopes: ${scopes.join(', ')}.`,
      `Response types: ${responseTypes.join(', ')}.`,
      `Client authentication: ${clientAuthMethods.join(', ')}.`,
      logout ? '' : 'No logout.',
    ].join(' '),
  })),
  ...Object.entries(dialects).map(([vendor, { source, habits }]) => ({
    vendor: vendor as Vendor,
    protocol: 'scim' as const,
    source,
    summary: `Order and bodies of the calls. ${habits.pushesGroups ? 'Pushes groups.' : 'Pushes no groups.'}`,
  })),
];

const signed = (shape: string, place: number) =>
  `${shape === 'both' ? 'both' : `the ${shape}`}${place === 0 ? ' (default)' : ''}`;

function summary(claims: readonly Claim[]): string {
  const kinds = Object.keys(bases) as Source['basis'][];
  const pairs = (Object.keys(vendors) as Vendor[]).flatMap((vendor) =>
    (Object.keys(protocols) as Protocol[]).map((protocol) => ({ vendor, protocol })),
  );
  return table(
    ['Vendor', 'Protocol', ...kinds.map((kind) => bases[kind])],
    pairs.flatMap(({ vendor, protocol }) => {
      const of = about(claims, vendor, protocol);
      if (!of.length) return [];
      const counts = kinds.map((kind) => String(of.filter(({ source }) => source.basis === kind).length));
      return [[`[${vendors[vendor]}](#${anchor(vendors[vendor])})`, protocols[protocol], ...counts]];
    }),
  );
}

const about = <Each extends Claim>(claims: readonly Each[], vendor: Vendor, protocol: Protocol) =>
  claims.filter((claim) => claim.vendor === vendor && claim.protocol === protocol);

function vendorSection(vendor: Vendor, claims: readonly Claim[]): string | null {
  const of = (Object.keys(protocols) as Protocol[]).filter((protocol) => about(claims, vendor, protocol).length);
  if (!of.length) return null;
  return sections(`## ${vendors[vendor]}`, ...of.map((protocol) => protocolSection(vendor, protocol)));
}

function protocolSection(vendor: Vendor, protocol: Protocol): string {
  const always = about([...foundations(), ...quirkList(), ...requestCheckList()], vendor, protocol);
  const switches = about(switchList(), vendor, protocol).sort(({ id: one }, { id: other }) => (one < other ? -1 : 1));
  return sections(
    `### ${vendors[vendor]} over ${protocols[protocol]}`,
    always.length
      ? table(
          ['What the mock does', ...evidenceHeads],
          always.map((claim) => [prose(claim.summary), ...evidence(claim)]),
        )
      : null,
    switches.length ? 'Where sources contradict each other, or nothing is established, a switch decides:' : null,
    switches.length
      ? table(
          ['Switch', 'About', 'Forms', ...evidenceHeads],
          switches.map((facts) => [code(facts.id), prose(facts.summary), forms(facts), ...evidence(facts)]),
        )
      : null,
  );
}

const evidenceHeads = ['Evidence', 'Source', 'Read'];

const evidence = ({ source: { basis, title, at, checked } }: Claim) => [
  bases[basis],
  prose(`${title}: ${at}`),
  checked,
];

const forms = ({ forms: all, default: usual }: SwitchFacts) =>
  Object.entries(all)
    .map(([form, says]) => `${code(form)}${form === usual ? ' (default)' : ''}: ${prose(says)}`)
    .join('\n');
