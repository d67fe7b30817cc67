import type { Switch } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';

const protocolDoc = (at: string): Source => ({
  title: 'Single sign-on SAML protocol',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/single-sign-on-saml-protocol.md, ${at}`,
  basis: 'vendor-doc',
  checked: '2026-11-23',
});

export const conditionsWindow: Switch = {
  id: 'entra/conditions-window',
  summary: 'How long the Conditions of an assertion hold.',
  forms: {
    captured: 'from 5 minutes before to 60 minutes after the sign-in, as captured in 2023 and 2024',
    documented: 'from the sign-in to 70 minutes after it, as documented',
  },
  source: protocolDoc('Conditions'),
};

export const confirmationWindow: Switch = {
  id: 'entra/confirmation-window',
  summary: 'How long the SubjectConfirmationData of an assertion holds.',
  forms: { '60-minutes': 'as captured in 2023', '5-minutes': "as in the documentation's sample" },
  source: protocolDoc('Response'),
};

export const groupsEndpoint: Switch = {
  id: 'entra/groups-endpoint',
  summary: 'Which Graph the link leads to that stands for more groups than fit.',
  forms: {
    'graph.windows.net': 'the older Graph, as documented and captured',
    'graph.microsoft.com': 'Microsoft Graph, as other pages of the documentation show it',
  },
  source: {
    title: 'SAML token claims reference',
    at: 'MicrosoftDocs/entra-docs docs/identity-platform/reference-saml-tokens.md, Groups Overage Indicator',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
};

export const guestHome: Switch = {
  id: 'entra/guest-home',
  summary: 'What stands in the identityprovider attribute of a guest.',
  forms: {
    'another-tenant': "the address of the guest's own tenant",
    mail: 'the word "mail", for a guest who signs in with a passcode sent by mail, as reported in 2023',
  },
  source: {
    title: 'Attributes of a guest, compared with those of a member',
    at: 'derricksmith/phpsaml#135',
    basis: 'issue',
    checked: '2026-11-24',
  },
};

export const persistentNameId: Switch = {
  id: 'entra/persistent-nameid',
  summary: 'Value of a NameID of the persistent format.',
  forms: {
    pairwise: 'an opaque value of its own for each application, as documented for requests and captured in 2024',
    source: 'what the configured source holds (inferred for a format chosen in the portal)',
  },
  source: protocolDoc('NameIDPolicy'),
};

export const unspecifiedNameId: Switch = {
  id: 'entra/unspecified-nameid',
  summary: 'Value of a NameID of the unspecified format.',
  forms: {
    source: 'what the configured source holds (claims customisation: the request decides the format alone)',
    pairwise: 'an opaque value of its own for each application (protocol page)',
  },
  source: protocolDoc('NameIDPolicy'),
};

const tokenEncryption: Source = {
  title: 'SAML token encryption: AES-256; no capture shows the message',
  at: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/howto-saml-token-encryption.md',
  basis: 'inferred',
  checked: '2026-11-24',
};

export const encryptionMode: Switch = {
  id: 'entra/encryption-mode',
  summary: 'Mode of AES-256 in which an assertion is encrypted.',
  forms: { cbc: 'CBC (not established)', gcm: 'GCM (not established)' },
  source: tokenEncryption,
};

export const encryptedKey: Switch = {
  id: 'entra/encrypted-key',
  summary: 'Where the wrapped key of an encrypted assertion stands.',
  forms: {
    inside: 'in KeyInfo of the encrypted data (not established)',
    beside: 'beside the encrypted data (not established)',
  },
  source: tokenEncryption,
};
