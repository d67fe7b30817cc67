/**
 * What a script element of packed data holds.
 * @throws {Error} when there is no such element: the file was cut short.
 */
export async function unpacked(id: string): Promise<unknown> {
  const packed = document.getElementById(id)?.textContent;
  if (!packed) throw new Error('The file was cut short: the evidence of this case is not in it.');
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).json();
}
