import { X509Certificate } from 'node:crypto';
import type { CaseLog } from '../observation.ts';
import { fine, note, trouble, type Outcome } from './outcome.ts';

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/** What the application's metadata says beside the target file. */
export interface MetadataSeen {
  log: CaseLog;
  /** PEM, of the metadata. */
  signing: readonly string[];
  /** PEM, one certificate or several, of sso.saml.signingCertificateFile; null where none is named. */
  described: string | null;
}

/** Whether the metadata is there, and agrees with what the application is registered by. */
export function metadataOutcome({ log, signing, described }: MetadataSeen): Outcome {
  const reading = log.last('target.metadata')?.data;
  if (!reading) throw new Error('No metadata was read.');
  const { url, unreachable, problem, metadata, expected } = reading;
  if (unreachable !== null)
    return trouble(unreachable, 'Nothing is served at sso.saml.metadataUrl.', 'Mend the address, or leave it out.');
  if (problem !== null || !metadata)
    return trouble(
      `${url} serves no SAML metadata (${problem}).`,
      'The address is another page, or is guarded by a sign-in.',
      'Mend sso.saml.metadataUrl, or leave it out.',
    );
  const { entities, roles } = metadata;
  if (!entities.includes(expected.entityId))
    return trouble(
      `The metadata is of ${entities.join(', ')}, the target file says ${expected.entityId}.`,
      'sso.saml.entityId is mistyped: it has to be the same to the letter, a slash at the end too.',
      `entityId: ${entities[0] ?? ''}`,
    );
  const acs = roles.flatMap((role) => role.acs);
  if (!acs.some(({ location }) => location === expected.acsUrl))
    return trouble(
      `The metadata names ${acs.map(({ location }) => location).join(', ') || 'no address'} for responses, the target file says ${expected.acsUrl}.`,
      'sso.saml.acsUrl is mistyped, or the application takes itself for being at another address than this.',
      acs[0] ? `acsUrl: ${acs[0].location}` : 'Let the metadata name its AssertionConsumerService.',
    );
  if (!acs.some(({ location, binding }) => location === expected.acsUrl && binding === POST))
    return trouble(
      `The metadata takes responses at ${expected.acsUrl} by another binding than HTTP-POST.`,
      'Entra ID, Google and Okta send them by HTTP-POST alone.',
      'Let the application take HTTP-POST there, or name the address that does.',
    );
  return certificateOutcome(signing, described);
}

function certificateOutcome(signing: readonly string[], described: string | null): Outcome {
  const agrees = 'entity id and ACS are those of the target file';
  if (described === null)
    return fine(
      signing.length
        ? `${agrees}; it has a certificate for signatures, which sso.saml.signingCertificateFile does not name`
        : agrees,
    );
  if (signing.length === 0)
    return note(`${agrees}; it holds no certificate for signatures, though sso.saml.signingCertificateFile names one`);
  const published = new Set(signing.map(fingerprint));
  if (certificatesIn(described).some((pem) => published.has(fingerprint(pem))))
    return fine(`entity id, ACS and certificate are those of the target file`);
  return trouble(
    'The certificate of sso.saml.signingCertificateFile is not in the metadata.',
    'The file holds an older certificate, or that of somebody else.',
    'Save the certificate of the metadata (use="signing") in that file.',
  );
}

const certificatesIn = (pem: string) =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];

const fingerprint = (pem: string) => new X509Certificate(pem).fingerprint256;
