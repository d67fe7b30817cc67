import { DIGITS, type Choices } from '../choices.ts';
import type { Person, PersonaSpec } from './person.ts';

const KINDS = [
  'Nocturnal',
  'Quaternary',
  'Subterranean',
  'Hypothetical',
  'Migratory',
  'Intertidal',
  'Stratospheric',
  'Ceremonial',
];
const MATTERS = [
  'Lichen',
  'Barometer',
  'Glockenspiel',
  'Peat',
  'Lighthouse',
  'Typeface',
  'Sundial',
  'Parchment',
  'Turbine',
  'Kelp',
];
const DUTIES = [
  'Inventory',
  'Arbitration',
  'Restoration',
  'Forecasting',
  'Translation',
  'Calibration',
  'Stewardship',
  'Choreography',
];
const OFFICES = ['Bureau', 'Secretariat', 'Directorate', 'Observatory', 'Commission', 'Registry'];
const ROLES = ['Surveyor', 'Archivist', 'Conservator', 'Navigator', 'Chronicler', 'Adjudicator'];

/** A department that no account would hold by chance. */
export const departmentOf = (choices: Choices) =>
  `${choices.pick(KINDS)} ${choices.pick(MATTERS)} ${choices.pick(DUTIES)} ${choices.pick(OFFICES)} ${choices.text(DIGITS, 6)}`;

export const jobTitleOf = (choices: Choices) =>
  `${choices.pick(KINDS)} ${choices.pick(MATTERS)} ${choices.pick(DUTIES)} ${choices.pick(ROLES)}`;

/** Under +999, which no country has. */
export const phoneOf = (choices: Choices) => `+999${choices.text(DIGITS, 11)}`;

/** Longest value that Okta's attribute statements take (help.okta.com, define attribute statements). */
const LONGEST = 1024;

/** The fields that a directory may hold or not. */
export function profileOf(
  form: PersonaSpec['profile'] = 'full',
  forPhone: Choices,
  forDepartment: Choices,
): Pick<Person, 'phone' | 'department'> {
  const phone = phoneOf(forPhone);
  const department = departmentOf(forDepartment);
  switch (form) {
    case 'full':
      return { phone, department };
    case 'bare':
      return { phone: null, department: null };
    case 'long':
      return { phone, department: `${department} `.padEnd(LONGEST, 'ipsum dolor ').slice(0, LONGEST - 1) + '.' };
    case 'lines':
      return { phone, department: `${department}\r\n\tR&D <"3rd floor"> ]]> 'west'\n\u00a0&#13;&amp; end` };
    case 'separators':
      return { phone, department: `${department}\u2028second line\u2029\u0085third line` };
  }
}
