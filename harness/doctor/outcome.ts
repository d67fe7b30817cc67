/** What one step of a check-up saw. */
export type Outcome = Seen | Trouble;

export interface Seen {
  /** `note`: worth a word, and nothing to mend. */
  status: 'fine' | 'note';
  says: string;
}

export interface Trouble {
  status: 'mend';
  seen: string;
  /** What is most likely behind it. */
  cause: string;
  /** What to do about it. */
  mend: string;
}

export const fine = (says: string): Seen => ({ status: 'fine', says });
export const note = (says: string): Seen => ({ status: 'note', says });
export const trouble = (seen: string, cause: string, mend: string): Trouble => ({ status: 'mend', seen, cause, mend });
