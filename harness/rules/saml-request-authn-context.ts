import { judgeRequests, quoted } from '../judge.ts';
import { defineRule, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/request-authn-context',
  level: 'SHOULD',
  says: 'A RequestedAuthnContext SHOULD ask for classes that identity providers know.',
  source: saml('core', '§3.3.2.2.1; saml-authn-context-2.0-os §3.4'),
  covers: ['S206'],
  judge: (log) =>
    judgeRequests(
      log,
      'It asks for no class that is not known.',
      ({ said }) => {
        const strange = said.authnContext?.classes.find((name) => !isKnown(name));
        return strange === undefined
          ? null
          : {
              because: 'It asks for a class of its own.',
              expected: 'a class of SAML, or none',
              actual: quoted(strange),
            };
      },
      'hygiene',
    ),
});

const SAML_CLASSES = new Set(
  [
    'InternetProtocol',
    'InternetProtocolPassword',
    'Kerberos',
    'MobileOneFactorUnregistered',
    'MobileTwoFactorUnregistered',
    'MobileOneFactorContract',
    'MobileTwoFactorContract',
    'Password',
    'PasswordProtectedTransport',
    'PreviousSession',
    'X509',
    'PGP',
    'SPKI',
    'XMLDSig',
    'Smartcard',
    'SmartcardPKI',
    'SoftwarePKI',
    'Telephony',
    'NomadTelephony',
    'PersonalTelephony',
    'AuthenticatedTelephony',
    'SecureRemotePassword',
    'TLSClient',
    'TimeSyncToken',
    'unspecified',
  ].map((name) => `urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`),
);

/** Further vocabularies are agreed upon outside SAML, as addresses (REFEDS, AD FS) or names of another authority. */
const isKnown = (name: string) =>
  SAML_CLASSES.has(name) || /^https?:\/\/./.test(name) || /^urn:(?!oasis:names:tc:SAML:2\.0:)[\w-]+:./.test(name);
