import type { Fault } from '../api.ts';

/** What a sound application does with a sign-in that carries these faults, told before it begins. */
export interface Expected {
  answer: Fault['expect'];
  says: string;
}

/** The strictest fault decides for all: one that nobody may get in with, then any that is refused, then what is left open. */
export function expectedOf(faults: readonly Pick<Fault, 'expect' | 'harm' | 'says'>[]): Expected {
  const deciding =
    faults.find(({ expect, harm }) => expect === 'refuse' && harm === 'check') ??
    faults.find(({ expect }) => expect === 'refuse') ??
    faults.find(({ expect }) => expect === 'defined') ??
    faults[0];
  return deciding
    ? { answer: deciding.expect, says: deciding.says }
    : { answer: 'accept', says: 'Nothing is broken: a sound application lets the person in.' };
}

/** Headings under which faults are listed, the most telling first. */
export const FAULT_GROUPS = [
  'Forgeries: somebody else would be signed in',
  'Checks that must not be left out',
  'Unusual, and has to work',
  'Left to the application',
] as const;

export function faultGroup({ expect, harm }: Pick<Fault, 'expect' | 'harm'>): (typeof FAULT_GROUPS)[number] {
  switch (expect) {
    case 'refuse':
      return harm === 'identity' ? FAULT_GROUPS[0] : FAULT_GROUPS[1];
    case 'accept':
      return FAULT_GROUPS[2];
    case 'defined':
      return FAULT_GROUPS[3];
  }
}
