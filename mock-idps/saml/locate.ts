/**
 * Where the first element of that local name starts and ends in a message that this engine wrote: one without comments
 * and CDATA before it, and with every `<` of a value escaped. The element must not contain another of its name.
 */
export function elementSpan(xml: string, localName: string): { start: number; end: number } {
  const opening = new RegExp(`<((?:[\\w.-]+:)?${localName})[\\s>]`).exec(xml);
  const closing = opening ? `</${opening[1]}>` : '';
  const at = opening ? xml.indexOf(closing, opening.index) : -1;
  if (!opening || at < 0) throw new RangeError(`There is no element ${localName} in the message.`);
  return { start: opening.index, end: at + closing.length };
}
