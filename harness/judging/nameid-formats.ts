/** Formats of name identifiers that SAML defines (saml-core-2.0-os §8.3), and the wish for an encrypted one (§3.4.1.1). */
export const NAMEID_FORMATS: ReadonlySet<string> = new Set([
  ...['unspecified', 'emailAddress', 'X509SubjectName', 'WindowsDomainQualifiedName'].map(
    (name) => `urn:oasis:names:tc:SAML:1.1:nameid-format:${name}`,
  ),
  ...['kerberos', 'entity', 'persistent', 'transient', 'encrypted'].map(
    (name) => `urn:oasis:names:tc:SAML:2.0:nameid-format:${name}`,
  ),
]);
