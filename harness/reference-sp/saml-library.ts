import { stringify } from 'node:querystring';
import { generateServiceProviderMetadata, SAML, type Profile } from '@node-saml/node-saml';
import { Refusal } from './refusal.ts';
import type { KeyPair } from './key-pairs.ts';
import type { Vouched } from './sessions.ts';
import type { Signed } from './structure.ts';

/** What the SAML library must know of one SSO method. */
export interface SamlParties {
  /** Ours. */
  entityId: string;
  acsUrl: string;
  /** The identity provider's; PEM. */
  certificates: readonly string[];
  ssoUrl: string;
}

/**
 * The address of the identity provider with an AuthnRequest. Neither a NameID format nor an authentication context is asked
 * for: what the application is set up for at the identity provider decides, and Entra ID refuses contexts that it did not use.
 */
export async function authnRequestUrl(
  parties: SamlParties,
  request: { id: string; issuedAt: number; relayState: string | null },
  { signWith = null, algorithm = 'sha256', authnContext = null, reword = (xml) => xml }: RequestOptions = {},
): Promise<string> {
  const saml = new ClockedSaml(
    parties,
    request.issuedAt,
    {
      identifierFormat: null,
      disableRequestedAuthnContext: authnContext === null,
      ...(authnContext !== null && { authnContext: [authnContext] }),
      generateUniqueId: () => request.id,
      ...(signWith && {
        privateKey: signWith.privateKeyPem,
        publicCert: signWith.certificate,
        signatureAlgorithm: algorithm,
      }),
    },
    reword,
  );
  return asSigned(await saml.getAuthorizeUrlAsync(request.relayState ?? '', undefined, {}));
}

/**
 * The signed assertion, as the verifier canonicalised it: nothing of the message that is not signed is in it.
 * Every signature that the message has must hold. @throws Refusal `signature-invalid`
 */
export async function signedAssertion(message: string, signed: Signed, parties: SamlParties): Promise<string> {
  const saml = new ClockedSaml(parties, 0, {
    wantAuthnResponseSigned: signed.response,
    wantAssertionsSigned: signed.assertion,
  });
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: Buffer.from(message).toString('base64') });
    const assertion = profile?.getAssertionXml?.();
    if (assertion) return assertion;
  } catch (cause) {
    throw new Refusal('signature-invalid', undefined, { cause });
  }
  throw new Refusal('signature-invalid');
}

/** Where the identity provider takes messages of single logout. */
export type LogoutParties = SamlParties & { logoutUrl: string };

/** The address of the identity provider with a LogoutRequest for one session. */
export async function logoutRequestUrl(
  parties: LogoutParties,
  { id, issuedAt, nameId, nameIdFormat, sessionIndex }: Vouched & { id: string; issuedAt: number },
  signWith: KeyPair | null,
): Promise<string> {
  const saml = new ClockedSaml(parties, issuedAt, {
    ...signingWith(signWith),
    logoutUrl: parties.logoutUrl,
    generateUniqueId: () => id,
  });
  const profile = {
    issuer: '',
    nameID: nameId,
    ...(nameIdFormat !== null && { nameIDFormat: nameIdFormat }),
    ...(sessionIndex !== null && { sessionIndex }),
  };
  // The library takes a missing format for none.
  return asSigned(await saml.getLogoutUrlAsync(profile as Profile, '', {}));
}

/** The address of the identity provider with the answer to a LogoutRequest. */
export async function logoutResponseUrl(
  parties: LogoutParties,
  { inResponseTo, relayState, success }: { inResponseTo: string; relayState: string | null; success: boolean },
  issuedAt: number,
  signWith: KeyPair | null,
): Promise<string> {
  const saml = new ClockedSaml(parties, issuedAt, { ...signingWith(signWith), logoutUrl: parties.logoutUrl });
  const request = { ID: inResponseTo, issuer: '', nameID: '', nameIDFormat: '' };
  return asSigned(await saml.getLogoutResponseUrlAsync(request, relayState ?? '', {}, success));
}

/** The library signs the query in one encoding and sends it in another: they differ in spaces and some punctuation. */
function asSigned(url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  return `${origin}${pathname}?${stringify(Object.fromEntries(searchParams))}`;
}

const signingWith = (pair: KeyPair | null) =>
  pair && { privateKey: pair.privateKeyPem, publicCert: pair.certificate, signatureAlgorithm: 'sha256' as const };

/** How a request is written; left out: unsigned. */
export interface RequestOptions {
  signWith?: KeyPair | null;
  algorithm?: 'sha1' | 'sha256';
  /** Class that the identity provider is to reach; left out: none is asked for. */
  authnContext?: string | null;
  /** What becomes of the request before it is signed. */
  reword?: (xml: string) => string;
}

/** Metadata of the service provider for one method. `signsWith`: its requests are signed. */
export function serviceProviderMetadata(
  parties: Pick<SamlParties, 'entityId' | 'acsUrl'> & { sloUrl: string },
  id: string,
  encryption: KeyPair | null,
  signsWith: KeyPair | null,
): string {
  const metadata = generateServiceProviderMetadata({
    issuer: parties.entityId,
    callbackUrl: parties.acsUrl,
    logoutCallbackUrl: parties.sloUrl,
    // Google Workspace signs the response or the assertion, never both.
    wantAssertionsSigned: false,
    generateUniqueId: () => id,
    ...(encryption && { decryptionPvk: encryption.privateKeyPem, decryptionCert: encryption.certificate }),
    ...(signsWith && {
      privateKey: signsWith.privateKeyPem,
      publicCerts: signsWith.certificate,
      signatureAlgorithm: 'sha256',
    }),
  });
  // The library knows HTTP-POST alone, and Entra ID HTTP-Redirect alone.
  return metadata.replace(/<SingleLogoutService [^>]*>/, (post) => post.replace('HTTP-POST', 'HTTP-Redirect') + post);
}

/**
 * The library as it writes requests and verifies signatures. It reads the clock of the machine: here the request carries the
 * time that it is given, and what the verified assertion says is read and checked in facts.ts and checks.ts.
 */
class ClockedSaml extends SAML {
  readonly #issuedAt: number;
  readonly #reword: (xml: string) => string;

  constructor(
    parties: SamlParties,
    issuedAt: number,
    options: Partial<ConstructorParameters<typeof SAML>[0]>,
    reword = (xml: string) => xml,
  ) {
    super({
      issuer: parties.entityId,
      callbackUrl: parties.acsUrl,
      idpCert: [...parties.certificates],
      entryPoint: parties.ssoUrl,
      ...options,
    });
    this.#issuedAt = issuedAt;
    this.#reword = reword;
  }

  protected override async generateAuthorizeRequestAsync(isPassive: boolean, isPost: boolean): Promise<string> {
    const request = await super.generateAuthorizeRequestAsync(isPassive, isPost);
    return this.#reword(this.#dated(request));
  }

  override async _generateLogoutRequest(user: Profile): Promise<string> {
    return this.#dated(await super._generateLogoutRequest(user));
  }

  override _generateLogoutResponse(request: Profile, success: boolean): string {
    return this.#dated(super._generateLogoutResponse(request, success));
  }

  #dated(xml: string): string {
    return xml.replace(/ IssueInstant="[^"]*"/, ` IssueInstant="${new Date(this.#issuedAt).toISOString()}"`);
  }

  protected override processValidlySignedAssertionAsync(
    assertion: string,
  ): Promise<{ profile: Profile; loggedOut: boolean }> {
    const profile = { issuer: '', nameID: '', nameIDFormat: '', getAssertionXml: () => assertion };
    return Promise.resolve({ profile, loggedOut: false });
  }
}
