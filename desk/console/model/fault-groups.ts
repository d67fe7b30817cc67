import type { Fault } from '../api.ts';

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
