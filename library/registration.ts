import type { AppSettings, RelyingParty } from '../mock-idps/index.ts';
import { readSpMetadata } from './sp-metadata.ts';

/** An application that takes SAML, by its fields. */
export interface SamlApplication {
  entityId: string;
  /** Assertion consumer service, where responses are posted. */
  acsUrl: string;
  /** Single logout service. */
  sloUrl?: string;
  /** PEM, one certificate or several. Signatures of requests are looked at, and with `requireSignedRequests` demanded. */
  signingCertificate?: string;
  /** PEM. Needed for the shape `encrypted`. */
  encryptionCertificate?: string;
}

/** How an administrator sets the application up. What is left out is the vendor's default; the NameID is the email address. */
export type IdpSettings = Omit<AppSettings, 'serviceProvider' | 'relyingParty' | 'discoveryFaults'>;

/** Your application, as it is entered at an identity provider. */
export interface Application {
  /** By its fields, by its metadata (XML), or by the address of its metadata. */
  saml?: SamlApplication | { metadata: string } | { metadataUrl: string };
  oidc?: RelyingParty;
  /** Where a sign-in begins at the application: what a person opens. */
  loginUrl?: string;
  settings?: IdpSettings;
}

/** What the inner IdP is told. `guard` throws for an address that may not be contacted. */
export async function settingsOf(
  { saml, oidc, settings }: Application,
  guard: (url: string) => void,
): Promise<AppSettings> {
  return {
    ...settings,
    ...(saml && { serviceProvider: await serviceProviderOf(saml, guard) }),
    ...(oidc && { relyingParty: oidc }),
  };
}

async function serviceProviderOf(
  saml: NonNullable<Application['saml']>,
  guard: (url: string) => void,
): Promise<SamlApplication> {
  if ('entityId' in saml) return saml;
  if ('metadata' in saml) return readSpMetadata(saml.metadata, 'saml.metadata');
  guard(saml.metadataUrl);
  return readSpMetadata(await fetched(saml.metadataUrl), saml.metadataUrl);
}

async function fetched(url: string): Promise<string> {
  const { readMetadata } = await import('../harness/targets/read-metadata.ts');
  const { hostGuard } = await import('../harness/targets/hosts.ts');
  const { JitmusError } = await import('../harness/errors.ts');
  const answer = await readMetadata(url, hostGuard([new URL(url).host]));
  if ('problem' in answer) throw new JitmusError('METADATA_UNREADABLE', answer.problem, { at: url });
  const { status, text } = answer.value;
  if (status === 200) return text;
  throw new JitmusError('METADATA_UNREADABLE', `The application answered ${status} instead of metadata.`, { at: url });
}
