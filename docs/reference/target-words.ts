import type { Capability } from '../../harness/capability.ts';
import { variableNames } from '../../harness/targets/variables.ts';
import { code, prose, table } from './markdown.ts';

/** What a variable of a target file holds. */
const variables: Readonly<Record<(typeof variableNames)[number], string>> = {
  port: 'A free port, the same for the whole run.',
  scratch: 'A folder of the run, for what the application writes.',
  'idp.id': 'entra, google, okta or other.',
  'idp.saml.entityId': 'Entity id of the IdP: the Issuer of its messages.',
  'idp.saml.ssoUrl': 'Where the application sends people to sign in.',
  'idp.saml.sloUrl': 'Where it sends messages of single logout. Empty where the vendor has none.',
  'idp.saml.metadataUrl': 'Address of the metadata. Always served, also for vendors who only offer a download.',
  'idp.saml.metadataFile': 'The metadata as a file.',
  'idp.saml.certificateFile': 'The certificate that messages are signed with, as a PEM file.',
  'idp.oidc.issuer': 'Issuer over OpenID Connect; discovery is below it.',
  'idp.oidc.clientId': 'Client id of the application at the IdP.',
  'idp.oidc.clientSecret': 'Client secret of the application at the IdP.',
  'idp.tls.caFile': 'Certificate of the authority to trust, as a PEM file. Empty without --tls.',
  'idp.proxy.url':
    "Proxy that leads the vendors' own hosts to the mock IdPs, for HTTPS_PROXY. Empty without --impersonate.",
};

export const variableTable = () =>
  table(
    ['Variable', 'Holds'],
    [
      ...variableNames.map((name) => [code(`\${${name}}`), prose(variables[name])]),
      [
        code('${env.NAME}'),
        'The environment variable `NAME` of whoever runs jitmus. It is an error where there is none.',
      ],
    ],
  );

/** What it means that an application has a capability. */
const capabilities: Readonly<Record<Capability, string>> = {
  jit: 'Who signs in for the first time gets an account.',
  groups: 'Accounts have groups, which can be read back.',
  'sso-methods': 'SSO methods are made by its administrators, and jitmus can make them.',
  'idp-metadata': "A method can be made from the IdP's metadata.",
  'approved-domains': 'A method takes people of approved domains alone.',
  'existing-users': 'Accounts can be made otherwise than by signing in.',
  'idp-initiated': 'It accepts SAML responses that it did not ask for.',
  encryption: 'It takes encrypted assertions.',
  'signed-requests': 'It signs its SAML requests.',
  'sp-metadata': 'It serves its own SAML metadata.',
  'single-logout': 'It takes part in SAML single logout.',
  saml: 'People sign in over SAML 2.0.',
  oidc: 'People sign in over OpenID Connect.',
  'front-channel': 'It takes ID tokens that come through the browser.',
  'rp-initiated-logout': 'Signing out there ends the session at the OpenID provider.',
  'front-channel-logout': 'It is told in a frame that the session at the OpenID provider ended.',
  'back-channel-logout': 'It is told by a logout token that the session at the OpenID provider ended.',
  scim: 'Users are provisioned over SCIM 2.0.',
  'scim-groups': 'Groups are provisioned over SCIM 2.0.',
  'scim-client-credentials': 'Its SCIM server takes OAuth client credentials. jitmus cannot try this yet.',
  'scim-federated-identity': 'Its SCIM server takes tokens of a workload identity. jitmus cannot try this yet.',
  accounts: 'Accounts can be read back.',
  restart: 'It can be stopped and started again.',
  'persistent-store': 'What it stores is still there after a restart.',
};

export const capabilityTable = () =>
  table(
    ['Capability', 'Means'],
    Object.entries(capabilities).map(([name, says]) => [code(name), prose(says)]),
  );
