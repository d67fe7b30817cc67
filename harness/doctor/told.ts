import type { SignInSeen } from './seen.ts';

/** Variables of which one has to be in `start`, and how it looks there. */
const VARIABLES = {
  addresses: {
    saml: [['idp.saml.ssoUrl', 'idp.saml.metadataUrl', 'idp.saml.metadataFile'], 'IDP_SSO_URL: ${idp.saml.ssoUrl}'],
    oidc: [['idp.oidc.issuer'], 'ISSUER: ${idp.oidc.issuer}'],
  },
  keys: {
    saml: [
      ['idp.saml.certificateFile', 'idp.saml.metadataUrl', 'idp.saml.metadataFile'],
      'IDP_CERT_FILE: ${idp.saml.certificateFile}',
    ],
    oidc: [['idp.oidc.issuer'], 'ISSUER: ${idp.oidc.issuer}'],
  },
  client: {
    saml: [['idp.saml.entityId'], 'IDP_ENTITY_ID: ${idp.saml.entityId}'],
    oidc: [['idp.oidc.clientId'], 'CLIENT_ID: ${idp.oidc.clientId}, CLIENT_SECRET: ${idp.oidc.clientSecret}'],
  },
} as const;

/** How the application is told of the mock IdP, and whether the target file does so. */
export function howToTell({ told, protocol }: SignInSeen, what: keyof typeof VARIABLES): string {
  if (told.by === 'ssoMethods') return 'It has to use what ssoMethods.create tells it; look at the body of that call.';
  if (told.by === 'hand')
    return '"jitmus idp --target <this file>" prints what to enter in the application; give mockIdps.keys, so that it stays the same.';
  const [variables, example] = VARIABLES[what][protocol];
  return variables.some((name) => told.variables.has(name))
    ? `start tells it by ${variables
        .filter((name) => told.variables.has(name))
        .map((name) => `\${${name}}`)
        .join(', ')}: does the application read that, and nothing older?`
    : `Nothing in start tells it. Add to start.env, under the names that the application reads: ${example}`;
}
