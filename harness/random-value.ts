/** Long, and no words: letters mixed with digits or capitals. */
export const isRandom = (value: string): boolean =>
  /^[\w.~-]{16,}$/.test(value) && /\d|[a-z][A-Z]|[A-Z][a-z][A-Z]/.test(value);
