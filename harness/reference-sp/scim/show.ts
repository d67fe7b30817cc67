import type { ResourceType, Values } from './attribute.ts';
import type { Groups } from './groups.ts';
import type { Resource } from './resource.ts';

/** What a shown resource is made with. */
export interface Showing {
  /** Address of the service, without a slash at the end. */
  base: string;
  groups: Groups;
}

export const etagOf = ({ version }: Resource): string => `W/"${version}"`;

/** A resource as clients see it, whole. */
export function show(type: ResourceType, resource: Resource, { base, groups }: Showing): Values {
  const { id, values } = resource;
  const own = type.name === 'User' ? userValues(resource, base, groups) : groupValues(values, base);
  const extensions = type.extensions.filter((extension) => own[extension.id] !== undefined);
  return {
    schemas: [type.schema.id, ...extensions.map((extension) => extension.id)],
    id,
    ...own,
    meta: {
      resourceType: type.name,
      created: new Date(resource.createdAt).toISOString(),
      lastModified: new Date(resource.modifiedAt).toISOString(),
      location: `${base}${type.endpoint}/${id}`,
      version: etagOf(resource),
    },
  };
}

function userValues({ id, values }: Resource, base: string, groups: Groups): Values {
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
