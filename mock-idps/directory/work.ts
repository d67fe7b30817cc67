import { DIGITS, type Choices } from '../choices.ts';

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
