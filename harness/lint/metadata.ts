import { lintCertificate, pemOf, type CertificateFacts } from './certificates.ts';
import { childrenNamed, nameOf, readDocument, type Element } from './document.ts';
import { metadataTable } from './metadata-table.ts';
import { schemaProblems } from './schema.ts';

/** What of a service provider's metadata is judged. */
export interface MetadataFacts {
  /** Where it departs from the schema, each in one sentence. */
  problems: readonly string[];
  /** entityID of every EntityDescriptor. */
  entities: readonly string[];
  /** A validUntil that holds for the application is past. */
  expired: boolean;
  /** Of the application's EntityDescriptor, every role as service provider. */
  roles: readonly RoleFacts[];
}

export interface RoleFacts {
  protocols: readonly string[];
  authnRequestsSigned: boolean;
  wantAssertionsSigned: boolean;
  certificates: readonly CertificateFacts[];
  nameIdFormats: readonly string[];
  acs: readonly { binding: string; location: string; index: string | null; isDefault: boolean }[];
}

export interface Metadata {
  facts: MetadataFacts;
  /** PEM of the certificates that may have signed requests. */
  signingCertificates: readonly string[];
  /** Of the document, and of every EntityDescriptor. */
  ids: readonly string[];
}

/**
 * Reads metadata as it was served; or says why it is none. `entityId`: whose EntityDescriptor counts; where there is but one, that
 * one is read whatever it is called.
 */
export function lintMetadata(xml: string, entityId: string, now: number): Metadata | { problem: string } {
  const document = readDocument(xml);
  if ('problem' in document) return { problem: document.problem };
  const { root } = document;
  const entities = entitiesIn(root);
  if (entities.length === 0) return { problem: 'no-entity' };
  const named = entities.filter((entity) => entity.getAttribute('entityID') === entityId);
  const own = named[0] ?? (entities.length === 1 ? entities[0] : undefined);
  const roles = own ? childrenNamed(own, 'md:SPSSODescriptor') : [];
  return {
    facts: {
      problems: schemaProblems(root, metadataTable),
      entities: entities.map((entity) => entity.getAttribute('entityID') ?? ''),
      expired: [root, own, ...roles].some((element) => isPast(element?.getAttribute('validUntil') ?? null, now)),
      roles: roles.map((role) => roleOf(role, now)),
    },
    signingCertificates: roles.flatMap((role) =>
      certificatesIn(role)
        .filter(({ use }) => use !== 'encryption')
        .map(({ base64 }) => pemOf(base64))
        .filter((pem) => pem !== null),
    ),
    ids: [root, ...entities].map((element) => element.getAttribute('ID') ?? '').filter((id) => id !== ''),
  };
}

function entitiesIn(element: Element): Element[] {
  if (nameOf(element) === 'md:EntityDescriptor') return [element];
  if (nameOf(element) !== 'md:EntitiesDescriptor') return [];
  return [...childrenNamed(element, 'md:EntityDescriptor'), ...childrenNamed(element, 'md:EntitiesDescriptor')].flatMap(
    entitiesIn,
  );
}

function roleOf(role: Element, now: number): RoleFacts {
  return {
    protocols: (role.getAttribute('protocolSupportEnumeration') ?? '').split(/\s+/).filter(Boolean),
    authnRequestsSigned: isTrue(role.getAttribute('AuthnRequestsSigned')),
    wantAssertionsSigned: isTrue(role.getAttribute('WantAssertionsSigned')),
    certificates: certificatesIn(role).map(({ use, base64 }) => lintCertificate(base64, use, now)),
    nameIdFormats: childrenNamed(role, 'md:NameIDFormat').map(({ textContent }) => textContent?.trim() ?? ''),
    acs: childrenNamed(role, 'md:AssertionConsumerService').map((service) => ({
      binding: service.getAttribute('Binding') ?? '',
      location: service.getAttribute('Location') ?? '',
      index: service.getAttribute('index'),
      isDefault: isTrue(service.getAttribute('isDefault')),
    })),
  };
}

function certificatesIn(role: Element): { use: CertificateFacts['use']; base64: string }[] {
  return childrenNamed(role, 'md:KeyDescriptor').flatMap((descriptor) => {
    const written = descriptor.getAttribute('use');
    const use = written === 'signing' || written === 'encryption' ? written : 'any';
    return childrenNamed(descriptor, 'ds:KeyInfo')
      .flatMap((info) => childrenNamed(info, 'ds:X509Data'))
      .flatMap((data) => childrenNamed(data, 'ds:X509Certificate'))
      .map(({ textContent }) => ({ use, base64: textContent ?? '' }));
  });
}

const isPast = (instant: string | null, now: number) => instant !== null && Date.parse(instant) < now;

const isTrue = (text: string | null) => text?.trim() === 'true' || text?.trim() === '1';
