/** What ids, addresses and credentials are made of. */
const CUT_WORD = /[\w.%+/=~@-]*$/;

/**
 * The first characters of a text that somebody else wrote. A word that would be cut is left out: half an id is not known for
 * one any more, and half a secret would not be hidden.
 */
export function beginningOf(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return `${text.slice(0, characters).replace(CUT_WORD, '')}…`;
}
