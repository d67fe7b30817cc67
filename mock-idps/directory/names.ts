import type { Faker } from '@faker-js/faker';
import type { Choices } from '../choices.ts';
import type { PersonaSpec } from './person.ts';

export interface FullName {
  givenName: string;
  surname: string;
}

const FOREIGN_GIVEN = [
  'Þórhildur',
  'Zoë',
  'Łucja',
  'Søren',
  'Ngọc Ánh',
  'Наталья',
  'さくら',
  '美咲',
  'محمد',
  'Ελένη',
  'Ýrsa',
  'İpek',
];
const FOREIGN_SURNAMES = [
  'Æðelstan',
  'Müßiggänger',
  'Żółkiewska',
  'Đặng',
  'Œuvrard',
  'Ковалёва',
  '田中',
  'القحطاني',
  'Παππάς',
  'Ağaoğlu',
  'Ñuñez',
  '𠮷野',
];

/**
 * Double names, so long that finding one anywhere in an account means that it was stored.
 * Makes `faker` start anew from the person's own seed.
 */
export function nameOf(faker: Faker, choices: Choices): FullName {
  faker.seed(choices.below(2 ** 32));
  const givenName = `${longName(() => faker.person.firstName())} ${longName(() => faker.person.firstName())}`;
  const surname = `${longName(() => faker.person.lastName())}-${longName(() => faker.person.lastName())}`;
  return { givenName, surname };
}

/** The name in the form that a persona asks for. */
export function formed(
  { givenName, surname }: FullName,
  choices: Choices,
  form: PersonaSpec['name'] = 'plain',
): FullName {
  switch (form) {
    case 'plain':
      return { givenName, surname };
    case 'non-ascii':
      return {
        givenName: `${choices.pick(FOREIGN_GIVEN)} ${givenName}`,
        surname: `${surname} ${choices.pick(FOREIGN_SURNAMES)}`,
      };
    case 'decomposed':
      return { givenName: `Zoë Ångström ${givenName}`.normalize('NFD'), surname: `${surname} Müller`.normalize('NFD') };
    case 'emoji':
      return { givenName: `${givenName} 🦦👩🏽‍🚀`, surname: `${surname} 𝔖𝔦𝔤𝔦` };
    case 'apostrophe':
      return { givenName: `D'${givenName}`, surname: `O'${surname}` };
    case 'markup':
      return { givenName: `<b onmouseover="alert(1)">${givenName}</b>`, surname: `${surname} & <i>"Sons"</i>` };
  }
}

/** At least five letters, and letters only. */
function longName(draw: () => string): string {
  for (;;) {
    const name = draw();
    if (/^[A-Za-z]{5,}$/.test(name)) return name;
  }
}
