import type { ResourceType, Values } from './attribute.ts';
import type { Groups } from './groups.ts';
import type { Record } from './record.ts';

/** What a shown resource is made with. */
export interface Showing {
  /** Address of the service, without a slash at the end. */
  base: string;
  groups: Groups;
}

export const etagOf = ({ version }: Record): string => `W/"${version}"`;

/** A resource as clients see it, whole. */
export function show(type: ResourceType, record: Record, { base, groups }: Showing): Values {
  const { id, values } = record;
  const own = type.name === 'User' ? userValues(record, base, groups) : groupValues(values, base);
  const extensions = type.extensions.filter((extension) => own[extension.id] !== undefined);
  return {
    schemas: [type.schema.id, ...extensions.map((extension) => extension.id)],
    id,
    ...own,
    meta: {
      resourceType: type.name,
      created: new Date(record.createdAt).toISOString(),
      lastModified: new Date(record.modifiedAt).toISOString(),
      location: `${base}${type.endpoint}/${id}`,
      version: etagOf(record),
    },
  };
}

function userValues({ id, values }: Record, base: string, groups: Groups): Values {
  const list = groups
    .of(id)
    .map(({ uid, name }) => ({ value: uid, $ref: `${base}/Groups/${uid}`, display: name, type: 'direct' }));
  return { ...values, ...(list.length > 0 && { groups: list }) };
}

const groupValues = (values: Values, base: string): Values => ({
  ...values,
  ...(values.members !== undefined && {
    members: (values.members as Values[]).map((member) => ({
      ...member,
      $ref: `${base}/Users/${String(member.value)}`,
      type: 'User',
    })),
  }),
});
