import type { Attribute, ResourceType, Schema } from './attribute.ts';

const readOnly = { mutability: 'readOnly' } as const;

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  description,
  ...more,
});

/** A multi-valued attribute whose values have a type and may be the primary one (RFC 7643 §2.4). */
const plural = (name: string, description: string, kinds: readonly string[], value: Partial<Attribute> = {}) =>
  text(name, description, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      text('value', 'The value itself.', value),
      text('display', 'The value as shown to people.'),
      text('type', 'What the value is for.', kinds.length ? { canonicalValues: kinds } : {}),
      text('primary', 'Whether it is the preferred value.', { type: 'boolean' }),
    ],
  });

const address = text('addresses', 'Postal addresses.', {
  type: 'complex',
  multiValued: true,
  subAttributes: [
    text('formatted', 'The whole address, for a label.'),
    text('streetAddress', 'Street and number.'),
    text('locality', 'City.'),
    text('region', 'State or region.'),
    text('postalCode', 'Postal code.'),
    text('country', 'Country, as in ISO 3166-1.'),
    text('type', 'What the address is for.', { canonicalValues: ['work', 'home', 'other'] }),
    text('primary', 'Whether it is the preferred address.', { type: 'boolean' }),
  ],
});

const PERSON_NAME = [
  text('formatted', 'The whole name.'),
  text('familyName', 'Family name.'),
  text('givenName', 'Given name.'),
  text('middleName', 'Middle names.'),
  text('honorificPrefix', 'Title before the name.'),
  text('honorificSuffix', 'Suffix after the name.'),
];

/** RFC 7643 §4.1. */
const USER: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'A person with an account.',
  attributes: [
    text('userName', 'Name by which the identity provider knows the person.', { required: true, uniqueness: 'server' }),
    text('name', "The person's name in parts.", { type: 'complex', subAttributes: PERSON_NAME }),
    text('displayName', 'Name shown to people.'),
    text('nickName', 'Casual name.'),
    text('profileUrl', "Address of the person's page.", { type: 'reference', referenceTypes: ['external'] }),
    text('title', 'Job title.'),
    text('userType', 'Relation to the organisation.'),
    text('preferredLanguage', 'Preferred languages, as in Accept-Language.'),
    text('locale', 'For dates, numbers and currency.'),
    text('timezone', 'Time zone, as in the IANA database.'),
    text('active', 'Whether the person may sign in.', { type: 'boolean' }),
    text('password', 'Taken and thrown away: people sign in at their identity provider.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    plural('emails', 'Email addresses.', ['work', 'home', 'other']),
    plural('phoneNumbers', 'Telephone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    plural('ims', 'Addresses for instant messages.', []),
    plural('photos', 'Addresses of pictures.', ['photo', 'thumbnail'], {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    address,
    text('groups', 'Groups that the person is in.', {
      type: 'complex',
      multiValued: true,
      ...readOnly,
      subAttributes: [
        text('value', 'Id of the group.', readOnly),
        text('$ref', 'Address of the group.', { type: 'reference', referenceTypes: ['Group'], ...readOnly }),
        text('display', 'Name of the group.', readOnly),
        text('type', 'Direct: groups are not nested here.', { canonicalValues: ['direct'], ...readOnly }),
      ],
    }),
    plural('entitlements', 'What the person is entitled to.', []),
    plural('roles', 'Roles of the person.', []),
    plural('x509Certificates', 'Certificates of the person.', [], { type: 'binary' }),
  ],
};

/** RFC 7643 §4.3. */
const ENTERPRISE: Schema = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'A person within an organisation.',
  attributes: [
    text('employeeNumber', 'Number that the organisation gave.'),
    text('costCenter', 'Cost centre.'),
    text('organization', 'Organisation.'),
    text('division', 'Division.'),
    text('department', 'Department.'),
    text('manager', "The person's manager.", {
      type: 'complex',
      subAttributes: [
        text('value', "Id of the manager's account.", { caseExact: true }),
        text('$ref', "Address of the manager's account.", {
          type: 'reference',
          referenceTypes: ['User'],
          caseExact: true,
        }),
        text('displayName', "The manager's name.", readOnly),
      ],
    }),
  ],
};

/** RFC 7643 §4.2. */
const GROUP: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'A group of people.',
  attributes: [
    text('displayName', 'Name of the group.', { required: true, uniqueness: 'server' }),
    text('members', 'People in the group.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        text('value', "Id of the person's account.", { mutability: 'immutable', caseExact: true }),
        text('$ref', "Address of the person's account.", {
          type: 'reference',
          referenceTypes: ['User'],
          mutability: 'immutable',
          caseExact: true,
        }),
        text('type', 'User: groups are not nested here.', { canonicalValues: ['User'], mutability: 'immutable' }),
        text('display', "The person's name.", readOnly),
      ],
    }),
  ],
};

/** What every resource has beside the attributes of its schemas (RFC 7643 §3.1). */
export const COMMON: readonly Attribute[] = [
  text('schemas', 'Schemas in use.', { multiValued: true, returned: 'always', caseExact: true, ...readOnly }),
  text('id', 'Given by this service.', { returned: 'always', caseExact: true, ...readOnly, uniqueness: 'server' }),
  text('externalId', 'Given by the client.', { caseExact: true }),
  text('meta', 'About the resource.', {
    type: 'complex',
    ...readOnly,
    subAttributes: [
      text('resourceType', 'Kind of resource.', { caseExact: true, ...readOnly }),
      text('created', 'When it was made.', { type: 'dateTime', ...readOnly }),
      text('lastModified', 'When it was last changed.', { type: 'dateTime', ...readOnly }),
      text('location', 'Its address.', { type: 'reference', caseExact: true, ...readOnly }),
      text('version', 'Its entity tag.', { caseExact: true, ...readOnly }),
    ],
  }),
];

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: USER.description,
  schema: USER,
  extensions: [ENTERPRISE],
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: GROUP.description,
  schema: GROUP,
  extensions: [],
};

export const resourceTypes: readonly ResourceType[] = [userType, groupType];

export const schemas: readonly Schema[] = [USER, ENTERPRISE, GROUP];

/** Attributes at the top of a resource. */
export const topAttributes = ({ schema }: ResourceType): readonly Attribute[] => [...COMMON, ...schema.attributes];
