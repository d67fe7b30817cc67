import type { Attribute, ResourceType, Schema } from './attribute.ts';
import { resourceTypes, schemas } from './schemas.ts';

/** Most resources that one answer holds. */
export const MOST_RESULTS = 1000;

const located = (base: string, path: string, resourceType: string) => ({
  meta: { resourceType, location: `${base}${path}` },
});

/** RFC 7643 §5. What is said to be supported is. */
export const serviceProviderConfig = (base: string): object => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that an owner of the team makes.',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  ...located(base, '/ServiceProviderConfig', 'ServiceProviderConfig'),
});

/** RFC 7643 §6. */
export const resourceTypesAt = (base: string): object[] => resourceTypes.map((type) => shownType(base, type));

const shownType = (base: string, { name, endpoint, description, schema, extensions }: ResourceType): object => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint,
  description,
  schema: schema.id,
  schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })),
  ...located(base, `/ResourceTypes/${name}`, 'ResourceType'),
});

/** RFC 7643 §7. */
export const schemasAt = (base: string): object[] => schemas.map((schema) => shownSchema(base, schema));

const shownSchema = (base: string, { id, name, description, attributes }: Schema): object => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description,
  attributes: attributes.map(shownAttribute),
  ...located(base, `/Schemas/${id}`, 'Schema'),
});

const shownAttribute = (attribute: Attribute): object => ({
  name: attribute.name,
  type: attribute.type ?? 'string',
  multiValued: attribute.multiValued ?? false,
  description: attribute.description,
  required: attribute.required ?? false,
  ...(attribute.canonicalValues && { canonicalValues: attribute.canonicalValues }),
  caseExact: attribute.caseExact ?? false,
  mutability: attribute.mutability ?? 'readWrite',
  returned: attribute.returned ?? 'default',
  uniqueness: attribute.uniqueness ?? 'none',
  ...(attribute.referenceTypes && { referenceTypes: attribute.referenceTypes }),
  ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(shownAttribute) }),
});
