/** One attribute of a schema, with the characteristics of RFC 7643 §2.2 and their defaults. */
export interface Attribute {
  readonly name: string;
  readonly description: string;
  /** Default `string`. */
  readonly type?: 'string' | 'boolean' | 'integer' | 'dateTime' | 'reference' | 'binary' | 'complex';
  readonly multiValued?: boolean;
  readonly required?: boolean;
  readonly caseExact?: boolean;
  /** Default `readWrite`. */
  readonly mutability?: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  /** Default `default`. */
  readonly returned?: 'always' | 'never' | 'default' | 'request';
  /** Default `none`. */
  readonly uniqueness?: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  /** Of a complex attribute. */
  readonly subAttributes?: readonly Attribute[];
}

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

export interface ResourceType {
  readonly name: 'User' | 'Group';
  readonly endpoint: '/Users' | '/Groups';
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
}

/** Values by the names that the schema gives them; those of an extension below its URI. */
export type Values = Record<string, unknown>;

/** Attribute names are matched without regard to case (RFC 7643 §2.1). */
export const attributeNamed = (attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined =>
  attributes?.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());

export const isReadOnly = ({ mutability }: Attribute): boolean => mutability === 'readOnly';
