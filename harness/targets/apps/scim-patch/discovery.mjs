// What the application says of itself (RFC 7643 §5-7).
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const core = (name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`;

export const serviceProviderConfig = (origin) => ({
  schemas: [core('ServiceProviderConfig')],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 1000 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Bearer token', description: 'One token for the team.', primary: true },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${origin}/ServiceProviderConfig` },
});

export const resourceTypes = (origin) =>
  [
    { id: 'User', name: 'User', endpoint: '/Users', schema: USER, extension: ENTERPRISE },
    { id: 'Group', name: 'Group', endpoint: '/Groups', schema: GROUP },
  ].map(({ extension, ...type }) => ({
    schemas: [core('ResourceType')],
    ...type,
    ...(extension && { schemaExtensions: [{ schema: extension, required: false }] }),
    meta: { resourceType: 'ResourceType', location: `${origin}/ResourceTypes/${type.id}` },
  }));

const attribute = (name, more = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});
const complex = (name, subAttributes, more = {}) => attribute(name, { type: 'complex', subAttributes, ...more });
const several = (name) =>
  complex(name, [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })], {
    multiValued: true,
  });

export const schemas = (origin) =>
  [
    {
      id: USER,
      name: 'User',
      attributes: [
        attribute('userName', { required: true, uniqueness: 'server' }),
        complex('name', [attribute('formatted'), attribute('familyName'), attribute('givenName')]),
        attribute('displayName'),
        attribute('nickName'),
        attribute('title'),
        attribute('active', { type: 'boolean' }),
        several('emails'),
        several('phoneNumbers'),
        complex(
          'addresses',
          ['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'].map((name) =>
            attribute(name),
          ),
          { multiValued: true },
        ),
      ],
    },
    {
      id: ENTERPRISE,
      name: 'EnterpriseUser',
      attributes: [
        attribute('employeeNumber'),
        attribute('department'),
        complex('manager', [attribute('value'), attribute('$ref', { type: 'reference', referenceTypes: ['User'] })]),
      ],
    },
    {
      id: GROUP,
      name: 'Group',
      attributes: [
        attribute('displayName', { required: true }),
        complex('members', [attribute('value'), attribute('display'), attribute('type')], { multiValued: true }),
      ],
    },
  ].map((schema) => ({
    schemas: [core('Schema')],
    ...schema,
    meta: { resourceType: 'Schema', location: `${origin}/Schemas/${schema.id}` },
  }));

/** Small letters → the name of an attribute, as the schemas have it. */
export const attributeNames = new Map(
  [...schemas('').flatMap(({ attributes }) => attributes.map(({ name }) => name)), 'externalId', 'schemas'].map(
    (name) => [name.toLowerCase(), name],
  ),
);
