import {
  element,
  keyDescriptor,
  MD,
  service,
  signedDocument,
  type MetadataInput,
  type MetadataWriter,
} from '../../saml/metadata.ts';
import { NS } from '../../saml/names.ts';
import { leaf } from '../../saml/signature.ts';
import type { XmlElement } from '../../saml/xml.ts';
import { profile } from './response.ts';

const FED = 'http://docs.oasis-open.org/wsfed/federation/200706';
const AUTH = 'http://docs.oasis-open.org/wsfed/authorization/200706';
const WSA = 'http://www.w3.org/2005/08/addressing';

/**
 * Signed, with two WS-Federation descriptors before the SAML one and the same certificates in all three.
 * Source: MicrosoftDocs/entra-docs federation-metadata.md (vendor-doc), order and prefixes as in a document of February
 * 2024 printed in a public repository (capture). Checked 2026-11-23.
 */
export const writeMetadata: MetadataWriter = (input) => {
  const { entityId, ssoUrl, sloUrl, id, keys } = input;
  const wsfed = ssoUrl.replace(/saml2$/, 'wsfed');
  const root = element('EntityDescriptor', { ID: id, entityID: entityId, xmlns: MD }, [
    role('SecurityTokenServiceType', [
      ...certificates(input),
      element('fed:ClaimTypesOffered', {}, CLAIM_TYPES.map(claimType)),
      endpoint('SecurityTokenServiceEndpoint', wsfed),
      endpoint('PassiveRequestorEndpoint', wsfed),
    ]),
    role('ApplicationServiceType', [
      ...certificates(input),
      endpoint('TargetScopes', entityId),
      endpoint('ApplicationServiceEndpoint', wsfed),
      endpoint('PassiveRequestorEndpoint', wsfed),
    ]),
    element('IDPSSODescriptor', { protocolSupportEnumeration: NS.protocol }, [
      ...certificates(input),
      service('SingleLogoutService', 'HTTP-Redirect', sloUrl ?? ssoUrl),
      service('SingleSignOnService', 'HTTP-Redirect', ssoUrl),
      service('SingleSignOnService', 'HTTP-POST', ssoUrl),
    ]),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${signedDocument(root, keys[0], profile.style)}`;
};

const certificates = ({ keys }: MetadataInput) =>
  keys.map(({ certificateBase64 }) => keyDescriptor('', '', certificateBase64));

const role = (type: string, children: XmlElement['children']) =>
  element(
    'RoleDescriptor',
    { 'xsi:type': `fed:${type}`, protocolSupportEnumeration: FED, 'xmlns:xsi': NS.xsi, 'xmlns:fed': FED },
    children,
  );

const endpoint = (name: string, address: string) =>
  element(`fed:${name}`, {}, [
    element('wsa:EndpointReference', { 'xmlns:wsa': WSA }, [leaf('wsa', 'Address', address)]),
  ]);

const claimType = ([uri, name, description]: readonly [string, string, string]) =>
  element('auth:ClaimType', { Uri: uri, 'xmlns:auth': AUTH }, [
    leaf('auth', 'DisplayName', name),
    leaf('auth', 'Description', description),
  ]);

const XMLSOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const MICROSOFT = 'http://schemas.microsoft.com/identity/claims';
const MICROSOFT_WS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims';

/** Claim types and names as Entra offers them; the descriptions are ours. */
const CLAIM_TYPES: readonly (readonly [string, string, string])[] = [
  [`${XMLSOAP}/name`, 'Name', 'A name to show.'],
  [`${XMLSOAP}/nameidentifier`, 'Subject', 'A lasting identifier for one application.'],
  [`${XMLSOAP}/givenname`, 'Given Name', 'First name.'],
  [`${XMLSOAP}/surname`, 'Surname', 'Last name.'],
  [`${MICROSOFT}/displayname`, 'Display Name', 'Name as shown in the directory.'],
  [`${MICROSOFT}/nickname`, 'Nick Name', 'Nickname.'],
  [`${MICROSOFT_WS}/authenticationinstant`, 'Authentication Instant', 'When the person signed in, in UTC.'],
  [`${MICROSOFT_WS}/authenticationmethod`, 'Authentication Method', 'How the person signed in.'],
  [`${MICROSOFT}/objectidentifier`, 'ObjectIdentifier', 'Lasting identifier in the directory.'],
  [`${MICROSOFT}/tenantid`, 'TenantId', 'The tenant.'],
  [`${MICROSOFT}/identityprovider`, 'IdentityProvider', 'Where the person is at home.'],
  [`${XMLSOAP}/emailaddress`, 'Email', 'Email address.'],
  [`${MICROSOFT_WS}/groups`, 'Groups', 'Groups of the person.'],
  [`${MICROSOFT}/accesstoken`, 'External Access Token', 'Token of another identity provider.'],
  [`${MICROSOFT_WS}/expiration`, 'External Access Token Expiration', 'When that token ends, in UTC.'],
  [`${MICROSOFT}/openid2_id`, 'External OpenID 2.0 Identifier', 'Identifier at another identity provider.'],
  ['http://schemas.microsoft.com/claims/groups.link', 'GroupsOverageClaim', 'Stands for more groups than fit.'],
  [`${MICROSOFT_WS}/role`, 'Role Claim', 'Roles of the person.'],
  [`${MICROSOFT_WS}/wids`, 'RoleTemplate Id Claim', 'Built-in directory roles of the person.'],
];
