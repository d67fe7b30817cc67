import { JitmusError } from '../harness/errors.ts';
import type { SamlApplication } from './registration.ts';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';

/**
 * Takes an application's fields out of its metadata, as an administrator's "upload metadata" does: of several assertion
 * consumer services the default one that takes POST. XML is read only when first asked for.
 *
 * @throws JitmusError `METADATA_INVALID`
 */
export async function readSpMetadata(xml: string, at: string): Promise<SamlApplication> {
  const [{ childrenNamed, nameOf, readDocument }, { pemOf }] = await Promise.all([
    import('../harness/lint/document.ts'),
    import('../harness/lint/certificates.ts'),
  ]);
  const invalid = (says: string) => new JitmusError('METADATA_INVALID', says, { at });
  const document = readDocument(xml);
  if ('problem' in document) throw invalid(`This is no metadata: ${document.problem}.`);
  const { root } = document;
  const entities = nameOf(root) === 'md:EntitiesDescriptor' ? childrenNamed(root, 'md:EntityDescriptor') : [root];
  const [entity, ...further] = entities.filter((one) => childrenNamed(one, 'md:SPSSODescriptor').length > 0);
  if (!entity) throw invalid('The metadata describes no service provider (md:SPSSODescriptor).');
  if (further.length > 0) throw invalid('The metadata describes several service providers. Hand over one of them.');
  const roles = childrenNamed(entity, 'md:SPSSODescriptor');
  const role = roles.find((one) => one.getAttribute('protocolSupportEnumeration')?.split(/\s+/).includes(PROTOCOL));
  const entityId = entity.getAttribute('entityID');
  if (!role || !entityId) throw invalid('The metadata names no entityID, or no service provider of SAML 2.0.');

  const services = (name: string) =>
    childrenNamed(role, name).flatMap((service) => {
      const location = service.getAttribute('Location');
      return location
        ? [{ location, binding: service.getAttribute('Binding'), isDefault: service.getAttribute('isDefault') }]
        : [];
    });
  const posts = services('md:AssertionConsumerService').filter(({ binding }) => binding === POST);
  const acs =
    posts.find(({ isDefault }) => /^(true|1)$/.test(isDefault ?? '')) ??
    posts.find(({ isDefault }) => isDefault === null) ??
    posts[0];
  if (!acs) throw invalid('The metadata names no assertion consumer service that takes HTTP-POST.');
  const [slo] = services('md:SingleLogoutService');

  const certificates = (use: 'signing' | 'encryption') =>
    childrenNamed(role, 'md:KeyDescriptor')
      .filter((descriptor) => (descriptor.getAttribute('use') ?? use) === use)
      .flatMap((descriptor) => childrenNamed(descriptor, 'ds:KeyInfo'))
      .flatMap((info) => childrenNamed(info, 'ds:X509Data'))
      .flatMap((data) => childrenNamed(data, 'ds:X509Certificate'))
      .map(({ textContent }) => pemOf(textContent ?? ''))
      .filter((pem) => pem !== null);
  const signing = certificates('signing');
  const [encryption] = certificates('encryption');
  return {
    entityId,
    acsUrl: acs.location,
    ...(slo && { sloUrl: slo.location }),
    ...(signing.length > 0 && { signingCertificate: signing.join('\n') }),
    ...(encryption !== undefined && { encryptionCertificate: encryption }),
  };
}
