import { fold } from './address.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { Defects } from './defects.ts';
import { readCertificate, readMetadata, requireWebAddress, type IdpSettings } from './idp-metadata.ts';
import type { NewMethod } from './methods.ts';
import { Refusal } from './refusal.ts';
import type { OpenIdClients } from './openid-client.ts';
import { IDP_TYPES, PROTOCOLS, RESPONSE_TYPES, type IdpType, type OpenIdResponseType } from './sso-method.ts';

/** What a person or a program sent; values are anything. */
export type Input = Readonly<Record<string, unknown>>;

const FIELDS = [
  'name',
  'idpType',
  'protocol',
  'jit',
  'domains',
  'metadataUrl',
  'metadataXml',
  'issuer',
  'ssoUrl',
  'sloUrl',
  'certificate',
  'idpInitiated',
  'encryption',
  'signRequests',
  'allowGroups',
  'clientId',
  'clientSecret',
  'responseType',
];

/**
 * A new method from what its owner sent; metadata is fetched when its address is given.
 * @throws Refusal `invalid-field`, `metadata`, `metadata-fetch`, `discovery`
 */
export async function readNewMethod(
  input: Input,
  service: { idpInitiated: boolean; defects: Defects; openIdClients: OpenIdClients },
): Promise<NewMethod> {
  requireKnownFields(input, FIELDS);
  const idpType = oneOf(input, 'idpType', IDP_TYPES);
  const protocol = oneOf(input, 'protocol', PROTOCOLS);
  const method = {
    name: text(input, 'name'),
    idpType,
    protocol,
    jit: flag(input, 'jit') ?? false,
    domains: domains(input),
    allowGroups: flag(input, 'allowGroups') ?? takesGroupsByDefault(idpType),
    idpInitiated: flag(input, 'idpInitiated') ?? service.idpInitiated,
    encryption: flag(input, 'encryption') ?? false,
    signRequests: flag(input, 'signRequests') ?? false,
    clientId: optionalText(input, 'clientId'),
    clientSecret: optionalText(input, 'clientSecret'),
    responseType: isGiven(input, 'responseType') ? oneOf(input, 'responseType', RESPONSE_TYPES) : 'code',
  } as const;
  if (protocol === 'oidc')
    return { ...method, ...(await openIdSettings(input, method.responseType, service.openIdClients)) };
  return { ...method, ...(await idpSettings(input, service.defects.has('accepts-weak-keys') ? 1024 : undefined)) };
}

/** The how-to of the product names groups for Entra ID alone. */
const takesGroupsByDefault = (idpType: IdpType): boolean => idpType === 'entra';

/** @throws Refusal `invalid-field` */
export function readMethodChange(input: Input): { name?: string; jit?: boolean; domains?: string[] } {
  requireKnownFields(input, ['name', 'jit', 'domains']);
  const jit = flag(input, 'jit');
  return {
    ...(isGiven(input, 'name') && { name: text(input, 'name') }),
    ...(jit !== undefined && { jit }),
    ...(isGiven(input, 'domains') && { domains: domains(input) }),
  };
}

/** Everything else is in the discovery document. */
async function openIdSettings(
  input: Input,
  responseType: OpenIdResponseType,
  clients: OpenIdClients,
): Promise<IdpSettings & { clientId: string; clientSecret: string }> {
  const given = text(input, 'issuer', 1_024);
  const clientId = text(input, 'clientId');
  const clientSecret = text(input, 'clientSecret');
  const provider = { issuer: given, clientId, clientSecret, responseType };
  const { issuer, authorizationEndpoint } = await clients.discover(provider);
  return { issuer, clientId, clientSecret, ssoUrl: authorizationEndpoint, sloUrl: null, certificates: [] };
}

async function idpSettings(input: Input, minBits?: number): Promise<IdpSettings> {
  const ways = [['metadataUrl'], ['metadataXml'], ['ssoUrl', 'certificate']];
  const given = ways.filter((fields) => fields.some((field) => isGiven(input, field)));
  if (given.length !== 1) {
    throw new Refusal('invalid-field', 'Give metadataUrl, or metadataXml, or issuer with ssoUrl and certificate.');
  }
  if (!isGiven(input, 'ssoUrl') && !isGiven(input, 'certificate')) return settingsInMetadata(input, minBits);
  return {
    issuer: text(input, 'issuer', 1_024),
    ssoUrl: requireWebAddress(text(input, 'ssoUrl', 2_000)),
    certificates: certificatesIn(text(input, 'certificate', 100_000)).map((certificate) =>
      readCertificate(certificate, minBits),
    ),
    sloUrl: isGiven(input, 'sloUrl') ? requireWebAddress(text(input, 'sloUrl', 2_000)) : null,
  };
}

/** An issuer that is given beside the metadata has to be the one in it. */
async function settingsInMetadata(input: Input, minBits?: number): Promise<IdpSettings> {
  const metadata = isGiven(input, 'metadataUrl')
    ? await fetchMetadata(text(input, 'metadataUrl', 2_000))
    : text(input, 'metadataXml', 1_000_000);
  const settings = readMetadata(metadata, minBits);
  if (isGiven(input, 'issuer') && input.issuer !== settings.issuer)
    throw new Refusal('metadata', `Its issuer is "${settings.issuer}".`);
  return settings;
}

async function fetchMetadata(address: string): Promise<string> {
  const url = requireWebAddress(address);
  try {
    return await boundedFetch(url);
  } catch (cause) {
    throw new Refusal('metadata-fetch', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

const certificatesIn = (pem: string): string[] => pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [pem];

const DOMAIN = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;

function domains(input: Input): string[] {
  const list = input.domains;
  if (!Array.isArray(list) || list.length === 0)
    throw new Refusal('invalid-field', 'domains must be a list of domains.');
  return list.map((domain) => {
    if (typeof domain !== 'string' || domain.length > 253 || !DOMAIN.test(domain)) {
      throw new Refusal('invalid-field', `domains: ${JSON.stringify(domain)} is not a domain like corp.example.`);
    }
    return fold(domain);
  });
}

function text(input: Input, field: string, longest = 200): string {
  const value = input[field];
  if (typeof value !== 'string' || value.trim() === '' || value.length > longest) {
    throw new Refusal('invalid-field', `${field} must be a text of 1 to ${longest} characters.`);
  }
  return value.trim();
}

const optionalText = (input: Input, field: string): string | null =>
  isGiven(input, field) ? text(input, field) : null;

function flag(input: Input, field: string): boolean | undefined {
  const value = input[field];
  if (value != null && typeof value !== 'boolean')
    throw new Refusal('invalid-field', `${field} must be true or false.`);
  return value ?? undefined;
}

function oneOf<const Values extends readonly string[]>(input: Input, field: string, values: Values): Values[number] {
  const found = values.find((value) => value === input[field]);
  if (found === undefined) throw new Refusal('invalid-field', `${field} must be one of ${values.join(', ')}.`);
  return found;
}

const isGiven = (input: Input, field: string): boolean => input[field] != null && input[field] !== '';

function requireKnownFields(input: Input, fields: readonly string[]): void {
  const unknown = Object.keys(input).find((field) => !fields.includes(field));
  if (unknown) throw new Refusal('invalid-field', `There is no field "${unknown}"; there are ${fields.join(', ')}.`);
}
