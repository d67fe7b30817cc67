import { Choices } from '../choices.ts';
import { localPart, otherCase } from './address.ts';
import type { World } from './directory.ts';
import { groupsOf } from './groups.ts';
import { nameOf } from './names.ts';
import { personId, shapeOf } from './object-id.ts';
import type { Person, PersonChange } from './person.ts';
import { departmentOf, jobTitleOf, phoneOf } from './work.ts';

/** What each change makes of a person. New values follow from the old ones, so that changing twice is two changes. */
const changes: Record<PersonChange, (person: Person, world: World) => Partial<Person>> = {
  name(person, world) {
    const { givenName, surname } = nameOf(world.faker, after(person, world, person.displayName));
    return { givenName, surname, displayName: `${givenName} ${surname}` };
  },
  phone: (person, world) => ({ phone: phoneOf(after(person, world, person.phone ?? '')) }),
  department(person, world) {
    const choices = after(person, world, person.department ?? '');
    return { department: departmentOf(choices), jobTitle: jobTitleOf(choices) };
  },
  groups(person, { seed, nonce }) {
    const count = Math.max(1, person.groups.length);
    const before = person.groups.map(({ id }) => id);
    return {
      groups: groupsOf(
        shapeOf(person.id),
        count,
        'plain',
        nonce,
        ...[String(seed), person.key, ...before].map((part) => part.replaceAll(nonce, '')),
      ),
    };
  },
  'no-groups': () => ({ groups: [] }),
  email(person, world) {
    if (person.email === null) return {};
    const domain = person.email.slice(person.email.lastIndexOf('@'));
    return newEmail(person, `${localPart(after(person, world, person.email), world.nonce)}${domain}`);
  },
  'email-case': (person) => (person.email === null ? {} : newEmail(person, otherCase(person.email))),
  subject: (person, world) => ({
    id: personId[shapeOf(person.id)](after(person, world, person.id), world.nonce),
  }),
};

/** The same person after those changes, one by one in the order given. */
export function change(world: World, person: Person, what: readonly PersonChange[]): Person {
  return what.reduce((changed, each) => ({ ...changed, ...changes[each](changed, world) }), person);
}

const after = (person: Person, { seed, nonce }: World, value: string) =>
  new Choices('change', seed, person.key, value.replaceAll(nonce, ''));

/** Sign-in names that were the address go with it. */
function newEmail(person: Person, email: string): Partial<Person> {
  return {
    email,
    ...(person.upn === person.email && { upn: email }),
    ...(person.username === person.email && { username: email }),
  };
}
