import { openDirectory } from '../../mock-idps/index.ts';
import { GROUP, userBody } from '../scim/user-body.ts';

type Json = Readonly<Record<string, unknown>>;

/** People, or groups, as functions of seed and index: nobody is kept. */
export interface Kind {
  readonly word: 'people' | 'groups';
  /** Below the base URL. */
  readonly path: '/Users' | '/Groups';
  /** What it is found by. */
  readonly attribute: 'userName' | 'displayName';
  /** Value of {@link attribute}. */
  name(index: number): string;
  /** What is sent to make it. */
  body(index: number): Json;
  /** Who it is, by name; null where the resource is none of this run. */
  indexOf(resource: Json): number | null;
  /** Who its externalId says that it is; null where that says nothing. */
  claimedBy(resource: Json): number | null;
}

export interface Crowd {
  readonly people: Kind;
  readonly groups: Kind;
}

/**
 * A crowd without an end. The same seed gives the same people; names and ids hold the mark, by which what a run made is told
 * from everything else.
 * @param domain of addresses
 */
export async function openCrowd({
  seed,
  mark,
  domain,
}: {
  seed: number;
  mark: string;
  domain: string;
}): Promise<Crowd> {
  const directory = await openDirectory({ seed, nonce: mark });
  const person = (index: number) => {
    const somebody = directory.person('entra', { domain }, `load-${index}`);
    return { ...somebody, email: `p${index}.${somebody.email ?? ''}`, id: `p${index}-${mark}` };
  };
  // A department of somebody who is not in the crowd.
  const groupName = (index: number) =>
    `${directory.person('entra', {}, `load-group-${index}`).department ?? ''} g${index} ${mark}`;
  return {
    people: {
      word: 'people',
      path: '/Users',
      attribute: 'userName',
      name: (index) => person(index).email,
      body: (index) => userBody(person(index)),
      indexOf: reader('userName', new RegExp(`^p(\\d+)\\..*\\.${mark}@`, 'i')),
      claimedBy: reader('externalId', new RegExp(`^p(\\d+)-${mark}$`)),
    },
    groups: {
      word: 'groups',
      path: '/Groups',
      attribute: 'displayName',
      name: groupName,
      body: (index) => ({ schemas: [GROUP], externalId: `g${index}-${mark}`, displayName: groupName(index) }),
      indexOf: reader('displayName', new RegExp(` g(\\d+) ${mark}$`, 'i')),
      claimedBy: reader('externalId', new RegExp(`^g(\\d+)-${mark}$`)),
    },
  };
}

function reader(attribute: string, form: RegExp): (resource: Json) => number | null {
  return (resource) => {
    const value = resource[attribute];
    const index = typeof value === 'string' ? form.exec(value)?.[1] : undefined;
    return index === undefined ? null : Number(index);
  };
}

/** What is made, in numbers. */
export interface Size {
  people: number;
  groups: number;
  /** In each group. At most as many as there are people. */
  members: number;
}

/** The number of the `n`th member of a group: groups share the people out, and begin anew where they have no more. */
export const memberOf = ({ people, members }: Size, group: number, n: number): number => (group * members + n) % people;
